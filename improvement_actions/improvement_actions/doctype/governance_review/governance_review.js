// The form of a meeting. Its parts are in public/js/governance_review.

frappe.ui.form.on("Governance Review", {
	setup(frm) {
		const person = () => ({ filters: { enabled: 1, user_type: "System User", name: ["not in", ["Administrator", "Guest"]] } });
		frm.set_query("chair", person);
		frm.set_query("attendee", "attendees", person);
		frm.set_query("new_owner", "items", person);
		frm.set_query("escalate_to", "items", person);
		frm.set_query("previous_review", () => ({ filters: { status: "Held", name: ["!=", frm.doc.name || ""] } }));
		const agenda = frm.fields_dict.agenda_view.$wrapper;
		agenda.on("click", "[data-decision]", ({ currentTarget }) => {
			const item = item_called(frm, $(currentTarget).closest("[data-item]").data("item"));
			if (item) decide_about(frm, item, currentTarget.dataset.decision);
		});
		agenda.on("click", "[data-shows]", ({ currentTarget }) => show_list(JSON.parse(currentTarget.dataset.shows)));
	},

	async refresh(frm) {
		frm.shown = null;
		draw_meeting(frm, "", "", "");
		if (frm.doc.status !== "Planned") frm.disable_form();
		if (frm.is_new()) {
			if (!frm.doc.chair) frm.set_value("chair", frappe.session.user);
			frm.set_intro(__("Choose date and services, then save: the agenda builds itself."), "blue");
			return;
		}
		const name = frm.doc.name;
		const shown = await frappe.xcall(
			"improvement_actions.improvement_actions.doctype.governance_review.desk.for_form",
			{ review: name }
		);
		if (frm.doc.name !== name) return;
		frm.shown = shown;
		draw_meeting(frm, bar_html(frm, shown), agenda_html(frm, shown), momentum_html(shown.momentum));
		if (shown.may_write) add_meeting_buttons(frm, shown);
	},
});

function draw_meeting(frm, bar, agenda, momentum) {
	frm.set_intro();
	frm.fields_dict.meeting_bar.$wrapper.html(bar);
	frm.fields_dict.agenda_view.$wrapper.html(agenda);
	frm.fields_dict.momentum_view.$wrapper.html(momentum);
}

function add_meeting_buttons(frm, shown) {
	const built = frm.doc.agenda_built_on;
	frm.clear_custom_buttons();
	const build = frm.add_custom_button(built ? __("Build Agenda Again") : __("Build Agenda"), () => build_agenda(frm));
	if (!built) build.addClass("btn-primary");
	frm.add_custom_button(__("Add Item"), () => add_to_agenda(frm));
	if (shown.may_decide && built) {
		frm.add_custom_button(__("Close Minutes"), () => close_minutes(frm, shown.counts)).addClass("btn-primary");
	}
	if (!shown.counts.decided) frm.add_custom_button(__("Cancel the Meeting"), () => cancel_meeting(frm), __("More"));
}

// Where the meeting stands, in a line.
function bar_html(frm, { counts, previous }) {
	const { status, meeting_date, agenda_built_on, held_on, cancellation_reason } = frm.doc;
	const day = `<b>${on_day(meeting_date)}</b>`;
	const lines = [];
	if (status === "Held") lines.push(__("Held on {0}; minutes closed on {1}.", [day, on_day(held_on)]));
	else if (status === "Cancelled") lines.push(__("Cancelled: {0}", [esc(cancellation_reason)]));
	else lines.push(planned_line(frm, day));
	if (agenda_built_on) lines.push(counts_line(counts, status));
	if (previous) {
		const link = `<a href="/app/governance-review/${encodeURIComponent(previous.name)}">${on_day(previous.on)}</a>`;
		lines.push(__("The meeting before was on {0}.", [link]));
	}
	return `<div class="ia-meeting-bar">${lines.join(" ")}</div>`;
}

function planned_line(frm, day) {
	const days = frappe.datetime.get_diff(frm.doc.meeting_date, frappe.datetime.get_today());
	if (!days) return __("Planned for today, {0}.", [day]);
	if (days > 0) return days === 1 ? __("Planned for tomorrow, {0}.", [day]) : __("Planned for {0}, in {1} days.", [day, days]);
	return __("It was planned for {0}; its minutes are not closed yet.", [day]);
}

function counts_line({ decided, put_off, refused, undecided }, status) {
	const parts = [
		decided === 1 ? __("1 item decided") : __("{0} items decided", [decided]),
		put_off ? __("{0} carried over", [put_off]) : "",
		refused ? `<b class="text-danger">${__("{0} refused by their records", [refused])}</b>` : "",
		undecided ? (status === "Planned" ? __("{0} to decide", [undecided]) : __("{0} not decided", [undecided])) : "",
	];
	return `${parts.filter(Boolean).join(", ")}.`;
}

function item_called(frm, name) {
	return (frm.shown?.sections || []).flatMap((section) => section.items).find((item) => item.name === name);
}

function show_list({ doctype, filters }) {
	frappe.route_options = Object.fromEntries(filters.map(([field, operator, value]) => [field, [operator, value]]));
	frappe.set_route("List", doctype, "List");
}
