// What is asked of a meeting; public/js/asking.js says how.

// The meeting is called by its name and not sent along: several people have its form open, and each may decide something.
const meeting_method = (frm, method) => (values) => ({
	dt: frm.doctype,
	dn: frm.doc.name,
	method,
	args: JSON.stringify(values || {}),
});

// What was typed into the form is saved first, so that reloading it afterwards loses nothing.
async function save_meeting(frm) {
	if (frm.is_dirty()) await frm.save();
}

// `fields` as in frappe.prompt; their values are the arguments of `method`, with those of `always`; `done` gets its answer.
async function ask_of_meeting(frm, { method, done, ...question }) {
	await save_meeting(frm);
	return improvement_actions.ask(frm, {
		...question,
		call: "run_doc_method",
		prepare: meeting_method(frm, method),
		// The dialog calls the note or reason what the method calls it.
		asked_as: { decision_note: "note", reason: "note", cancellation_reason: "reason" },
		async done(answer) {
			await frm.reload_doc();
			if (done) done(answer);
		},
	});
}

// Something without a dialog: the refusal is a message then.
async function do_at_meeting(frm, method, args) {
	improvement_actions.reload_when_needed(frm);
	await save_meeting(frm);
	frappe.dom.freeze();
	try {
		const asked = { method: "run_doc_method", args: meeting_method(frm, method)(args), silent: true };
		return (await frappe.call(asked)).message;
	} catch (refused) {
		const messages = improvement_actions.messages_of(refused.responseJSON);
		const html = messages.map(({ message }) => message).join("<br>");
		if (html) frappe.msgprint({ title: __("Not Done"), message: html, indicator: "red" });
		return null;
	} finally {
		frappe.dom.unfreeze();
		await frm.reload_doc();
	}
}
