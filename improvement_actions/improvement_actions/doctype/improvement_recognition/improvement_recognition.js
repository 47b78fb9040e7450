// Thanks as they were given: nothing on this form is for writing.
frappe.ui.form.on("Improvement Recognition", {
	refresh(frm) {
		frm.disable_form();
		frm.add_custom_button(__("Open Action"), () =>
			frappe.set_route("Form", "Improvement Action", frm.doc.action)
		);
	},
});
