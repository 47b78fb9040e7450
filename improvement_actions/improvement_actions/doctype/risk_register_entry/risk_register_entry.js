// What the form shows comes from the server (desk.what_next); its parts lie in public/js/risk_register_entry/: bar (the
// scores), guide (what to do next) and dialogs (assess, accept, close, reopen, create an action).

frappe.ui.form.on("Risk Register Entry", {
	setup(frm) {
		const person = () => ({
			filters: { enabled: 1, user_type: "System User", name: ["not in", ["Administrator", "Guest"]] },
		});
		frm.set_query("risk_owner", person);
		frm.set_query("control_owner", "controls", person);
		for (const field of ["service", "category", "standards"]) {
			frm.set_query(field, () => ({ filters: { disabled: 0 } }));
		}
		frm.layout.wrapper.on("click", "[data-control]", ({ currentTarget }) =>
			frm.events.create_action(frm, currentTarget.dataset.control)
		);
	},

	// The parts are called from here: handlers of their own would each wait for what the one before has asked the server.
	async refresh(frm) {
		const name = frm.doc.name;
		frm.set_intro();
		for (const field of ["risk_bar", "controls_bar", "assessments_chart"]) frm.fields_dict[field].$wrapper.empty();
		frm.events.lock_scores(frm);
		// Frappe gives a text 300 pixels; as high as what it holds is enough.
		frm.fields_dict.description.$input?.css("height", "").addClass("ia-text");
		await frm.events.load_scale(frm);
		if (frm.doc.name !== name) return;
		frm.events.draw_scores(frm);
		if (!frm.is_new()) frm.events.show_risk_next(frm);
	},

	// Once it is assessed, scores change through Assess only.
	lock_scores(frm) {
		const assessed = frm.doc.assessed_on ? 1 : 0;
		const fields = RISK_KINDS.flatMap((kind) => [`${kind}_likelihood`, `${kind}_impact`]);
		for (const field of [...fields, "target_score", "residual_explanation"]) {
			frm.set_df_property(field, "read_only", assessed);
		}
		const only_accepts =
			frappe.user.has_role("Improvement Governance") &&
			!frappe.user.has_role(["Improvement Manager", "System Manager"]) &&
			frm.doc.risk_owner !== frappe.session.user;
		if (frm.doc.status === "Closed" || (only_accepts && !frm.is_new())) frm.disable_form();
	},

	add_risk_buttons(frm, methods) {
		const buttons = {
			assess: [__("Assess"), () => frm.events.assess(frm)],
			accept: [__("Accept"), () => frm.events.accept(frm)],
			spawn_action: [__("Create Action"), () => frm.events.create_action(frm)],
			reopen: [__("Reopen"), () => frm.events.reopen(frm)],
			close: [__("Close Risk"), () => frm.events.close(frm)],
		};
		for (const [method, [label, press]] of Object.entries(buttons)) {
			frm.remove_custom_button(label);
			if (methods.includes(method)) frm.add_custom_button(label, press);
		}
		const due = ["Reassessment Due"].includes(frm.doc.status) || !frm.doc.assessed_on;
		if (due && methods.includes("assess")) frm.change_custom_button_type(__("Assess"), null, "primary");
	},
});

frappe.ui.form.on("Risk Control", {
	create_action(frm, cdt, cdn) {
		frm.events.create_action(frm, cdn);
	},
});
