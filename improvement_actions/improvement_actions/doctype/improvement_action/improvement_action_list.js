frappe.listview_settings["Improvement Action"] = {
	add_fields: ["status", "due_date", "slip_count", "action_owner"],
	// Who and by when matter more here than the reference, which the form and every print carry.
	hide_name_column: true,

	formatters: {
		action_owner: (user) => (user ? frappe.utils.escape_html(frappe.user.full_name(user)) : ""),
	},

	get_indicator(doc) {
		const active = ["Open", "In Progress"].includes(doc.status);
		if (active && doc.due_date && doc.due_date < frappe.datetime.get_today()) {
			return [__("Overdue"), "red", "status,in,Open,In Progress|due_date,<,Today"];
		}
		const colors = {
			Draft: "gray",
			Open: "blue",
			"In Progress": "orange",
			Completed: "purple",
			Closed: "green",
			Cancelled: "darkgrey",
		};
		return [__(doc.status), colors[doc.status], `status,=,${doc.status}`];
	},
};
