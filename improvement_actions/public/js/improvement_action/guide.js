// What to do next, at the top of the form of an Improvement Action.

// From how many days before it a due date is worth a word.
const DUE_SOON = 7;
// What is missing in a place that is no field of the form is shown there.
const SHOWN_IN = { evidence: "evidence_list", open_sub_actions: "parts_list" };

frappe.ui.form.on("Improvement Action", {
	setup(frm) {
		frm.layout.wrapper.on("click", ".ia-guide [data-goes-to]", ({ currentTarget }) =>
			go_to_field(frm, currentTarget.dataset.goesTo)
		);
	},

	// One form shows many actions, one after the other: nothing of the last one stays.
	forget_last_action(frm) {
		if (frm.guided === frm.doc.name) return;
		frm.guided = frm.doc.name;
		frm.next = null;
		frm.wording_check.clear();
		show_lists(frm, { proof: "", family: "", pilot: "", recognition: "", meetings: "" });
		name_owner(frm, null);
	},

	action_owner(frm) {
		name_owner(frm, null);
	},

	async show_what_next(frm) {
		const name = frm.doc.name;
		const next = await frappe.xcall(
			"improvement_actions.improvement_actions.doctype.improvement_action.desk.what_next",
			{ action: name }
		);
		if (frm.doc.name !== name) return;
		frm.set_intro(); // two refreshes may be under way: the later answer replaces the earlier
		frm.next = next;
		frm.moves = next.moves;
		next.locked.forEach((field) => frm.set_df_property(field, "read_only", 1));
		show_lists(frm, next);
		name_owner(frm, next.owner_name);
		frm.events.offer_thanks(frm, next);
		frm.events.say_what_next(frm, next);
	},

	say_what_next(frm, next) {
		const parts = [urgent_html(next), escalations_html(next), step_html(frm, next), course_html(frm, next), review_html(next)];
		const html = parts.filter(Boolean).join("");
		if (html) frm.set_intro(`<div class="ia-guide">${html}</div>`, guide_colour(next));
	},
});

function show_lists(frm, { proof, family, pilot, recognition, meetings }) {
	frm.fields_dict.evidence_list.$wrapper.html(proof + recognition);
	frm.fields_dict.parts_list.$wrapper.html(pilot + family);
	const headings = [pilot && __("Pilot"), family && __("Sub-actions")].filter(Boolean);
	frm.set_df_property("parts_section", "hidden", headings.length ? 0 : 1);
	frm.fields_dict.meetings_list.$wrapper.html(meetings);
	frm.set_df_property("meetings_section", "hidden", meetings ? 0 : 1);
	// Frappe draws a section's heading once.
	const { head } = frm.fields_dict.parts_section;
	if (headings.length && head) head[0].firstChild.textContent = headings.join(", ");
}

function guide_colour({ next_status, overdue_since, sent_back, due_in, missing, warnings, trajectory }) {
	if (overdue_since || sent_back) return "red";
	const marked = (trajectory || []).length || is_due_soon(due_in);
	return next_status && (missing.length || warnings.length || marked) ? "orange" : "blue";
}

function is_due_soon(due_in) {
	return due_in !== null && due_in >= 0 && due_in <= DUE_SOON;
}

function urgent_html({ overdue_since, sent_back, due_in }) {
	const lines = [];
	if (overdue_since) {
		const since = frappe.datetime.str_to_user(overdue_since);
		const days = due_in === -1 ? __("1 day") : __("{0} days", [-due_in]);
		lines.push(`<b>${__("Overdue since {0} ({1}).", [since, days])}</b>`);
	} else if (is_due_soon(due_in)) {
		const when = [__("Due today."), __("Due tomorrow.")][due_in] || __("Due in {0} days.", [due_in]);
		lines.push(`<b>${when}</b>`);
	}
	if (sent_back) {
		lines.push(`<b>${__("It came back:")}</b> ${frappe.utils.escape_html(sent_back)}`);
	}
	return lines.map((line) => `<div>${line}</div>`).join("");
}

// Who was told that it is overdue, and where nobody could be.
function escalations_html({ escalations }) {
	if (!escalations.length) return "";
	const escape = frappe.utils.escape_html;
	const items = escalations.map(({ message, mend, service }) => {
		const url = service && `/app/care-service/${encodeURIComponent(service)}`;
		const to_do = mend && (url ? `<a href="${url}">${escape(mend)}</a>` : escape(mend));
		return `<li>${escape(message)} ${to_do}</li>`;
	});
	return `<ul class="ia-escalations">${items.join("")}</ul>`;
}

function step_html(frm, { next_status, missing, warnings, moves, step }) {
	if (!next_status) return "";
	const done = {
		Open: __("opened"),
		"In Progress": __("started"),
		Completed: __("completed"),
		Closed: __("closed"),
	}[next_status];
	const whose = step.mine
		? `<b>${__("Your step.")}</b>`
		: __("Next step: {0}.", [`<b>${frappe.utils.escape_html(step.who)}</b>`]);
	const move = moves.find((each) => each.to_status === next_status);
	const notes = [...missing, ...warnings];
	if (notes.length) {
		const before = __("Before it can be {0}:", [`<b>${done}</b>`]);
		return `<div>${whose} ${before}</div>${notes_html(frm, notes)}`;
	}
	const ready = move
		? __("Ready: choose {0} under Actions.", [`<b>${frappe.utils.escape_html(__(move.action))}</b>`])
		: __("Ready to be {0}.", [done]);
	return `<div>${whose} ${ready}</div>`;
}

// What is missing, tab by tab in the order of the form.
function notes_html(frm, notes) {
	const tabs = frm.layout.tabs.map((tab) => tab.df.label);
	const groups = new Map();
	for (const note of notes) {
		const field = field_of(frm, note);
		const tab = (field && field.tab && field.tab.df.label) || "";
		groups.set(tab, [...(groups.get(tab) || []), note_html(frm, note)]);
	}
	return [...groups]
		.sort(([one], [other]) => tabs.indexOf(one) - tabs.indexOf(other))
		.map(([tab, items]) => group_html(groups.size > 1 && tab ? __(tab) : "", items))
		.join("");
}

function group_html(heading, items) {
	const named = heading ? `<span class="ia-guide-tab">${heading}</span>` : "";
	return `<div class="ia-guide-group">${named}<ul>${items.join("")}</ul></div>`;
}

// What concerns a field goes there when it is pressed.
function note_html(frm, note) {
	const text = frappe.utils.escape_html(note.message);
	const field = field_of(frm, note);
	if (!is_reachable(field)) return `<li>${text}</li>`;
	return `<li><button type="button" class="ia-goes-to" data-goes-to="${field.df.fieldname}">${text}</button></li>`;
}

function field_of(frm, note) {
	return frm.fields_dict[SHOWN_IN[note.code] || SHOWN_IN[note.field] || note.field];
}

// The status is moved, not filled in.
function is_reachable(field) {
	const { fieldname, hidden, hidden_due_to_dependency } = (field && field.df) || {};
	return fieldname && fieldname !== "status" && !hidden && !hidden_due_to_dependency;
}

// How it is going: stale, slipping, a milestone missed, a barrier.
function course_html(frm, { trajectory }) {
	if (!(trajectory || []).length) return "";
	return group_html(
		__("On the way"),
		trajectory.map((mark) => note_html(frm, mark))
	);
}

function review_html({ review }) {
	if (!review) return "";
	const type = frappe.utils.escape_html(__(review.review_type));
	const link = `<a href="/app/effectiveness-review/${encodeURIComponent(review.name)}">${type}</a>`;
	const due = frappe.datetime.str_to_user(review.due_date);
	const text = review.reviewer_name
		? __("{0} due {1}, by {2}.", [link, due, frappe.utils.escape_html(review.reviewer_name)])
		: __("{0} due {1}.", [link, due]);
	return `<div>${text}</div>`;
}

// Unlike frm.scroll_to_field it leaves tables alone, where it would open the last row, and lists have no field to type in.
function go_to_field(frm, fieldname) {
	const types_in = !["Table", "Table MultiSelect", "HTML"].includes(frm.fields_dict[fieldname].df.fieldtype);
	frm.scroll_to_field(fieldname, types_in);
}

// Frappe shows the owner's address: their name stands below it, until somebody else is chosen.
function name_owner(frm, owner_name) {
	const { description } = frappe.meta.get_docfield("Improvement Action", "action_owner");
	const shows_title = (frappe.boot.link_title_doctypes || []).includes("User");
	const name = shows_title ? "" : frappe.utils.escape_html(owner_name || "");
	frm.get_field("action_owner").set_description(name || __(description));
}
