// Due dates in calendar and chart (Gantt). Who drags one is asked why, as in the form; a draft's just moves.

frappe.provide("improvement_actions");

improvement_actions.action_schedule = {
	methods: "improvement_actions.improvement_actions.doctype.improvement_action.from_a_view",

	/** Give `doc` the due date `new_due_date` (ISO date). Resolves to true when it has it, to false when it stays. */
	async reschedule(doc, new_due_date) {
		if (new_due_date === doc.due_date) return false;
		if (doc.status === "Draft") return this.send(doc, { new_due_date });
		return new Promise((resolve) => {
			let done = false;
			const dialog = new frappe.ui.Dialog({
				title: __("Reschedule {0}", [doc.name]),
				fields: [
					{ fieldtype: "HTML", options: `<p>${frappe.utils.escape_html(doc.title)}</p>` },
					{
						fieldname: "new_due_date",
						fieldtype: "Date",
						label: __("New Due Date"),
						reqd: 1,
						default: new_due_date,
						description: __("Now due {0}. Rescheduled {1} times so far.", [
							frappe.datetime.str_to_user(doc.due_date),
							doc.slip_count || 0,
						]),
					},
					{ fieldname: "reason", fieldtype: "Small Text", label: __("Reason"), reqd: 1 },
				],
				primary_action_label: __("Reschedule"),
				primary_action: async (values) => {
					done = await this.send(doc, values);
					if (done) dialog.hide();
				},
			});
			dialog.onhide = () => resolve(done);
			dialog.show();
		});
	},

	async send(doc, values) {
		try {
			const date = await frappe.xcall(`${this.methods}.reschedule`, { action: doc.name, ...values });
			frappe.show_alert({
				message: __("{0} is now due {1}.", [doc.name, frappe.datetime.str_to_user(date)]),
				indicator: "green",
			});
			return true;
		} catch (refused) {
			return false; // Frappe has shown the reasons
		}
	},

	/** Make the chart that `list` (a GanttView) shows ours. Called after each refresh, before the chart is drawn. */
	take_over_gantt(list) {
		frappe.dom.set_style(this.css, "ia-gantt");
		list.show_people = () => list.render();
		// By due date, the first of all that there ever were are long closed.
		list.opens_with = "under_way";
		if (list.ia_gantt) return;
		list.ia_gantt = true;
		// A year of days is two metres wide.
		list.user_settings.Gantt = { gantt_view_mode: "Month", ...list.user_settings.Gantt };
		const draw = list.render_gantt.bind(list);
		list.render_gantt = () => {
			list.tasks = this.tasks(list);
			if (!list.tasks.length) {
				list.$result.html(`<p class="text-muted p-4">${__("None of these actions has a due date.")}</p>`);
				return;
			}
			draw();
			this.scroll_to_today(list);
			Object.assign(list.gantt.options, {
				on_date_change: (task, _start, end) => this.dragged(list, task.id, end),
				on_progress_change: () => list.render(),
			});
		};
	},

	scroll_to_today({ gantt, $result }) {
		const { step, column_width } = gantt.options;
		const hours = moment().diff(moment(gantt.gantt_start), "hours");
		$result.find(".gantt-container").scrollLeft((hours / step) * column_width - $result.width() / 3);
	},

	/** Return the bars: from opening (or making) to the due date, each part right below the action it is part of. */
	tasks(list) {
		const { marks } = improvement_actions;
		const dated = list.data.filter((doc) => doc.due_date);
		const names = new Set(dated.map((doc) => doc.name));
		const below = (parent) =>
			dated.filter((doc) => (names.has(doc.parent_action) ? doc.parent_action : null) === parent);
		const found = [];
		const add = (doc, depth) => {
			const label = [doc.title, marks.full_name(doc.action_owner)].filter(Boolean).join(" · ");
			const start = (doc.opened_on || doc.creation).slice(0, 10);
			found.push({
				id: doc.name,
				doctype: list.doctype,
				// The chart takes its labels for HTML.
				name: (depth ? "↳ " : "") + frappe.utils.escape_html(label),
				start: start < doc.due_date ? start : doc.due_date,
				end: doc.due_date,
				progress: doc.percent_complete || 0,
				dependencies: "",
				custom_class: `ia-bar-${this.tone(doc)}`,
			});
			if (depth < 20) below(doc.name).forEach((part) => add(part, depth + 1));
		};
		below(null).forEach((doc) => add(doc, 0));
		return found;
	},

	tone(doc) {
		if (improvement_actions.marks.is_overdue(doc)) return "overdue";
		return frappe.scrub(doc.status).replace("_", "-");
	},

	may_move(doc) {
		const open = ["Draft", "Open", "In Progress"].includes(doc.status);
		const theirs = doc.action_owner === frappe.session.user || frappe.user.has_role("Improvement Manager");
		return open && (theirs || frappe.session.user === "Administrator");
	},

	async dragged(list, name, end) {
		const doc = list.data.find((each) => each.name === name);
		const date = moment(end).locale("en").format("YYYY-MM-DD");
		if (date !== doc.due_date && !this.may_move(doc)) {
			frappe.show_alert({
				message: __("The due date of {0} is not yours to change.", [name]),
				indicator: "orange",
			});
		} else if (await this.reschedule(doc, date)) {
			list.last_args = null;
			return list.refresh();
		}
		list.render();
	},

	css: `
		.gantt .handle-group .handle.left, .gantt .handle-group .handle.progress { display: none; }
		.gantt .bar-label { font-size: 12px; }
		.gantt .ia-bar-overdue .bar { fill: #f8c4c4; } .gantt .ia-bar-overdue .bar-progress { fill: #d64545; }
		.gantt .ia-bar-draft .bar { fill: #e2e5e9; } .gantt .ia-bar-draft .bar-progress { fill: #a6adb5; }
		.gantt .ia-bar-open .bar { fill: #c9e2fb; } .gantt .ia-bar-open .bar-progress { fill: #5ba4ea; }
		.gantt .ia-bar-in-progress .bar { fill: #fbdcbc; } .gantt .ia-bar-in-progress .bar-progress { fill: #e89a4a; }
		.gantt .ia-bar-completed .bar { fill: #dcd3f7; } .gantt .ia-bar-completed .bar-progress { fill: #9b87dd; }
		.gantt .ia-bar-closed .bar { fill: #cdeed6; } .gantt .ia-bar-closed .bar-progress { fill: #58b774; }
		.gantt .ia-bar-cancelled .bar { fill: #eceef0; } .gantt .ia-bar-cancelled .bar-label { text-decoration: line-through; }
	`,
};
