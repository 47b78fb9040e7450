// Calendar and chart (Gantt) of due dates. What happens when one is dragged: public/js/lists/action_schedule.js.

(() => {
	const CALENDAR = {
		id: "name",
		title: "title",
		start: "due_date",
		end: "due_date",
		allDay: "all_day",
		editable: "movable",
		// Frappe takes a date for midnight in the system's time zone: a day early in zones behind it.
		convertToUserTz: "convert_to_user_tz",
	};
	const GANTT = { id: "name", title: "title", start: "opened_on", end: "due_date", progress: "percent_complete" };
	const COLORS = {
		Draft: "gray",
		Open: "blue",
		"In Progress": "orange",
		Completed: "purple",
		Closed: "green",
		Cancelled: "gray",
	};

	const iso_date = (time) => moment(time).locale("en").format("YYYY-MM-DD");

	frappe.views.calendar["Improvement Action"] = {
		// Frappe keeps one setting for both views, and would give the chart's fields to the calendar for good.
		get field_map() {
			return (frappe.get_route()[2] || "").toLowerCase() === "gantt" ? GANTT : CALENDAR;
		},
		order_by: "due_date",
		get_events_method:
			"improvement_actions.improvement_actions.doctype.improvement_action.from_a_view.get_due_dates",

		options: {
			// Seven columns have no room for words on a phone.
			...(window.innerWidth < 768
				? {
						defaultView: "listMonth",
						header: { left: "prev, title, next", right: "today" },
						listDayFormat: "D MMMM YYYY",
						height: "auto",
				  }
				: {}),
			eventDurationEditable: false,
			displayEventTime: false,
			eventLimit: true,
			selectable: frappe.model.can_create("Improvement Action"),
			// FullCalendar 3 (Frappe 15) passes moments and the undoing one by one, later versions one object with all of it.
			select: (chosen) => frappe.new_doc("Improvement Action", { due_date: iso_date(chosen.start || chosen) }),
			eventDataTransform(event) {
				const color = event.overdue ? "red" : COLORS[event.status];
				event.backgroundColor = frappe.ui.color.get(color, "extra-light");
				event.textColor = frappe.ui.color.get(color, "dark");
				event.label = event.title;
				const state = event.overdue ? __("Overdue") : __(event.status);
				// A list has the room to say it in words, and nobody hovers over it.
				const words = [event.title, event.owner_name, window.innerWidth < 768 && state];
				event.title = words.filter(Boolean).join(" · ");
				const tooltip = [event.name, event.title, __(event.priority || ""), state];
				event.tooltip = tooltip.filter(Boolean).join("\n");
				return event;
			},
			async eventDrop(dropped, _delta, revert = dropped.revert) {
				const event = dropped.event || dropped;
				const fields = event.extendedProps || event;
				const doc = {
					name: event.id,
					title: fields.label,
					status: fields.status,
					due_date: fields.due_date,
					slip_count: fields.slip_count,
				};
				if (await improvement_actions.action_schedule.reschedule(doc, iso_date(event.start))) {
					window.cur_list.calendar.refresh();
				} else revert();
			},
			eventAfterAllRender() {
				frappe.dom.set_style(
					`.fc-day-grid-event .fc-content { display: block; height: auto; white-space: normal; }
					.fc-day-grid-event .fc-title { display: -webkit-box; -webkit-line-clamp: 2; -webkit-box-orient: vertical;
						overflow: hidden; }`,
					"ia-calendar"
				);
				const list = window.cur_list;
				if (!list || !list.calendar || !list.calendar.footnote_area) return;
				const { footnote_area } = list.calendar;
				// On a phone it is a list, with nothing to drag.
				$(footnote_area).toggle(window.innerWidth >= 768);
				const help = frappe.model.can_create("Improvement Action")
					? __("Drag a due date to reschedule; drag across days to make a new action.")
					: __("Drag a due date of yours to reschedule.");
				$(footnote_area)
					.contents()
					.filter((_i, node) => node.nodeType === Node.TEXT_NODE)
					.each((_i, node) => (node.textContent = `${help} `));
			},
		},
	};
})();
