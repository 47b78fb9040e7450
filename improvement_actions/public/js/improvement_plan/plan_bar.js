// Where a plan stands, at the top of its form: status and version, how far its actions are, what is missing to issue it.

frappe.ui.form.on("Improvement Plan", {
	setup(frm) {
		frm.layout.wrapper.on("click", ".ia-guide [data-goes-to]", ({ currentTarget }) =>
			go_to_plan_field(frm, currentTarget.dataset.goesTo)
		);
	},

	// One form shows many plans, one after the other: nothing of the last one stays.
	forget_last_plan(frm) {
		if (frm.planned === frm.doc.name) return;
		frm.planned = frm.doc.name;
		frm.plan_next = null;
		["plan_bar", "milestones_chart", "versions_list", "wording_check"].forEach((field) =>
			frm.fields_dict[field].$wrapper.empty()
		);
	},

	async show_plan_next(frm) {
		const name = frm.doc.name;
		const next = await frappe.xcall(
			"improvement_actions.improvement_actions.doctype.improvement_plan.desk.what_next",
			{ plan: name }
		);
		if (frm.doc.name !== name) return;
		frm.plan_next = next;
		frm.events.draw_plan_bar(frm, next);
		frm.events.say_plan_next(frm, next);
		frm.events.draw_versions(frm, next);
		frm.events.add_plan_buttons(frm, next);
	},

	draw_plan_bar(frm, next) {
		const { $wrapper } = frm.fields_dict.plan_bar;
		if (frm.is_new() || !next) {
			if (frm.is_new()) $wrapper.empty();
			return;
		}
		$wrapper.html(`<ul class="ia-plan-bar">${plan_facts(frm, next).join("")}</ul>`);
	},

	say_plan_next(frm, next) {
		frm.set_intro();
		const html = [plan_missing_html(frm, next), plan_notes_html(frm, next)].filter(Boolean).join("");
		if (!html) return;
		const waits = next.missing.length && frm.doc.status === "Draft";
		frm.set_intro(`<div class="ia-guide">${html}</div>`, waits || next.changed ? "orange" : "blue");
	},
});

function plan_facts(frm, { counts, changed }) {
	const { status, current_version, issued_on, target_date } = frm.doc;
	const facts = [];
	const add = (label, value, is) => facts.push(`<li class="${is || ""}"><span>${label}</span><b>${value}</b></li>`);
	add(__("Status"), __(status));
	if (current_version) {
		const day = frappe.datetime.str_to_user((issued_on || "").slice(0, 10));
		add(__("Version {0}", [current_version]), changed ? __("changed since {0}", [day]) : __("issued {0}", [day]));
	} else {
		add(__("Version"), __("not issued yet"));
	}
	add(__("Actions"), counts.actions ? __("{0} of {1} closed", [counts.finished, counts.actions]) : __("none yet"));
	if (counts.overdue) add(__("Overdue"), counts.overdue, "ia-late");
	if (counts.findings) {
		add(__("Findings"), counts.unanswered ? __("{0} of {1} without action", [counts.unanswered, counts.findings]) : __("all {0} answered", [counts.findings]));
	}
	if (target_date && status === "Issued") {
		const days = frappe.datetime.get_diff(target_date, frappe.datetime.get_today());
		add(__("Target date"), days < 0 ? __("passed {0} days ago", [-days]) : __("in {0} days", [days]), days < 0 ? "ia-late" : "");
	}
	return facts;
}

function plan_missing_html(frm, { missing, changed, changes, may_write }) {
	const { status, current_version } = frm.doc;
	if (["Completed", "Cancelled"].includes(status)) return "";
	if (missing.length) {
		const before = current_version ? __("Before it can be issued again:") : __("Before it can be issued:");
		return `<div><b>${before}</b></div>${plan_lines_html(frm, missing)}`;
	}
	if (!may_write) return "";
	if (!current_version) return `<div>${__("Nothing is missing: it can be issued.")}</div>`;
	if (!changed) return "";
	const said = changed === 1 ? __("One thing is different from version {0}.", [current_version]) : __("{0} things are different from version {1}.", [changed, current_version]);
	const lines = changes.map((line) => `<li>${frappe.utils.escape_html(line)}</li>`).join("");
	return `<details class="ia-plan-changes"><summary>${said} ${__("Issue it again when whoever has it should know.")}</summary>
		<ul>${lines}</ul></details>`;
}

function plan_notes_html(frm, { notes }) {
	if (!notes.length) return "";
	return `<div class="ia-plan-notes">${__("Worth knowing:")}</div>${plan_lines_html(frm, notes)}`;
}

function plan_lines_html(frm, lines) {
	const items = lines.map(({ message, mend, field }) => {
		const text = frappe.utils.escape_html(message);
		const more = mend ? ` <span class="text-muted">${frappe.utils.escape_html(mend)}</span>` : "";
		if (!field || !frm.fields_dict[PLAN_SHOWN_IN[field] || field]) return `<li>${text}${more}</li>`;
		return `<li><button type="button" class="ia-goes-to" data-goes-to="${PLAN_SHOWN_IN[field] || field}">${text}</button>${more}</li>`;
	});
	return `<ul>${items.join("")}</ul>`;
}

// What is missing in a place that is no field of the form is shown there.
const PLAN_SHOWN_IN = { actions: "findings_list" };

// Unlike frm.scroll_to_field it leaves tables alone, where it would open the last row.
function go_to_plan_field(frm, fieldname) {
	const { fieldtype } = frm.fields_dict[fieldname].df;
	frm.scroll_to_field(fieldname, !["Table", "HTML"].includes(fieldtype));
}
