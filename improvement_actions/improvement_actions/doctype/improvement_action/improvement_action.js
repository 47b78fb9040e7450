// What the form shows comes from the server (what_next); this script only lays it out and asks for input.
// Its parts lie in public/js/improvement_action/: lifecycle_bar, guide (what to do next), wording (checked while one
// types), asking (how dialogs work) and dialogs (what they ask), run_chart.

frappe.ui.form.on("Improvement Action", {
	setup(frm) {
		frm.set_query("action_owner", () => ({
			filters: { enabled: 1, user_type: "System User", name: ["not in", ["Administrator", "Guest"]] },
		}));
		frm.set_query("standards", () => ({ filters: { disabled: 0 } }));
		frm.set_query("service", () => ({ filters: { disabled: 0 } }));
		frm.set_query("follows_pilot", () => ({
			filters: { name: ["!=", frm.doc.name || ""], approach: "Pilot", status: ["!=", "Cancelled"] },
		}));
		frm.set_query("risk", () => ({
			filters: { status: ["!=", "Closed"], ...(frm.doc.service ? { service: frm.doc.service } : {}) },
		}));
		frm.set_query("parent_action", () => ({
			filters: { name: ["!=", frm.doc.name || ""], status: ["in", ["Draft", "Open", "In Progress"]] },
		}));
	},

	// The parts are called from here: handlers of their own would each wait for what the one before has asked the server.
	refresh(frm) {
		frm.moves = [];
		frm.set_intro();
		frm.events.forget_last_action(frm);
		frm.events.draw_lifecycle(frm);
		frm.events.lock_fields(frm);
		frm.events.fit_texts(frm);
		frm.events.draw_run_chart(frm);
		frm.events.check_wording(frm);
		if (frm.is_new()) return;
		frm.events.add_buttons(frm);
		frm.events.show_what_next(frm);
	},

	lock_fields(frm) {
		const draft = frm.doc.status === "Draft";
		frm.set_df_property("due_date", "read_only", draft ? 0 : 1);
		frm.set_df_property("action_owner", "read_only", draft ? 0 : 1);
		frm.set_df_property(
			"progress_updates",
			"cannot_add_rows",
			!["Open", "In Progress"].includes(frm.doc.status)
		);
		if (["Closed", "Cancelled"].includes(frm.doc.status)) frm.disable_form();
	},

	fit_texts(frm) {
		["description", "closure_test", "change_to_practice", "lessons_learned"].forEach((field) => {
			const { $input } = frm.fields_dict[field];
			// Frappe gives a text 300 pixels; two of them fill the screen before anybody has typed a word.
			if ($input && !$input.hasClass("ia-text")) $input.css("height", "").addClass("ia-text");
		});
	},

	add_buttons(frm) {
		const { status, action_owner } = frm.doc;
		const active = ["Open", "In Progress"].includes(status);
		// A verifier may write, to close or to return; working the action is its owner's and the managers'.
		const works_it = frappe.session.user === action_owner || frappe.user.has_role("Improvement Manager");
		const may_write = works_it && frm.perm[0] && frm.perm[0].write;
		if (active && may_write) {
			frm.add_custom_button(__("Add Progress"), () => frm.events.add_progress(frm));
			frm.add_custom_button(__("Reschedule"), () => frm.events.reschedule(frm), __("Change"));
			frm.add_custom_button(__("Add Sub-action"), () => frm.events.add_sub_action(frm), __("Change"));
		}
		if ((active || status === "Completed") && may_write) {
			frm.add_custom_button(__("Reassign"), () => frm.events.reassign(frm), __("Change"));
		}
		if ((active || status === "Completed") && frappe.model.can_create("Improvement Evidence")) {
			frm.add_custom_button(__("Add Evidence"), () =>
				frappe.new_doc("Improvement Evidence", { action: frm.doc.name })
			);
		}
		frm.events.offer_roll_out(frm);
		const may_review =
			frappe.model.can_create("Effectiveness Review") && action_owner !== frappe.session.user;
		if (status === "Completed" && may_review) {
			frm.add_custom_button(__("Record Review"), () => frm.events.record_review(frm)).addClass(
				"btn-primary"
			);
		}
	},

	before_workflow_action(frm) {
		const move = frm.moves.find((each) => each.action === frm.selected_workflow_action);
		if (!move || !move.reason_field) return;
		frappe.dom.unfreeze();
		frm.selected_workflow_action = null;
		frm.events.ask_for_reason(frm, move);
		// The move is made together with its reason, so the form's own way of moving never goes on.
		return new Promise(() => {});
	},

	async record_review(frm) {
		const scheduled = await frappe.db.get_list("Effectiveness Review", {
			filters: { action: frm.doc.name, review_type: "Verification", outcome: ["is", "not set"] },
			limit: 1,
		});
		if (scheduled.length) frappe.set_route("Form", "Effectiveness Review", scheduled[0].name);
		else frappe.new_doc("Effectiveness Review", { action: frm.doc.name, review_type: "Verification" });
	},
});
