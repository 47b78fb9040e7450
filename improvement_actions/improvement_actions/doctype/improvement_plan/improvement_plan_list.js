frappe.listview_settings["Improvement Plan"] = {
	add_fields: ["status", "target_date", "plan_lead", "service", "current_version"],
	hide_name_column: true,

	refresh(list) {
		list.show_people = () => list.render_list();
		improvement_actions.view_bar.attach(list);
	},

	formatters: {
		plan_lead(user) {
			const escape = frappe.utils.escape_html;
			const name = escape(improvement_actions.view_bar.full_name(user));
			return `<a class="filterable ellipsis" data-filter="plan_lead,=,${escape(user || "")}">${name}</a>`;
		},
	},

	get_indicator({ name, status, target_date, current_version }) {
		if (status === "Issued" && target_date && target_date < frappe.datetime.get_today()) {
			return [__("Past its date"), "red", "status,=,Issued|target_date,<,Today"];
		}
		const colors = { Draft: "gray", Issued: "blue", Completed: "green", Cancelled: "darkgrey" };
		// Beside its title a form has no room for more; its bar says it.
		const in_form = window.cur_frm && cur_frm.doc && cur_frm.doc.name === name;
		const label = !in_form && status === "Issued" && current_version ? __("Issued, version {0}", [current_version]) : __(status);
		return [label, colors[status], `status,=,${status}`];
	},
};
