frappe.ui.form.on("Effectiveness Review", {
	setup(frm) {
		frm.set_query("action", () => ({ filters: { status: ["in", ["Completed", "Closed"]] } }));
		frm.set_query("reviewer", () => ({
			filters: { enabled: 1, user_type: "System User", name: ["not in", ["Administrator", "Guest"]] },
		}));
	},

	refresh(frm) {
		frm.set_intro();
		if (frm.doc.action && !frm.is_new()) {
			frm.add_custom_button(__("Open Action"), () => {
				// What was recorded here may have moved the action: fetch it anew.
				frappe.model.remove_from_locals("Improvement Action", frm.doc.action);
				frappe.set_route("Form", "Improvement Action", frm.doc.action);
			});
		}
		if (frm.recorded === undefined || !frm.is_dirty()) frm.recorded = !!frm.doc.outcome && !frm.is_new();
		if (frm.recorded) {
			frm.disable_form();
			frm.events.say_what_follows(frm);
		} else if (!frm.doc.reviewer && frappe.model.can_write("Effectiveness Review")) {
			frm.set_intro(
				__("Compare what you see with the closure test. Your name goes down as the reviewer when you save an outcome."),
				"blue"
			);
		}
	},

	async say_what_follows(frm) {
		const { message } = await frappe.db.get_value("Improvement Action", frm.doc.action, "status");
		if (frm.doc.outcome === "Embedded" && message.status === "Completed") {
			frm.set_intro(__("Embedded. Open the action to close it."), "green");
		} else {
			frm.set_intro(__("Recorded. The action is {0}.", [__(message.status)]), "blue");
		}
	},
});
