frappe.listview_settings["Improvement Escalation"] = {
	add_fields: ["result", "level", "escalated_to_role", "escalated_to_address"],
	hide_name_column: true,

	onload(list) {
		// Whoever can put it right finds what to put right.
		if (!["Improvement Manager", "System Manager"].some((role) => frappe.user.has_role(role))) return;
		list.page.add_inner_button(__("Nobody Found"), async () => {
			await list.filter_area.clear(false);
			await list.filter_area.set([[list.doctype, "result", "=", "Nobody Found"]]);
			list.refresh();
		});
	},

	formatters: {
		escalated_to(user, _df, doc) {
			const whom = user
				? frappe.user.full_name(user)
				: (doc.escalated_to_role && __(doc.escalated_to_role)) || doc.escalated_to_address || "";
			return frappe.utils.escape_html(whom);
		},
	},

	get_indicator({ result }) {
		const colours = { Escalated: "blue", "Same Person": "gray", "Nobody Found": "red" };
		return [__(result), colours[result], `result,=,${result}`];
	},
};
