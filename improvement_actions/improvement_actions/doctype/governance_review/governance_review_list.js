frappe.listview_settings["Governance Review"] = {
	add_fields: ["status", "meeting_date", "chair"],
	hide_name_column: true,

	refresh(list) {
		list.show_people = () => list.render_list();
		improvement_actions.view_bar.attach(list);
	},

	formatters: {
		chair(user) {
			const escape = frappe.utils.escape_html;
			const name = escape(improvement_actions.view_bar.full_name(user));
			return `<a class="filterable ellipsis" data-filter="chair,=,${escape(user || "")}">${name}</a>`;
		},
	},

	get_indicator({ status, meeting_date }) {
		const waits = status === "Planned" && meeting_date < frappe.datetime.get_today();
		if (waits) return [__("Minutes Open"), "orange", "status,=,Planned"];
		return [__(status), { Planned: "blue", Held: "green", Cancelled: "gray" }[status], `status,=,${status}`];
	},
};
