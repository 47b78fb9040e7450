// What the form shows comes from the server (what_next); this script only lays it out and asks for input. Its parts lie in
// public/js/improvement_plan/: plan_bar (where it stands, what is missing), plan_wording (checked while one types), plan_chart
// (milestones and actions in time), plan_versions, plan_moves (issue, complete, cancel, reopen), and findings with its parts.

frappe.ui.form.on("Improvement Plan", {
	setup(frm) {
		const people = { enabled: 1, user_type: "System User", name: ["not in", ["Administrator", "Guest"]] };
		frm.set_query("plan_lead", () => ({ filters: people }));
		frm.set_query("service", () => ({ filters: { disabled: 0 } }));
		const owners = {
			objectives: "objective_owner",
			milestones: "milestone_owner",
			risks: "risk_owner",
			communications: "communicated_by",
		};
		Object.entries(owners).forEach(([table, field]) => frm.set_query(field, table, () => ({ filters: people })));
	},

	refresh(frm) {
		frm.set_intro();
		frm.events.forget_last_plan(frm);
		frm.events.draw_plan_bar(frm, null);
		frm.events.check_plan_wording(frm);
		if (["Completed", "Cancelled"].includes(frm.doc.status)) frm.disable_form();
		frm.events.show_findings(frm);
		if (frm.is_new()) return;
		frm.events.draw_plan_chart(frm);
		frm.events.show_plan_next(frm);
	},
});
