// The lifecycle at the top of an Improvement Action: what has been passed, where it stands, what lies ahead.

const LIFECYCLE = ["Draft", "Open", "In Progress", "Completed", "Closed"];
const STANDS_AT = ["present", "arrived", "ended"];
const STEP_SIGNS = { passed: "✓", arrived: "✓", ended: "✕" };

frappe.ui.form.on("Improvement Action", {
	draw_lifecycle(frm) {
		frm.fields_dict.lifecycle_bar.$wrapper.html(lifecycle_html(frm.doc));
	},
});

function lifecycle_html(doc) {
	const items = lifecycle_steps(doc).map(
		({ is, name, date }) => `<li class="ia-step-${is}"${STANDS_AT.includes(is) ? ' aria-current="step"' : ""}>
			<span class="ia-step-mark" aria-hidden="true">${STEP_SIGNS[is] || ""}</span>
			<span class="ia-step-name">${frappe.utils.escape_html(name)}</span>
			<span class="sr-only">${is === "passed" ? __("passed") : ""}</span>
			<span class="ia-step-date">${date ? frappe.datetime.str_to_user(date.slice(0, 10)) : ""}</span>
		</li>`
	);
	return `<ol class="ia-lifecycle" aria-label="${__("Lifecycle")}">${items.join("")}</ol>`;
}

// Each step with its name, its date where one is known, and whether it is passed, present, ahead or the end: closed
// is where an action arrives, cancelled is where it stops.
function lifecycle_steps(doc) {
	const cancelled = doc.status === "Cancelled";
	const dates = dates_reached(doc);
	const present = LIFECYCLE.indexOf(doc.status || "Draft");
	const here = doc.status === "Closed" ? "arrived" : "present";
	const last_reached = cancelled ? LIFECYCLE.findLastIndex((status) => dates[status]) : present;
	const steps = LIFECYCLE.map((status, index) => ({
		name: index === present ? state_name(doc) : __(status),
		date: index <= last_reached ? dates[status] : null,
		is: index === present ? here : index <= last_reached ? "passed" : "ahead",
	}));
	if (!cancelled) return steps;
	// What it never reached lies ahead of nobody any more.
	return [...steps.slice(0, last_reached + 1), { name: state_name(doc), is: "ended" }];
}

// The state is the administrator's word for it, and several may stand for one status.
function state_name(doc) {
	return __(doc.workflow_state || doc.status || "Draft");
}

function dates_reached(doc) {
	const updates = (doc.progress_updates || []).map((row) => row.update_date).filter(Boolean);
	return {
		Draft: doc.__islocal ? null : doc.creation,
		Open: doc.opened_on,
		"In Progress": updates.sort()[0],
		Completed: doc.completed_on,
		Closed: doc.closed_on,
	};
}
