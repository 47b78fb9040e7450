// Findings and actions on the form of a plan: drawn by the server, with the buttons that add to them.

const PLAN_FINDINGS = "improvement_actions.improvement_actions.doctype.improvement_plan.findings.";

frappe.ui.form.on("Improvement Plan", {
	async show_findings(frm) {
		const { $wrapper } = frm.fields_dict.findings_list;
		if (frm.is_new()) {
			$wrapper.html(`<p class="text-muted">${__("Save the plan first, then import its findings.")}</p>`);
			return;
		}
		const { name } = frm.doc;
		const found = await frappe.xcall(PLAN_FINDINGS + "overview.findings_at_a_glance", { plan: name });
		if (frm.doc.name !== name) return;
		$wrapper.html(plan_findings_bar(found) + found.html);
		$wrapper.find("[data-import-findings]").on("click", () => new PlanFindingsImport(frm).show());
		$wrapper.find("[data-add-finding]").on("click", () => add_plan_finding(frm));
		$wrapper.find("[data-add-action]").on("click", ({ currentTarget }) => {
			const { addAction: source, service } = currentTarget.dataset;
			frappe.new_doc("Improvement Action", { source, service, plan: name });
		});
	},
});

function plan_findings_bar({ may_import, may_record }) {
	const buttons = [];
	if (may_import) {
		buttons.push(`<button type="button" class="btn btn-sm btn-primary" data-import-findings>
			${__("Import Findings")}</button>`);
	}
	if (may_record) {
		buttons.push(`<button type="button" class="btn btn-sm btn-default" data-add-finding>
			${__("Add Finding")}</button>`);
	}
	return buttons.length ? `<div class="mb-3 d-flex flex-wrap" style="gap: 8px">${buttons.join("")}</div>` : "";
}

function add_plan_finding(frm) {
	frappe.new_doc("Improvement Source", {
		plan: frm.doc.name,
		service: frm.doc.service,
		source_type: "Inspection Report Finding",
	});
}
