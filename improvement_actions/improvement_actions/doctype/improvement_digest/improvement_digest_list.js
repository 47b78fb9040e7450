frappe.listview_settings["Improvement Digest"] = {
	hide_name_column: true,
	hide_name_filter: true,
};
