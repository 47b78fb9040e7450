// Asking for something in a dialog: it stays open, with all that was typed, until the server has accepted it.

frappe.provide("improvement_actions");

// `fields` as in frappe.prompt; their values are the arguments of the `method` of the form's record, or with `call` those of a
// function of the server, with those of `always`. `prepare` makes other arguments of them; `done` gets what the method
// returned. The first field has the focus, Ctrl or Cmd and Enter sends, Escape closes. `changed` is said when somebody else
// has changed the record meanwhile; `asked_as` names the dialog's field for a problem with one of the record.
improvement_actions.ask = function (frm, { title, label, fields, method, call, always, prepare, done, changed, asked_as }) {
	improvement_actions.reload_when_needed(frm);
	const dialog = new frappe.ui.Dialog({
		title,
		// At the top, where the calendar of a date does not cover it.
		fields: [{ fieldtype: "HTML", fieldname: "refusal" }, ...fields],
		primary_action_label: label,
		primary_action: (values) => {
			const args = { ...values, ...always };
			return send_asked(frm, dialog, { method, call, args: prepare ? prepare(args) : args, done, changed, asked_as });
		},
		on_page_show: () => focus_on_first(dialog),
	});
	// A click beside the dialog would throw away what was typed.
	dialog.$wrapper.modal({ backdrop: "static", show: false });
	dialog.$wrapper.addClass("ia-dialog").on("keydown", (event) => {
		if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
		event.preventDefault();
		if (dialog.is_sending) return;
		// A field gives its value when it is left.
		document.activeElement.blur();
		dialog.get_primary_btn().trigger("click");
	});
	dialog.get_primary_btn().attr("title", __("Ctrl + Enter"));
	dialog.fields_dict.refusal.$wrapper.attr("role", "alert");
	dialog.show();
	return dialog;
};

// With the realtime server, Frappe draws a form again a second after it has heard that the record has changed. By then the
// form may have been left (it would become the one that Ctrl + S saves), somebody may be typing in it (it would be lost), and
// most often it is the change that was made here, and the form is up to date.
improvement_actions.reload_when_needed = function (frm) {
	if (frm.reloads_when_needed) return;
	frm.reloads_when_needed = true;
	let told_on;
	const reload = frappe.utils.debounce(() => {
		// What somebody else has changed meanwhile is said when this is saved.
		if (frm.is_dirty() || frm.doc.__last_sync_on > told_on) return;
		const [view, doctype, name] = frappe.get_route();
		if (view === "Form" && doctype === frm.doctype && name === frm.docname) frm.reload_doc();
		// Whoever comes back to it gets it from the server.
		else frappe.model.remove_from_locals(frm.doctype, frm.docname);
	}, 1000);
	frm.debounced_reload_doc = () => {
		told_on = new Date();
		reload();
	};
};

async function send_asked(frm, dialog, { method, call, args, done, changed, asked_as }) {
	if (dialog.is_sending) return;
	dialog.is_sending = true;
	dialog.get_primary_btn().prop("disabled", true);
	dialog.fields_dict.refusal.$wrapper.empty();
	try {
		const answer = call
			? await frappe.call({ method: call, args, silent: true })
			: await frm.call({ doc: frm.doc, method, args, silent: true });
		dialog.hide();
		// One by one: of a list Frappe expects the text that it sent.
		improvement_actions.messages_of(answer).forEach((remark) => frappe.msgprint(remark));
		await done(answer.message);
	} catch (refused) {
		await show_refusal(frm, dialog, refused, { changed, asked_as });
	} finally {
		dialog.is_sending = false;
		dialog.get_primary_btn().prop("disabled", false);
	}
}

async function show_refusal(frm, dialog, refused, { changed, asked_as = {} }) {
	const answer = refused.responseJSON || {};
	let html = improvement_actions.messages_of(answer)
		.map((message) => message.message)
		.join("<br>");
	if (answer.exc_type === "TimestampMismatchError" && !frm.is_dirty()) {
		await frm.reload_doc();
		html = changed;
	} else if (!html && !refused.status) {
		html = __("The server does not answer. What you typed is still here: try again.");
	}
	// Where the Desk has shown a message of its own, there is nothing left to say.
	if (!html) return;
	dialog.fields_dict.refusal.$wrapper.html(`<div class="ia-refusal">${html}</div>`);
	const fields = (answer.problems || []).map(({ field }) => dialog.fields_dict[asked_as[field] || field]);
	fields.find(Boolean)?.$input?.focus();
}

// What the server says beside its answer, as it would be shown in a message (its HTML is the server's own).
improvement_actions.messages_of = function (answer) {
	const sent = answer && answer._server_messages;
	return (typeof sent === "string" ? JSON.parse(sent) : sent || []).map((message) => JSON.parse(message));
};

function focus_on_first(dialog) {
	const first = dialog.fields_list.find((field) => field.$input && field.$input.is(":visible"));
	first && first.$input.focus();
}
