// The plan as it was issued, drawn by the server from the snapshot, and what is different from another version.

frappe.ui.form.on("Improvement Plan Version", {
	refresh(frm) {
		frm.disable_form();
		frm.set_intro();
		// The comparison below says it, with any other version as well.
		frm.set_df_property("change_summary", "hidden", 1);
		frm.events.show_as_issued(frm);
		frm.add_custom_button(__("Open Plan"), () => frappe.set_route("Form", "Improvement Plan", frm.doc.plan));
		if (frm.doc.pdf) frm.add_custom_button(__("PDF as Issued"), () => window.open(frm.doc.pdf, "_blank", "noopener"));
	},

	async show_as_issued(frm) {
		const name = frm.doc.name;
		if (frm.shown_version !== name) {
			["content_view", "changes"].forEach((field) => frm.fields_dict[field].$wrapper.empty());
		}
		frm.shown_version = name;
		const answer = await frappe.xcall(
			"improvement_actions.improvement_actions.doctype.improvement_plan_version.desk.as_issued",
			{ version: name, width: Math.min(900, Math.round(frm.fields_dict.content_view.$wrapper.width())) }
		);
		if (frm.doc.name !== name) return;
		frm.fields_dict.content_view.$wrapper.html(answer.html);
		frm.set_intro(
			answer.is_whole
				? __("This is the plan as it was issued. It is kept as it is: changes are made in the plan, and issued as its next version.")
				: __("The content of this version is not the one that it was issued with: its SHA-256 does not fit. Tell an administrator."),
			answer.is_whole ? "blue" : "red"
		);
		frm.events.offer_comparison(frm, answer.others);
	},

	offer_comparison(frm, others) {
		const { $wrapper } = frm.fields_dict.changes;
		if (!others.length) {
			$wrapper.html(`<p class="text-muted">${__("This is the only version so far.")}</p>`);
			return;
		}
		const options = others.map(
			({ name, version_number, issued_on }) =>
				`<option value="${frappe.utils.escape_html(name)}">${__("Version {0}, issued {1}", [
					version_number,
					frappe.datetime.str_to_user((issued_on || "").slice(0, 10)),
				])}</option>`
		);
		$wrapper.html(`<label class="ia-compare">${__("Compare with")}
			<select class="form-control input-sm">${options.join("")}</select></label>
			<div class="ia-compared" role="status"></div>`);
		const $select = $wrapper.find("select");
		// The one before it is what people want to know first.
		const before = others.find(({ version_number }) => version_number < frm.doc.version_number);
		if (before) $select.val(before.name);
		$select.on("change", () => frm.events.compare(frm, $select.val()));
		frm.events.compare(frm, $select.val());
	},

	async compare(frm, other) {
		const name = frm.doc.name;
		const answer = await frappe.xcall("run_doc_method", {
			dt: frm.doctype,
			dn: name,
			method: "differences",
			args: JSON.stringify({ other }),
		});
		if (frm.doc.name === name) frm.fields_dict.changes.$wrapper.find(".ia-compared").html(answer.html);
	},
});
