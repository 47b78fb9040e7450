frappe.ui.form.on("Improvement Source", {
	setup(frm) {
		for (const field of ["source_type", "service", "standards"]) {
			frm.set_query(field, () => ({ filters: { disabled: 0 } }));
		}
		frm.set_query("factor", "contributory_factors", () => ({ filters: { disabled: 0 } }));
	},

	refresh(frm) {
		frm.set_intro();
		if (frm.is_new()) return;
		if (frappe.model.can_create("Improvement Action")) {
			frm.add_custom_button(
				__("Improvement Action"),
				() => frappe.new_doc("Improvement Action", { source: frm.doc.name, service: frm.doc.service }),
				__("Create")
			);
		}
		if (frm.perm[0]?.delete) {
			frm.add_custom_button(__("Merge Into Another Source"), () => frm.events.merge(frm), __("Change"));
		}
		frm.events.show_at_a_glance(frm);
	},

	async show_at_a_glance(frm) {
		const name = frm.doc.name;
		const { done, needs_root_cause } = await frappe.xcall(
			"improvement_actions.improvement_actions.doctype.improvement_source.desk.at_a_glance",
			{ source: name }
		);
		if (frm.doc.name !== name) return;
		frm.fields_dict.actions_list.$wrapper.html(done);
		frm.events.say_how_it_is_reviewed(frm, needs_root_cause);
	},

	say_how_it_is_reviewed(frm, needs_root_cause) {
		frm.set_intro(); // two refreshes may be under way: the later answer replaces the earlier
		const lines = [];
		if (frm.doc.review_tier === "Formal") {
			lines.push(__("Formal review: {0}.", [frappe.utils.escape_html(frm.doc.review_tier_reason)]));
		}
		if (needs_root_cause) {
			lines.push(
				__("Before its actions can be completed, explain at least one contributory factor under Root Cause.")
			);
		}
		if (lines.length) frm.set_intro(lines.map((line) => `<div>${line}</div>`).join(""), "orange");
		const { grid } = frm.fields_dict.contributory_factors;
		grid.df.description = needs_root_cause
			? __("Needed: at least one factor, with how it contributed and how you know.")
			: "";
		$(grid.parent).find(".grid-description").show();
		grid.set_grid_description();
	},

	merge(frm) {
		frappe.prompt(
			[
				{
					fieldname: "into",
					fieldtype: "Link",
					options: "Improvement Source",
					label: __("The Source That Stays"),
					reqd: 1,
					description: __(
						"For a matter that was recorded twice. All actions, comments and files of {0} move there, and {0} is deleted.",
						[frm.doc.name]
					),
					get_query: () => ({ filters: { service: frm.doc.service, name: ["!=", frm.doc.name] } }),
				},
			],
			async ({ into }) => {
				await frappe.call({
					method: "improvement_actions.improvement_actions.doctype.improvement_source.merging.merge_into",
					args: { source: frm.doc.name, into },
					freeze: true,
				});
				frappe.model.remove_from_locals("Improvement Source", frm.doc.name);
				frappe.model.remove_from_locals("Improvement Source", into);
				frappe.set_route("Form", "Improvement Source", into);
			},
			__("Merge Into Another Source"),
			__("Merge")
		);
	},
});
