// The wording check while somebody types: the server applies the rules of the gates to what stands in the form.

const CHECKED_TEXTS = [
	"title",
	"description",
	"closure_test",
	"indicator",
	"no_indicator_reason",
	"change_to_practice",
];
const CHECKED_FIELDS = [...CHECKED_TEXTS, "action_owner", "due_date", "baseline_value", "target_value"];
const CHECK_AFTER_MS = 500;
// The server reads the first 2,500 characters of a field and refuses more than 20,000.
const LONGEST_SENT = 10000;
// Said together in one line: these fields are simply still empty.
const STILL_EMPTY = ["no_owner", "no_due_date", "no_closure_test", "no_indicator"];

class WordingCheck {
	constructor(frm) {
		this.frm = frm;
		this.soon = frappe.utils.debounce(() => this.check(), CHECK_AFTER_MS);
		// Fields of the Desk tell of a change later, some when they are left; somebody who types wants to know before.
		frm.layout.wrapper.on("input", "textarea, input", ({ target }) => {
			const in_table = target.closest("[data-fieldtype='Table']");
			if (CHECKED_TEXTS.includes(target.dataset.fieldname) && !in_table) this.soon();
		});
	}

	get is_wanted() {
		const { doc, perm } = this.frm;
		const may_write = doc.__islocal || (perm[0] && perm[0].write);
		return may_write && !["Closed", "Cancelled"].includes(doc.status);
	}

	values() {
		const values = {};
		for (const field of CHECKED_FIELDS) {
			const control = this.frm.fields_dict[field];
			const input = control && control.$input && control.$input[0];
			const is_typed = CHECKED_TEXTS.includes(field) && input && input === document.activeElement;
			const value = is_typed ? input.value : this.frm.doc[field];
			if (value === undefined || value === null || value === "") continue;
			// A date that is none is told by its own field.
			if (field === "due_date" && Number.isNaN(Date.parse(value))) continue;
			values[field] = typeof value === "string" ? value.slice(0, LONGEST_SENT) : value;
		}
		return values;
	}

	async check() {
		if (!this.frm.doc) return;
		if (!this.is_wanted) return this.clear();
		const values = this.values();
		const asked = JSON.stringify([this.frm.doc.name, values]);
		if (asked === this.asked) return;
		this.asked = asked;
		this.request?.abort();
		const request = (this.request = new AbortController());
		try {
			const answer = await ask_for_wording(values, request.signal);
			// What was asked later is answered later, and only that counts.
			if (asked === this.asked) this.show(answer);
		} catch (error) {
			if (request.signal.aborted || asked !== this.asked) return;
			this.asked = null;
			const unknown = `<div class="text-muted small">${__("The wording could not be checked just now.")}</div>`;
			this.draw("wording_check", values.title ? unknown : "");
			this.draw("change_wording_check", values.change_to_practice ? unknown : "");
		}
	}

	clear() {
		this.asked = null;
		this.request?.abort();
		this.draw("wording_check", "");
		this.draw("change_wording_check", "");
	}

	show({ action, change }) {
		this.draw("wording_check", wording_html(this.frm, action));
		this.draw("change_wording_check", wording_html(this.frm, change));
	}

	draw(field, html) {
		const wrapper = this.frm.fields_dict[field].$wrapper;
		let place = wrapper.find(".ia-wording");
		if (!place.length) {
			// There before it says anything, so that a screen reader hears it speak.
			place = $('<div class="ia-wording" role="status"></div>').appendTo(wrapper.empty());
			place.on("click", "[data-goes-to]", ({ currentTarget }) =>
				this.frm.scroll_to_field(currentTarget.dataset.goesTo)
			);
		}
		// Left alone when nothing is new: somebody may be about to press one of its buttons.
		if (place.data("shown") === html) return;
		place.data("shown", html).html(html);
		wrapper.toggleClass("ia-quiet", !html);
	}
}

// Not frappe.call: it shows a message for every failure, and this asks again and again while somebody types.
async function ask_for_wording(values, signal) {
	const method = "improvement_actions.improvement_actions.doctype.improvement_action.wording.check_wording";
	const response = await fetch(`/api/method/${method}`, {
		method: "POST",
		headers: {
			Accept: "application/json",
			"Content-Type": "application/json",
			"X-Frappe-CSRF-Token": frappe.csrf_token,
		},
		body: JSON.stringify({ values }),
		signal,
	});
	if (!response.ok) throw new Error(`${response.status}`);
	return (await response.json()).message;
}

function wording_html(frm, { level, findings, praise }) {
	const lines = findings
		.filter((finding) => !STILL_EMPTY.includes(finding.code))
		.map((finding) => finding_html(frm, finding, level));
	const empty = findings.filter((finding) => STILL_EMPTY.includes(finding.code));
	if (praise) lines.unshift(line_html("good", __("Good"), frappe.utils.escape_html(praise)));
	if (empty.length) {
		const fields = empty.map((finding) => field_button(frm, finding.field)).join(", ");
		lines.push(line_html("warning", __("Still empty"), fields));
	}
	if (!lines.length) return "";
	const advice =
		level === "Warn" && findings.length
			? `<div class="text-muted small">${__("This is advice: it does not hold the action up.")}</div>`
			: "";
	return `<ul>${lines.join("")}</ul>${advice}`;
}

function finding_html(frm, finding, level) {
	const says = {
		error: level === "Block" ? __("Must be mended") : __("Advised to mend"),
		warning: __("Should be mended"),
		info: __("May help"),
	}[finding.level];
	const text = `<b>${frappe.utils.escape_html(finding.message)}</b>
		${frappe.utils.escape_html(finding.mend)} ${field_button(frm, finding.field)}`;
	return line_html(finding.level, says, text);
}

function line_html(kind, says, html) {
	const sign = { good: "✓", error: "✕", warning: "!", info: "i" }[kind];
	return `<li class="ia-wording-${kind}">
		<span class="ia-wording-level"><span class="ia-wording-sign" aria-hidden="true">${sign}</span>${says}</span>
		<span class="ia-wording-text">${html}</span>
	</li>`;
}

function field_button(frm, fieldname) {
	const field = frm.fields_dict[fieldname];
	if (!field) return "";
	const label = frappe.utils.escape_html(__(field.df.label));
	return `<button type="button" class="ia-goes-to" data-goes-to="${fieldname}">${label}</button>`;
}

const check_soon = (frm) => frm.wording_check && frm.wording_check.soon();

frappe.ui.form.on("Improvement Action", {
	setup(frm) {
		frm.wording_check = new WordingCheck(frm);
	},

	check_wording(frm) {
		frm.wording_check.check();
	},

	...Object.fromEntries(CHECKED_FIELDS.map((field) => [field, check_soon])),
});
