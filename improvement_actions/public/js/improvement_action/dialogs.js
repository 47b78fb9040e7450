// What people do with an Improvement Action, asked for in dialogs and carried out by its methods.

frappe.ui.form.on("Improvement Action", {
	add_progress(frm) {
		const latest = frm.doc;
		frappe.prompt(
			[
				{
					fieldname: "note",
					fieldtype: "Small Text",
					label: __("What has been done since the last update?"),
					reqd: 1,
				},
				{
					fieldname: "percent_complete",
					fieldtype: "Percent",
					label: __("Complete (%)"),
					default: latest.percent_complete,
				},
				{ fieldtype: "Section Break" },
				{
					fieldname: "next_milestone",
					fieldtype: "Data",
					label: __("Next Milestone"),
					default: latest.next_milestone,
				},
				{ fieldtype: "Column Break" },
				{
					fieldname: "next_milestone_date",
					fieldtype: "Date",
					label: __("Milestone Due"),
					default: latest.next_milestone_date,
				},
				{ fieldtype: "Section Break" },
				{
					fieldname: "barrier",
					fieldtype: "Small Text",
					label: __("Barrier"),
					description: __("What stands in the way, and who could remove it. Empty: nothing."),
				},
			],
			(values) => frm.events.call_and_reload(frm, "add_progress", values),
			__("Add Progress"),
			__("Add")
		);
	},

	reschedule(frm) {
		frappe.prompt(
			[
				{
					fieldname: "new_due_date",
					fieldtype: "Date",
					label: __("New Due Date"),
					reqd: 1,
					description: __("Now due {0}. Rescheduled {1} times so far.", [
						frappe.datetime.str_to_user(frm.doc.due_date),
						frm.doc.slip_count || 0,
					]),
				},
				{ fieldname: "reason", fieldtype: "Small Text", label: __("Reason"), reqd: 1 },
			],
			(values) => frm.events.call_and_reload(frm, "reschedule", values),
			__("Reschedule"),
			__("Reschedule")
		);
	},

	reassign(frm) {
		frappe.prompt(
			[
				{
					fieldname: "new_owner",
					fieldtype: "Link",
					options: "User",
					label: __("New Owner"),
					reqd: 1,
					get_query: () => ({
						filters: {
							enabled: 1,
							user_type: "System User",
							name: ["not in", ["Administrator", "Guest", frm.doc.action_owner]],
						},
					}),
				},
				{ fieldname: "reason", fieldtype: "Small Text", label: __("Reason"), reqd: 1 },
			],
			async (values) => {
				await frm.call("reassign", values);
				frappe.show_alert({ message: __("Reassigned to {0}.", [values.new_owner]), indicator: "green" });
				// Whoever hands an action over may not be able to read it any more.
				if (frappe.user.has_role("Improvement Manager")) frm.reload_doc();
				else frappe.set_route("List", "Improvement Action");
			},
			__("Reassign"),
			__("Reassign")
		);
	},

	add_sub_action(frm) {
		frappe.prompt(
			[
				{ fieldname: "title", fieldtype: "Data", label: __("Title"), reqd: 1 },
				{
					fieldname: "action_owner",
					fieldtype: "Link",
					options: "User",
					label: __("Owner"),
					get_query: () => ({
						filters: {
							enabled: 1,
							user_type: "System User",
							name: ["not in", ["Administrator", "Guest"]],
						},
					}),
				},
				{
					fieldname: "due_date",
					fieldtype: "Date",
					label: __("Due Date"),
					description: __("Not after {0}. An Improvement Manager opens it.", [
						frappe.datetime.str_to_user(frm.doc.due_date),
					]),
				},
			],
			async (values) => {
				const { message: name } = await frm.call("spawn_sub_action", values);
				if (name) frappe.set_route("Form", "Improvement Action", name);
			},
			__("Add Sub-action"),
			__("Add")
		);
	},

	async call_and_reload(frm, method, values) {
		await frm.call(method, values);
		return frm.reload_doc();
	},
});
