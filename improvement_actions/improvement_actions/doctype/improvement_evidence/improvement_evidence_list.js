frappe.listview_settings["Improvement Evidence"] = {
	add_fields: ["valid_until", "demonstrates"],
	hide_name_column: true,

	refresh: (list) => improvement_actions.view_bar.attach(list),

	get_indicator({ valid_until, demonstrates }) {
		const today = frappe.datetime.get_today();
		if (valid_until && valid_until < today) {
			return [__("Expired"), "red", "valid_until,is,set|valid_until,<,Today"];
		}
		if (valid_until && frappe.datetime.get_day_diff(valid_until, today) <= 30) {
			return [__("Expiring"), "orange", `valid_until,=,${valid_until}`];
		}
		if (!demonstrates) return [__("Not classified"), "gray", "demonstrates,is,not set"];
		return [__(demonstrates), demonstrates === "Change" ? "green" : "blue", `demonstrates,=,${demonstrates}`];
	},
};
