frappe.ui.form.on("Improvement Evidence", {
	setup(frm) {
		frm.set_query("evidence_type", () => ({ filters: { disabled: 0 } }));
		frm.set_query("action", () => ({ filters: { status: ["not in", ["Closed", "Cancelled"]] } }));
	},

	refresh(frm) {
		frm.set_intro();
		const closed_action = (frm.doc.__onload || {}).closed_action;
		if (closed_action) {
			frm.disable_form();
			frm.set_intro(__("Frozen: it is evidence for {0}, which is closed.", [closed_action]), "blue");
		} else if (frm.doc.verified_by) {
			const who = frappe.utils.escape_html(frappe.user.full_name(frm.doc.verified_by));
			frm.set_intro(
				__("Verified by {0} on {1}.", [who, frappe.datetime.str_to_user(frm.doc.verified_on)]),
				"green"
			);
		}
		if (frm.doc.action && !frm.is_new()) {
			frm.add_custom_button(__("Open Action"), () => {
				// What was recorded here may have moved the action: fetch it anew.
				frappe.model.remove_from_locals("Improvement Action", frm.doc.action);
				frappe.set_route("Form", "Improvement Action", frm.doc.action);
			});
		}
	},

	async evidence_type(frm) {
		if (!frm.doc.evidence_type) return;
		const { message } = await frappe.db.get_value("Evidence Type", frm.doc.evidence_type, "demonstrates");
		frm.set_value("demonstrates", message.demonstrates);
	},
});
