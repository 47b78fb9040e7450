frappe.listview_settings["Improvement Source"] = {
	add_fields: ["loop_status", "action_count", "closed_count"],

	refresh: (list) => improvement_actions.view_bar.attach(list),

	get_indicator(doc) {
		const colors = { "No Actions": "red", Open: "orange", Completed: "purple", Closed: "green" };
		const counts = doc.action_count ? ` ${doc.closed_count}/${doc.action_count}` : "";
		return [__(doc.loop_status) + counts, colors[doc.loop_status], `loop_status,=,${doc.loop_status}`];
	},
};
