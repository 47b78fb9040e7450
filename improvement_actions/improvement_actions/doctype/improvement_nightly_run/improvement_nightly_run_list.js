frappe.listview_settings["Improvement Nightly Run"] = {
	add_fields: ["status", "newly_overdue", "escalations", "digests", "notes"],

	onload(list) {
		improvement_actions.overdue_check.add_to_list(list);
	},

	refresh(list) {
		improvement_actions.row_said(list, (doc) => {
			const counts = [doc.newly_overdue, doc.escalations, doc.digests];
			const said = __("{0} newly overdue, {1} escalated, {2} told", counts);
			return [__(doc.status), said, doc.notes && __("something to look into")].filter(Boolean).join(": ");
		});
	},

	get_indicator({ status }) {
		const colours = { Finished: "green", Marked: "blue" };
		return [__(status), colours[status] || "orange", `status,=,${status}`];
	},
};
