// Adding readings to an Improvement Action: by hand, and from the evidence that serves it.

const evidence_query = (frm) => ({
	query: "improvement_actions.improvement_actions.doctype.improvement_action.readings.search_evidence",
	filters: { action: frm.doc.name },
});

frappe.ui.form.on("Improvement Action", {
	setup(frm) {
		frm.set_query("evidence", "readings", () => evidence_query(frm));
	},

	refresh(frm) {
		const { status, action_owner, indicator } = frm.doc;
		const under_work = ["Open", "In Progress", "Completed"].includes(status);
		const works_it = frappe.session.user === action_owner || frappe.user.has_role("Improvement Manager");
		if (frm.is_new() || !indicator || !under_work || !works_it || !frm.perm[0]?.write) return;
		frm.add_custom_button(__("Add Reading"), () => frm.events.add_reading(frm));
	},

	add_reading(frm) {
		const { name, title, indicator, unit } = frm.doc;
		improvement_actions.ask_for_reading({
			offers: [{ action: name, title, indicator, unit }],
			evidence_query: evidence_query(frm),
			send: (_action, reading) => frm.events.call_and_reload(frm, "add_reading", reading),
		});
	},
});
