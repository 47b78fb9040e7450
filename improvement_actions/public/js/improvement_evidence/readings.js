// Evidence that has measured something becomes a reading of the action that it serves.

frappe.ui.form.on("Improvement Evidence", {
	refresh(frm) {
		if (!frm.is_new() && offers(frm).length) {
			frm.add_custom_button(__("Use as Reading"), () => frm.events.use_as_reading(frm));
		}
	},

	before_save(frm) {
		frm.was_new = frm.is_new();
	},

	// Once, when it has just been recorded; afterwards the button is there.
	after_save(frm) {
		if (!frm.was_new || !frm.doc.measured_value || !offers(frm).length) return;
		frm.was_new = false;
		const { action, indicator } = offers(frm)[0];
		frappe.show_alert(
			{
				message: __("Is this a reading of {0}?", [frappe.utils.escape_html(indicator)]),
				subtitle: action,
				body: `<button class="btn btn-default btn-xs" data-action="use">${__(
					"Use as Reading"
				)}</button>`,
				indicator: "blue",
			},
			20,
			{ use: () => frm.events.use_as_reading(frm) }
		);
	},

	use_as_reading(frm) {
		const { name, evidence_date, measured_value } = frm.doc;
		improvement_actions.ask_for_reading({
			offers: offers(frm),
			evidence: name,
			// 0 also stands for a value that was never entered: that is asked.
			defaults: { reading_date: evidence_date, value: measured_value },
			async send(action, reading) {
				await frappe.xcall("run_doc_method", {
					dt: "Improvement Action",
					dn: action,
					method: "add_reading",
					args: reading,
				});
				frappe.show_alert({ message: __("Added to the readings of {0}.", [action]), indicator: "green" });
				frm.reload_doc();
			},
		});
	},
});

function offers(frm) {
	return (frm.doc.__onload || {}).reading_offers || [];
}
