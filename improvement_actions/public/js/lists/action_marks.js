// How a list, a board and a chart say the same about an action: who, by when, and what is wrong with its course.

frappe.provide("improvement_actions");

improvement_actions.marks = {
	is_active: (doc) => ["Open", "In Progress"].includes(doc.status),

	is_overdue(doc) {
		return this.is_active(doc) && Boolean(doc.due_date) && doc.due_date < frappe.datetime.get_today();
	},

	full_name: (user) => improvement_actions.view_bar.full_name(user),

	/** When the action is due, as people say it: "in 3 days", "12 days overdue"; a date when it is far or settled. */
	due_text(doc) {
		if (!doc.due_date) return "";
		const date = frappe.datetime.str_to_user(doc.due_date);
		const days = frappe.datetime.get_day_diff(doc.due_date, frappe.datetime.get_today());
		if (!this.is_active(doc) || days > 60) return date;
		if (days < -1) return __("{0} days overdue", [-days]);
		if (days === -1) return __("1 day overdue");
		if (days === 0) return __("today");
		if (days === 1) return __("tomorrow");
		return __("in {0} days", [days]);
	},

	/** How the state of an overdue action reads: "Overdue 12 days". */
	overdue_state(doc) {
		const days = frappe.datetime.get_day_diff(frappe.datetime.get_today(), doc.due_date);
		return days === 1 ? __("Overdue 1 day") : __("Overdue {0} days", [days]);
	},

	/** When it is due, beside the state, which says already how many days it is overdue. */
	due_beside_state(doc) {
		return this.is_overdue(doc) ? frappe.datetime.str_to_user(doc.due_date) : this.due_text(doc);
	},

	/** What stands out about the course of an action that is under way, the gravest first. `view` names the view of all
	 * such actions; `filter` is Frappe's way to say the same, where there is no view. */
	of(doc) {
		if (!this.is_active(doc)) return [];
		const today = frappe.datetime.get_today();
		const date = frappe.datetime.str_to_user;
		const found = [];
		if (doc.escalation_level >= improvement_actions.view_bar.escalated_from) {
			found.push({
				text: __("Escalated: level {0}", [doc.escalation_level]),
				tip: __("Overdue for so long that step {0} of the escalation is reached: its form says who was told", [
					doc.escalation_level,
				]),
				view: "escalated",
				tone: "red",
			});
		}
		if (doc.is_aspirational) {
			found.push({
				text: __("Aspirational"),
				tip: __("Rescheduled {0} times with nothing else changed", [doc.slip_count]),
				view: "aspirational",
				tone: "red",
			});
		}
		if (doc.slip_count) {
			found.push({
				text: __("Slipped ×{0}", [doc.slip_count]),
				tip: __("Times rescheduled: {0}", [doc.slip_count]),
				view: "slipping",
				tone: "orange",
			});
		}
		if (doc.stale_from && doc.stale_from <= today) {
			found.push({
				text: __("Stale"),
				tip: doc.last_progress_on
					? __("No update since {0}", [date(doc.last_progress_on)])
					: __("No update yet"),
				view: "stale",
				tone: "orange",
			});
		}
		if (doc.next_milestone_date && doc.next_milestone_date < today) {
			found.push({
				text: __("Milestone missed"),
				tip: __("{0}, due {1}", [doc.next_milestone || __("Milestone"), date(doc.next_milestone_date)]),
				filter: "next_milestone_date,is,set|next_milestone_date,<,Today",
				tone: "orange",
			});
		}
		if (doc.current_barrier) {
			found.push({
				text: __("Barrier"),
				tip: doc.current_barrier,
				filter: "current_barrier,is,set",
				tone: "gray",
			});
		}
		return found;
	},

	html(doc) {
		const escape = frappe.utils.escape_html;
		return this.of(doc)
			.map(({ text, tip, view, filter, tone }) => {
				const target = view ? `data-view="${view}"` : `data-filter="${escape(filter)}"`;
				return `<span class="ia-mark ia-mark-${tone} ${view ? "" : "filterable"}" ${target}
					title="${escape(tip)}">${escape(text)}</span>`;
			})
			.join("");
	},

	css: `
		.ia-mark { display: inline-block; margin: 0 4px 0 0; padding: 0 6px; border: 1px solid currentColor;
			border-radius: 4px; font-size: 11px; line-height: 16px; font-weight: 500; white-space: nowrap; cursor: pointer; }
		.ia-mark-red { color: var(--red-600, #c53030); }
		.ia-mark-orange { color: var(--orange-700, #a8470b); }
		.ia-mark-gray { color: var(--text-muted); }
		.ia-late { color: var(--red-600, #c53030) !important; font-weight: 600; }
	`,
};
