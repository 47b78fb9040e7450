// What people do with an Improvement Action, asked for in dialogs and carried out by its methods.

const POSSIBLE_OWNERS = { enabled: 1, user_type: "System User" };

frappe.ui.form.on("Improvement Action", {
	add_progress(frm) {
		const { percent_complete, next_milestone, next_milestone_date } = frm.doc;
		frm.events.ask(frm, {
			title: __("Add Progress"),
			label: __("Add"),
			method: "add_progress",
			done: () => frm.reload_doc(),
			fields: [
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
					default: percent_complete,
				},
				{ fieldtype: "Section Break" },
				{
					fieldname: "next_milestone",
					fieldtype: "Data",
					label: __("Next Milestone"),
					default: next_milestone,
				},
				{ fieldtype: "Column Break" },
				{
					fieldname: "next_milestone_date",
					fieldtype: "Date",
					label: __("Milestone Due"),
					default: next_milestone_date,
				},
				{ fieldtype: "Section Break" },
				{
					fieldname: "barrier",
					fieldtype: "Small Text",
					label: __("Barrier"),
					description: __("What stands in the way, and who could remove it. Empty: nothing."),
				},
			],
		});
	},

	reschedule(frm) {
		const dialog = frm.events.ask(frm, {
			title: __("Reschedule"),
			label: __("Reschedule"),
			method: "reschedule",
			done: () => frm.reload_doc(),
			fields: [
				{ fieldname: "so_far", fieldtype: "HTML", options: slips_so_far(frm) },
				{
					fieldname: "new_due_date",
					fieldtype: "Date",
					label: __("New Due Date"),
					reqd: 1,
					onchange: () => hint_at_date(frm, dialog),
				},
				{ fieldname: "date_hint", fieldtype: "HTML" },
				{
					fieldname: "reason",
					fieldtype: "Small Text",
					label: __("Reason"),
					reqd: 1,
					description: __("Kept with the record, and noted on its source."),
				},
			],
		});
		dialog.fields_dict.date_hint.$wrapper.attr("role", "status");
	},

	reassign(frm) {
		const dialog = frm.events.ask(frm, {
			title: __("Reassign"),
			label: __("Reassign"),
			method: "reassign",
			fields: [
				{
					fieldname: "new_owner",
					fieldtype: "Link",
					options: "User",
					label: __("New Owner"),
					reqd: 1,
					description: __(
						"Will see this action with its source, evidence and reviews, in whichever service they work, and answers for it from now on."
					),
					get_query: () => ({
						filters: { ...POSSIBLE_OWNERS, name: ["not in", ["Administrator", "Guest", frm.doc.action_owner]] },
					}),
				},
				{
					fieldname: "reason",
					fieldtype: "Small Text",
					label: __("Reason"),
					reqd: 1,
					description: __("Kept with the record. Whoever has owned an action never verifies it."),
				},
			],
			done: () => {
				const new_owner = dialog.get_value("new_owner");
				frappe.show_alert({ message: __("Reassigned to {0}.", [new_owner]), indicator: "green" });
				// Whoever hands an action over may not be able to read it any more.
				if (frappe.user.has_role("Improvement Manager")) return frm.reload_doc();
				frappe.set_route("List", "Improvement Action");
			},
		});
	},

	add_sub_action(frm) {
		frm.events.ask(frm, {
			title: __("Add Sub-action"),
			label: __("Add"),
			method: "spawn_sub_action",
			done: (name) => frappe.set_route("Form", "Improvement Action", name),
			fields: [
				{
					fieldname: "title",
					fieldtype: "Data",
					label: __("Title"),
					reqd: 1,
					description: __("What will be different, in a line"),
				},
				{
					fieldname: "action_owner",
					fieldtype: "Link",
					options: "User",
					label: __("Owner"),
					get_query: () => ({ filters: { ...POSSIBLE_OWNERS, name: ["not in", ["Administrator", "Guest"]] } }),
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
		});
	},

	// A move of the workflow that needs a reason, such as Return, Reopen or Cancel.
	ask_for_reason(frm, move) {
		const asks = {
			return_reason: __("What does the owner still have to do?"),
			reopen_reason: __("What was found since it was closed?"),
			cancellation_reason: __("Why will it not be done?"),
		};
		frm.events.ask(frm, {
			title: __(move.action),
			label: __(move.action),
			method: "move",
			always: { workflow_action: move.action },
			done: () => frm.reload_doc(),
			fields: [
				{
					fieldname: "reason",
					fieldtype: "Small Text",
					label: asks[move.reason_field] || __("Reason"),
					reqd: 1,
					description: __("Kept with the record and shown on its timeline."),
				},
			],
		});
	},
});

function slips_so_far(frm) {
	const { due_date, slip_count } = frm.doc;
	const { slips_left } = frm.next || {};
	const due = frappe.datetime.str_to_user(due_date);
	const lines = [
		slip_count
			? __("Now due {0}. Rescheduled {1} times so far.", [due, slip_count])
			: __("Now due {0}. Not rescheduled so far.", [due]),
	];
	if (slips_left === 1) {
		lines.push(
			`<b>${__("With this change it will be marked as aspirational, unless its scope changes.")}</b>`
		);
	} else if (slips_left === 0) {
		lines.push(`<b>${__("It is marked as aspirational: its date no longer says much.")}</b>`);
	} else if (slips_left) {
		lines.push(
			__("It is marked as aspirational after {0} more changes with the same scope.", [slips_left])
		);
	}
	return `<p class="text-muted">${lines.join(" ")}</p>`;
}

function hint_at_date(frm, dialog) {
	const date = dialog.get_value("new_due_date");
	const place = dialog.fields_dict.date_hint.$wrapper;
	if (!date) return place.empty();
	const days = frappe.datetime.get_diff(date, frm.doc.due_date);
	let hint = __("{0} days later than now.", [days]);
	if (date < frappe.datetime.get_today()) hint = `<b>${__("That is in the past: choose a date from today on.")}</b>`;
	else if (!days) hint = `<b>${__("It is due then already.")}</b>`;
	else if (days < 0) hint = __("{0} days earlier than now.", [-days]);
	place.html(`<p class="text-muted small">${hint}</p>`);
}
