// Asking for something in a dialog that stays open, with all that was typed, until the server has accepted it.

// The meeting is called by its name and not sent along: several people have its form open, and each may decide something.
function call_meeting(frm, method, args) {
	return frappe.call({
		method: "run_doc_method",
		args: { dt: frm.doctype, dn: frm.doc.name, method, args: JSON.stringify(args || {}) },
		silent: true,
	});
}

// What was typed into the form is saved first, so that reloading it afterwards loses nothing.
async function save_meeting(frm) {
	if (frm.is_dirty()) await frm.save();
}

// `fields` as in frappe.prompt; their values are the arguments of `method`, with those of `always`; `done` gets its answer.
async function ask_of_meeting(frm, { title, label, fields, method, always, done }) {
	await save_meeting(frm);
	const dialog = new frappe.ui.Dialog({
		title,
		fields: [{ fieldtype: "HTML", fieldname: "refusal" }, ...fields],
		primary_action_label: label,
		primary_action: (values) => send_to_meeting(frm, dialog, method, { ...values, ...always }, done),
		on_page_show: () => dialog.fields_list.find((field) => field.$input?.is(":visible"))?.$input.focus(),
	});
	// A click beside the dialog would throw away what was typed.
	dialog.$wrapper.modal({ backdrop: "static", show: false });
	dialog.$wrapper.addClass("ia-dialog").on("keydown", (event) => {
		if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
		event.preventDefault();
		document.activeElement.blur(); // a field gives its value when it is left
		dialog.get_primary_btn().trigger("click");
	});
	dialog.get_primary_btn().attr("title", __("Ctrl + Enter"));
	dialog.fields_dict.refusal.$wrapper.attr("role", "alert");
	dialog.show();
	return dialog;
}

async function send_to_meeting(frm, dialog, method, values, done) {
	if (dialog.is_sending) return;
	dialog.is_sending = true;
	dialog.get_primary_btn().prop("disabled", true);
	dialog.fields_dict.refusal.$wrapper.empty();
	try {
		const answer = await call_meeting(frm, method, values);
		dialog.hide();
		await frm.reload_doc();
		if (done) done(answer.message);
	} catch (refused) {
		show_meeting_refusal(dialog, refused);
	} finally {
		dialog.is_sending = false;
		dialog.get_primary_btn().prop("disabled", false);
	}
}

function show_meeting_refusal(dialog, refused) {
	const answer = refused.responseJSON || {};
	const html =
		refusal_html(answer) ||
		(refused.status ? "" : __("The server does not answer. What you typed is still here: try again."));
	// Where the Desk has shown a message of its own, there is nothing left to say.
	if (!html) return;
	dialog.fields_dict.refusal.$wrapper.html(`<div class="ia-refusal">${html}</div>`);
	const at_fault = (answer.problems || []).find((problem) => dialog.fields_dict[field_asked(problem)]);
	if (at_fault) dialog.fields_dict[field_asked(at_fault)].$input?.focus();
}

// The dialog calls the note or reason what the method calls it.
function field_asked({ field }) {
	return { decision_note: "note", reason: "note", cancellation_reason: "reason" }[field] || field;
}

// What the server says, as it would be shown in a message (its HTML is the server's own).
function refusal_html(answer) {
	const sent = answer._server_messages;
	return (typeof sent === "string" ? JSON.parse(sent) : sent || [])
		.map((message) => JSON.parse(message).message)
		.join("<br>");
}

// Something without a dialog: the refusal is a message then.
async function do_at_meeting(frm, method, args) {
	await save_meeting(frm);
	frappe.dom.freeze();
	try {
		return (await call_meeting(frm, method, args)).message;
	} catch (refused) {
		const html = refusal_html(refused.responseJSON || {});
		if (html) frappe.msgprint({ title: __("Not Done"), message: html, indicator: "red" });
		return null;
	} finally {
		frappe.dom.unfreeze();
		await frm.reload_doc();
	}
}
