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
		frm.add_custom_button(__("Start from the App's Word Lists"), async () => {
			const { message: lists } = await frm.call("own_word_lists");
			for (const [field, words] of Object.entries(lists)) {
				if (!frm.doc[field]) await frm.set_value(field, words);
			}
		});
	},
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
