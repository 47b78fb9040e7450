frappe.ui.form.on("Improvement Source", {
	setup(frm) {
		for (const field of ["source_type", "service", "standards"]) {
			frm.set_query(field, () => ({ filters: { disabled: 0 } }));
		}
		frm.set_query("factor", "contributory_factors", () => ({ filters: { disabled: 0 } }));
	},

	refresh(frm) {
		frm.set_intro();
		if (frm.is_new()) return;
		if (frappe.model.can_create("Improvement Action")) {
			frm.add_custom_button(
				__("Improvement Action"),
				() => frappe.new_doc("Improvement Action", { source: frm.doc.name, service: frm.doc.service }),
				__("Create")
			);
		}
		if (frm.doc.review_tier === "Formal") {
			frm.set_intro(__("Formal review: {0}.", [frappe.utils.escape_html(frm.doc.review_tier_reason)]), "orange");
		}
		frm.events.show_what_is_done(frm);
	},

	async show_what_is_done(frm) {
		const name = frm.doc.name;
		const html = await frappe.xcall(
			"improvement_actions.improvement_actions.doctype.improvement_source.desk.what_is_done",
			{ source: name }
		);
		if (frm.doc.name === name) frm.fields_dict.actions_list.$wrapper.html(html);
	},
});
