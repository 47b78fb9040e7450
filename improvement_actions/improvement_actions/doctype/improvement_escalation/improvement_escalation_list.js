frappe.listview_settings["Improvement Escalation"] = {
	add_fields: [
		"result",
		"level",
		"days_overdue",
		"escalate_to",
		"escalated_to_role",
		"escalated_to_address",
		"governance_review",
	],
	hide_name_column: true,

	onload(list) {
		// Whoever can put it right finds what to put right.
		if (!["Improvement Manager", "System Manager"].some((role) => frappe.user.has_role(role))) return;
		list.page.add_inner_button(__("Nobody Found"), async () => {
			await list.filter_area.clear(false);
			await list.filter_area.set([[list.doctype, "result", "=", "Nobody Found"]]);
			list.refresh();
		});
	},

	refresh(list) {
		improvement_actions.row_said(list, (doc) => {
			if (doc.governance_review) return __("Decided by the governance review {0}", [doc.governance_review]);
			const role = doc.escalated_to_role && __(doc.escalated_to_role);
			const whom = role || doc.escalated_to_address || __(doc.escalate_to);
			const days = doc.days_overdue;
			const late = days === 1 ? __("1 day overdue") : __("{0} days overdue", [days]);
			return __("Step {0}, {1}, {2}: {3}", [doc.level, whom, late, __(doc.result)]);
		});
	},

	get_indicator({ result }) {
		const colours = { Escalated: "blue", "Same Person": "gray", "Nobody Found": "red" };
		return [__(result), colours[result], `result,=,${result}`];
	},
};
