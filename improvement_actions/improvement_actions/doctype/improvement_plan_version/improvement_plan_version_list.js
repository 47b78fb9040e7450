frappe.listview_settings["Improvement Plan Version"] = {
	add_fields: ["version_number", "issued_on"],

	get_indicator({ version_number }) {
		return [__("Version {0}", [version_number]), "blue", `version_number,=,${version_number}`];
	},
};
