// The versions of a plan, and what is different between two of them.

frappe.ui.form.on("Improvement Plan", {
	setup(frm) {
		frm.fields_dict.versions_list.$wrapper.on("click", "[data-compare]", ({ currentTarget }) =>
			compare_plan_versions(frm, currentTarget.dataset.compare)
		);
	},

	draw_versions(frm, { versions }) {
		frm.fields_dict.versions_list.$wrapper.html(versions);
	},
});

function compare_plan_versions(frm, version) {
	const others = [...frm.fields_dict.versions_list.$wrapper.find("[data-compare]")]
		.map((button) => button.dataset.compare)
		.filter((name) => name !== version);
	const number = (name) => Number(name.split("-v").pop());
	const dialog = new frappe.ui.Dialog({
		title: __("Compare Version {0}", [number(version)]),
		size: "large",
		fields: [
			{
				fieldname: "other",
				fieldtype: "Select",
				label: __("With"),
				options: others.map((name) => ({ value: name, label: __("Version {0}", [number(name)]) })),
				// The one before it is what people want to know first.
				default: others.find((name) => number(name) < number(version)) || others[0],
				onchange: show,
			},
			{ fieldname: "differences", fieldtype: "HTML" },
		],
	});
	async function show() {
		const other = dialog.get_value("other");
		if (!other) return;
		const answer = await frappe.xcall("run_doc_method", {
			dt: "Improvement Plan Version",
			dn: version,
			method: "differences",
			args: JSON.stringify({ other }),
		});
		dialog.fields_dict.differences.$wrapper.html(answer.html);
	}
	dialog.fields_dict.differences.$wrapper.attr("role", "status");
	dialog.show();
	show();
}
