frappe.listview_settings["Improvement Nightly Run"] = {
	hide_name_column: true,
	onload(list) {
		improvement_actions.overdue_check.add_to_list(list);
	},
	get_indicator({ status }) {
		const colours = { Finished: "green", Marked: "blue" };
		return [__(status), colours[status] || "orange", `status,=,${status}`];
	},
};
