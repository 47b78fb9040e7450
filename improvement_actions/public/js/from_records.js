// Improvement actions on the forms of other records: whichever doctypes an administrator has listed in Improvement
// Settings (they come with the page, so a reload takes up a change). What is shown and allowed is the server's to say.

frappe.provide("improvement_actions.from_records");

Object.assign(improvement_actions.from_records, {
	METHODS: "improvement_actions.from_records.",

	// After the form's own scripts, which may clear buttons and sections: they come one after the other, and each waits
	// for whatever the ones before it have asked the server. So this asks nothing until they are through.
	refresh(frm) {
		const { name } = frm.doc;
		const when_quiet = () => {
			if (frm.doc.name !== name) return;
			if (frappe.request.ajax_count) frappe.after_ajax(() => setTimeout(when_quiet));
			else improvement_actions.from_records.show(frm);
		};
		setTimeout(when_quiet);
	},

	async show(frm) {
		frm.improvement_section?.closest(".form-dashboard-section").remove();
		frm.improvement_section = null;
		if (frm.is_new()) return;
		const { doctype, name } = frm.doc;
		const asked = (frm.improvement_asked = {});
		const found = await frappe.xcall(improvement_actions.from_records.METHODS + "actions_of", { doctype, name });
		// The form may show another record by now, or have asked again.
		if (frm.doc.name !== name || frm.improvement_asked !== asked) return;
		frm.improvement_section = frm.dashboard.add_section(found.html, __("Improvement Actions"));
		frm.dashboard.show();
		if (found.may_create) {
			frm.add_custom_button(
				__("Improvement Action"),
				() => improvement_actions.from_records.create(frm),
				__("Create")
			);
		}
	},

	async create(frm) {
		if (frm.is_dirty()) {
			frappe.msgprint(__("Save your changes first: the action is made from the record as it is saved."));
			return;
		}
		if (frm.improvement_creating) return;
		frm.improvement_creating = true;
		try {
			const { doctype, name } = frm.doc;
			const found = await improvement_actions.from_records.call("proposal", { doctype, name });
			const sent = found.ask.length ? await improvement_actions.from_records.ask(found) : {};
			if (!sent) return;
			const source = await improvement_actions.from_records.call("source_for", { doctype, name, ...sent });
			frappe.new_doc("Improvement Action", { source: source.name, service: source.service });
		} finally {
			frm.improvement_creating = false;
		}
	},

	call(method, args) {
		return frappe
			.call({ method: improvement_actions.from_records.METHODS + method, args, freeze: true })
			.then((answer) => answer.message);
	},

	// Resolves with what was entered, or with nothing when the dialog was closed.
	async ask({ ask, values }) {
		await new Promise((done) => frappe.model.with_doctype("Improvement Source", done));
		const fields = ["title", "service", "occurred_on", "finding_quote"]
			// The title is always there to be looked at: it is read by more people than the record is.
			.filter((fieldname) => fieldname === "title" || ask.includes(fieldname))
			.map((fieldname) => {
				const { label, fieldtype, options, description } = frappe.meta.get_docfield(
					"Improvement Source",
					fieldname
				);
				const reqd = fieldname === "finding_quote" ? 0 : 1;
				const field = { fieldname, label, fieldtype, options, description, reqd, default: values[fieldname] };
				if (fieldname === "service") field.get_query = () => ({ filters: { disabled: 0 } });
				return field;
			});
		return new Promise((resolve) => {
			let entered = null;
			const dialog = new frappe.ui.Dialog({
				title: __("Before the Action Is Created"),
				fields,
				primary_action_label: __("Create"),
				primary_action(sent) {
					entered = sent;
					dialog.hide();
				},
				onhide: () => resolve(entered),
			});
			dialog.show();
		});
	},
});

for (const doctype of frappe.boot.improvement_actions?.record_types || []) {
	frappe.ui.form.on(doctype, { refresh: improvement_actions.from_records.refresh });
}
