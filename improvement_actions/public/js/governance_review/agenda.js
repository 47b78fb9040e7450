// The agenda of a meeting: section by section, with what is to be decided about each item, and what was.

// What a section is about, for whoever chairs for the first time.
const AGENDA_NOTES = {
	"Carried Over": () => __("Put off at an earlier meeting, or not decided there"),
	Escalated: () => __("Overdue for so long that somebody above the owner was told"),
	Overdue: () => __("Past the due date"),
	Slipping: () => __("Rescheduled, and not overdue at present"),
	Stale: () => __("Nothing heard for too long"),
	"Awaiting Verification": () => __("The owner says it is done; somebody else has to check"),
	"Due for Reassessment": () => __("Risks whose actions are closed: have the scores changed?"),
	"Closed Since the Last": () => __("For information: nothing has to be decided"),
	Added: () => __("Put on the agenda by hand"),
};
const DECISION_COLOURS = {
	Note: "gray",
	"New Date": "orange",
	Reassign: "blue",
	Escalate: "red",
	"Close the Item": "green",
	"Carry Over": "yellow",
};

const esc = (text) => frappe.utils.escape_html(text === null || text === undefined ? "" : String(text));
const on_day = (day) => (day ? frappe.datetime.str_to_user(String(day).slice(0, 10)) : "");

function agenda_html(frm, shown) {
	if (!shown.sections.length) return empty_agenda_html(frm, shown);
	const waits =
		shown.may_write && !shown.may_decide
			? `<p class="text-muted">${__("Decisions are made at the meeting, on {0}. Notes can be prepared in the table below.", [on_day(frm.doc.meeting_date)])}</p>`
			: "";
	return `<div class="ia-agenda">${waits}${shown.sections.map((each) => agenda_section_html(each, shown)).join("")}</div>`;
}

function empty_agenda_html(frm, shown) {
	const text = frm.doc.agenda_built_on
		? __("There is nothing to look at: nothing is overdue, slipping, stale or waiting.")
		: shown.may_write
		? __("Choose Build Agenda at the top: it finds what is late, slipping or waiting.")
		: __("The agenda has not been built yet.");
	return `<div class="ia-agenda"><p class="text-muted">${text}</p></div>`;
}

function agenda_section_html({ section, items, more, shows }, shown) {
	const notes = AGENDA_NOTES[section] ? AGENDA_NOTES[section]() : "";
	const count = items.length + more;
	return `<section class="ia-agenda-section" aria-label="${esc(__(section))}">
		<h4>${esc(__(section))} <span class="ia-agenda-count">${count}</span> <small class="text-muted">${notes}</small></h4>
		${items.map((item) => agenda_item_html(item, shown)).join("")}
		${more ? more_html(more, shows) : ""}
	</section>`;
}

// Those that the agenda does not name stand in a list.
function more_html(more, shows) {
	const text = __("and {0} more, which this agenda does not name.", [more]);
	const link = shows
		? ` <button type="button" class="btn btn-xs btn-default" data-shows="${esc(JSON.stringify(shows))}">${__("Show All in the List")}</button>`
		: "";
	return `<p class="ia-agenda-more">${text}${link}</p>`;
}

function agenda_item_html(item, shown) {
	const state = item.settled ? "ia-item-settled" : item.refused ? "ia-item-refused" : "";
	return `<article class="ia-item ${state}" data-item="${esc(item.name)}">
		<div class="ia-item-what">
			<div class="ia-item-title">${item_title_html(item)} ${times_html(item)}</div>
			<div class="ia-item-facts">${item_facts(item).join(" · ")}</div>
			<div class="ia-item-detail">${esc(item.detail)}${item.no_longer ? ` <span class="indicator-pill green">${esc(item.no_longer)}</span>` : ""}</div>
		</div>
		<div class="ia-item-decision">${decision_html(item)}${buttons_html(item, shown)}</div>
	</article>`;
}

function item_title_html({ reference_doctype, reference_name, item_title }) {
	if (!reference_name) return `<b>${esc(item_title)}</b>`;
	const route = frappe.router.slug(reference_doctype);
	return `<a href="/app/${route}/${encodeURIComponent(reference_name)}">${esc(item_title || reference_name)}</a>`;
}

function item_facts(item) {
	return [
		item.reference_name,
		item.service,
		item.names[item.responsible] || item.responsible,
		item.priority && __(item.priority),
		item.due_date && __("due {0}", [on_day(item.due_date)]),
	]
		.filter(Boolean)
		.map(esc);
}

// "3rd time" says more to a meeting than a count of how often it was put off.
function times_html({ times_carried, raised }) {
	if (!times_carried) return "";
	const since = raised ? __("First raised on {0}", [on_day(raised.on)]) : "";
	const colour = times_carried > 1 ? "red" : "orange";
	return `<span class="indicator-pill no-indicator-dot ${colour}" title="${esc(since)}">${esc(nth_time(times_carried + 1))}</span>`;
}

function nth_time(number) {
	const named = { 2: __("2nd time"), 3: __("3rd time"), 4: __("4th time"), 5: __("5th time"), 6: __("6th time") };
	return named[number] || __("{0} times", [number]);
}

function decision_html(item) {
	const note = item.decision_note ? `<div class="ia-item-note">${esc(item.decision_note)}</div>` : "";
	if (!item.decision) return note + (item.outcome ? `<div class="text-muted">${esc(item.outcome)}</div>` : "");
	const who = {
		"New Date": on_day(item.new_due_date),
		Reassign: item.names[item.new_owner],
		Escalate: item.names[item.escalate_to],
	}[item.decision];
	const colour = DECISION_COLOURS[item.decision] || "gray";
	const what = who ? `${__(item.decision)}: ${who}` : __(item.decision);
	const outcome = item.outcome ? `<div class="ia-item-outcome">${esc(item.outcome)}</div>` : "";
	return `<div><span class="indicator-pill ${colour}">${esc(what)}</span></div>${note}${outcome}`;
}

function buttons_html(item, { may_decide }) {
	if (!may_decide || item.settled) return "";
	const again = item.decision ? `<span class="text-muted">${__("Decide otherwise:")}</span>` : "";
	const buttons = item.fits.map(
		(decision) =>
			`<button type="button" class="btn btn-default btn-xs" data-decision="${esc(decision)}">${esc(__(decision))}</button>`
	);
	return `<div class="ia-item-buttons" role="group" aria-label="${esc(__("Decide about {0}", [item.item_title]))}">${again}${buttons.join("")}</div>`;
}
