// What meetings decided about a risk, below its form's heading.

frappe.ui.form.on("Risk Register Entry", {
	async refresh(frm) {
		frm.$meetings_decided?.remove();
		if (frm.is_new()) return;
		const { doctype, name } = frm.doc;
		const html = await frappe.xcall(
			"improvement_actions.improvement_actions.doctype.governance_review.decided.on_form",
			{ doctype, name }
		);
		if (!html || frm.doc.name !== name) return;
		frm.$meetings_decided?.remove();
		frm.$meetings_decided = frm.dashboard.add_section(html, __("What Meetings Decided"));
		frm.dashboard.show();
	},
});
