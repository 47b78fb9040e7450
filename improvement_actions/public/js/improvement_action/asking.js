// Asking for something in a dialog: it stays open, with all that was typed, until the server has accepted it.

// The forms that ask so: each reads this file with its own scripts.
const ASKING_FORMS = ["Improvement Action", "Improvement Plan"];

const ASKING = {
	// `fields` as in frappe.prompt; their values are the arguments of the record's `method`, with those of `always`.
	// `done` gets what the method returned. The first field has the focus, Ctrl or Cmd and Enter sends, Escape closes.
	ask(frm, { title, label, fields, method, always, done }) {
		const dialog = new frappe.ui.Dialog({
			title,
			// At the top, where the calendar of a date does not cover it.
			fields: [{ fieldtype: "HTML", fieldname: "refusal" }, ...fields],
			primary_action_label: label,
			primary_action: (values) => send_asked(frm, dialog, method, { ...values, ...always }, done),
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
	},

	call_and_reload(frm, method, values) {
		return frm.call(method, values).then(() => frm.reload_doc());
	},
};

ASKING_FORMS.forEach((doctype) => frappe.ui.form.on(doctype, ASKING));

async function send_asked(frm, dialog, method, values, done) {
	if (dialog.is_sending) return;
	dialog.is_sending = true;
	dialog.get_primary_btn().prop("disabled", true);
	dialog.fields_dict.refusal.$wrapper.empty();
	try {
		const answer = await frm.call({ doc: frm.doc, method, args: values, silent: true });
		dialog.hide();
		const remarks = messages_of(answer);
		if (remarks.length) frappe.msgprint(remarks);
		await done(answer.message);
	} catch (refused) {
		await show_refusal(frm, dialog, refused);
	} finally {
		dialog.is_sending = false;
		dialog.get_primary_btn().prop("disabled", false);
	}
}

async function show_refusal(frm, dialog, refused) {
	const answer = refused.responseJSON || {};
	let html = messages_of(answer)
		.map((message) => message.message)
		.join("<br>");
	if (answer.exc_type === "TimestampMismatchError" && !frm.is_dirty()) {
		await frm.reload_doc();
		html = __("Somebody else has just changed this record. It is up to date again: look at it and try once more.");
	} else if (!html && !refused.status) {
		html = __("The server does not answer. What you typed is still here: try again.");
	}
	// Where the Desk has shown a message of its own, there is nothing left to say.
	if (!html) return;
	dialog.fields_dict.refusal.$wrapper.html(`<div class="ia-refusal">${html}</div>`);
	const at_fault = (answer.problems || []).find((problem) => dialog.fields_dict[problem.field]);
	if (at_fault) dialog.fields_dict[at_fault.field].$input?.focus();
}

// What the server says beside its answer, as it would be shown in a message (its HTML is the server's own).
function messages_of(answer) {
	const sent = answer && answer._server_messages;
	return (typeof sent === "string" ? JSON.parse(sent) : sent || []).map((message) => JSON.parse(message));
}

function focus_on_first(dialog) {
	const first = dialog.fields_list.find((field) => field.$input && field.$input.is(":visible"));
	first && first.$input.focus();
}
