frappe.listview_settings["Effectiveness Review"] = {
	add_fields: ["outcome", "due_date", "review_type"],
	hide_name_column: true,

	refresh(list) {
		list.show_people = () => list.render_list();
		improvement_actions.view_bar.attach(list);
	},

	formatters: {
		reviewer(user) {
			const escape = frappe.utils.escape_html;
			const name = escape(improvement_actions.view_bar.full_name(user));
			return `<a class="filterable ellipsis" data-filter="reviewer,=,${escape(user || "")}">${name}</a>`;
		},
	},

	get_indicator({ outcome, due_date }) {
		if (outcome) {
			const color = { Embedded: "green", "Partially Embedded": "orange", "Not Embedded": "red" }[outcome];
			return [__(outcome), color, `outcome,=,${outcome}`];
		}
		const late = due_date && due_date < frappe.datetime.get_today();
		return [late ? __("Overdue") : __("Due"), late ? "red" : "blue", "outcome,is,not set"];
	},
};
