frappe.listview_settings["Effectiveness Review"] = {
	add_fields: ["outcome", "due_date", "review_type"],
	hide_name_column: true,

	get_indicator({ outcome, due_date }) {
		if (outcome) {
			const color = { Embedded: "green", "Partially Embedded": "orange", "Not Embedded": "red" }[outcome];
			return [__(outcome), color, `outcome,=,${outcome}`];
		}
		const late = due_date && due_date < frappe.datetime.get_today();
		return [late ? __("Overdue") : __("Due"), late ? "red" : "blue", "outcome,is,not set"];
	},
};
