// The list of actions. Its parts lie in public/js/lists/: view_bar (ready-made filters), action_marks (what stands
// out), action_board (Kanban), action_schedule (Gantt, and moving a due date). The check of what is overdue is in overdue_check.

frappe.listview_settings["Improvement Action"] = {
	add_fields: [
		"status",
		"due_date",
		"action_owner",
		"priority",
		"service",
		"parent_action",
		"slip_count",
		"is_aspirational",
		"stale_from",
		"last_progress_on",
		"next_milestone",
		"next_milestone_date",
		"current_barrier",
		"percent_complete",
		"opened_on",
		"escalation_level",
	],
	// Who and by when matter more here than the reference, which the form and every print carry.
	hide_name_column: true,

	onload(list) {
		improvement_actions.action_rows.prepare(list);
		improvement_actions.overdue_check.add_to_list(list);
	},

	refresh(list) {
		if (list.view_name === "Kanban") improvement_actions.action_board.take_over(list);
		if (list.view_name === "Gantt") improvement_actions.action_schedule.take_over_gantt(list);
		improvement_actions.view_bar.attach(list);
	},

	formatters: {
		action_owner(user) {
			const name = frappe.utils.escape_html(improvement_actions.marks.full_name(user));
			const value = frappe.utils.escape_html(user || "");
			return `<a class="filterable ellipsis" data-filter="action_owner,=,${value}" title="${name}">${name}</a>`;
		},
		due_date(date, _df, doc) {
			if (!date) return "";
			const late = improvement_actions.marks.is_overdue(doc) ? "ia-late" : "";
			return `<a class="filterable ellipsis ${late}" data-filter="due_date,=,${date}"
				title="${frappe.datetime.str_to_user(date)}">${improvement_actions.marks.due_beside_state(doc)}</a>`;
		},
		priority(priority) {
			if (!priority) return "";
			const weight = priority === "Critical" ? "bold" : "";
			return `<a class="filterable ellipsis ${weight}" data-filter="priority,=,${priority}">${__(priority)}</a>`;
		},
	},

	get_indicator(doc) {
		const { marks } = improvement_actions;
		if (marks.is_overdue(doc)) {
			// Beside its title a form has no room for the days; its guide says them.
			const in_form = window.cur_frm && cur_frm.doc === doc;
			return [in_form ? __("Overdue") : marks.overdue_state(doc), "red", "status,in,Open,In Progress|due_date,<,Today"];
		}
		const colors = {
			Draft: "gray",
			Open: "blue",
			"In Progress": "orange",
			Completed: "purple",
			Closed: "green",
			Cancelled: "darkgrey",
		};
		return [__(doc.status), colors[doc.status], `status,=,${doc.status}`];
	},
};
