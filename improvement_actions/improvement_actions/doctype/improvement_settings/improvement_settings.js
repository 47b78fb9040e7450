const FIELD_COLUMNS = ["service_field", "title_field", "date_field", "summary_field"];

frappe.ui.form.on("Improvement Settings", {
	setup(frm) {
		frm.set_query("document_type", "record_types", () => ({
			filters: { istable: 0, issingle: 0, is_virtual: 0, module: ["!=", "Improvement Actions"] },
		}));
		frm.set_query("source_type", "record_types", () => ({ filters: { disabled: 0 } }));
		for (const column of FIELD_COLUMNS) {
			// Which fields there are depends on the row's record type, and is the server's to say.
			frm.set_query(column, "record_types", (doc, doctype, name) => ({
				query: "improvement_actions.improvement_actions.doctype.improvement_settings.improvement_settings.field_choices",
				params: { document_type: locals[doctype][name].document_type, column },
			}));
		}
	},

	refresh(frm) {
		frm.events.offer_holiday_lists(frm);
		frm.events.show_whom_in_grid(frm);
		improvement_actions.overdue_check.add_to_form(frm);
		if (!frm.perm[0].write) return;
		frm.add_custom_button(__("Start from the App's Word Lists"), async () => {
			const { message: lists } = await frm.call("own_word_lists");
			for (const [field, words] of Object.entries(lists)) {
				if (!frm.doc[field]) await frm.set_value(field, words);
			}
		});
	},

	async offer_holiday_lists(frm) {
		if (!frm.perm[0].write) return;
		const lists = await frappe.xcall(
			"improvement_actions.improvement_actions.doctype.improvement_settings.improvement_settings.holiday_list_choices"
		);
		const field = frm.get_field("holiday_list");
		field.df.options = lists;
		field.set_data && field.set_data(lists);
		if (lists.length) return;
		// What was chosen before ERPNext went can still be taken out.
		frm.set_df_property("holiday_list", "hidden", frm.doc.holiday_list ? 0 : 1);
		frm.set_df_property(
			"count_days",
			"description",
			__("Working days leave out Saturdays and Sundays. To leave out holidays too, a holiday list of ERPNext is needed.")
		);
	},

	// The grid has no columns of its own for what only two kinds of step have.
	show_whom_in_grid(frm) {
		const kind = frappe.meta.get_docfield("Improvement Escalation Step", "escalate_to", frm.doc.name);
		kind.formatter = (value, _df, _options, row) => {
			const which = row && ((value === "Role" && __(row.role)) || (value === "Address" && row.address));
			const told = which ? `${__(value)}: ${which}` : __(value);
			return frappe.utils.escape_html(told || "");
		};
		frm.refresh_field("escalation_steps");
	},
});

frappe.ui.form.on("Improvement Escalation Step", {
	escalate_to(frm, doctype, name) {
		// Which role or address is asked for in the row's own form.
		if (!["Role", "Address"].includes(locals[doctype][name].escalate_to)) return;
		const row = frm.fields_dict.escalation_steps.grid.grid_rows_by_docname[name];
		if (row && !frappe.ui.form.get_open_grid_form()) row.toggle_view(true);
	},

	role: (frm) => frm.refresh_field("escalation_steps"),
	address: (frm) => frm.refresh_field("escalation_steps"),
});

frappe.ui.form.on("Improvement Record Type", {
	document_type(frm, doctype, name) {
		const row = frm.fields_dict.record_types.grid.grid_rows_by_docname[name];
		for (const column of FIELD_COLUMNS) {
			if (locals[doctype][name][column]) frappe.model.set_value(doctype, name, column, "");
			// Earlier versions of the field remember what was offered for the record type before.
			const offered = row?.on_grid_fields_dict[column]?.$input?.cache?.[doctype];
			if (offered) offered[column] = {};
		}
	},
});
