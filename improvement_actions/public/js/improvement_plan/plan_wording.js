// The wording check of aim and objectives while somebody types, by the rules that issuing asks.

const PLAN_CHECK_AFTER_MS = 500;
const OBJECTIVE_FIELDS = ["objective", "indicator", "no_indicator_reason", "baseline_value", "target_value"];

frappe.ui.form.on("Improvement Plan", {
	setup(frm) {
		frm.check_plan_soon = frappe.utils.debounce(() => frm.events.check_plan_wording(frm), PLAN_CHECK_AFTER_MS);
		// Fields of the Desk tell of a change when they are left; somebody who types wants to know before.
		frm.layout.wrapper.on("input", "[data-fieldname='aim']", () => frm.check_plan_soon());
	},

	aim: (frm) => frm.check_plan_soon(),
	objectives_remove: (frm) => frm.check_plan_soon(),

	async check_plan_wording(frm) {
		const { doc, perm } = frm;
		const $place = frm.fields_dict.wording_check.$wrapper;
		const may_write = doc.__islocal || (perm[0] && perm[0].write);
		if (!may_write || ["Completed", "Cancelled"].includes(doc.status)) return $place.empty();
		const input = frm.fields_dict.aim.$input && frm.fields_dict.aim.$input[0];
		const aim = input && input === document.activeElement ? input.value : doc.aim;
		const objectives = (doc.objectives || []).map((row) =>
			Object.fromEntries(OBJECTIVE_FIELDS.map((field) => [field, row[field]]))
		);
		const asked = JSON.stringify([doc.name, aim || "", objectives]);
		if (asked === frm.plan_asked) return;
		frm.plan_asked = asked;
		const answer = await frappe
			.xcall("improvement_actions.improvement_actions.doctype.improvement_plan.wording.check_wording", {
				aim: aim || "",
				objectives: JSON.stringify(objectives),
			})
			.catch(() => null);
		if (!answer || frm.plan_asked !== asked) return;
		const said = objectives.some(({ objective }) => objective) || aim;
		$place.html(`<div class="ia-wording" role="status">${said ? plan_wording_html(answer) : ""}</div>`);
	},
});

const check_plan_row = (frm) => frm.check_plan_soon();

frappe.ui.form.on("Improvement Plan Objective", {
	objectives_remove: check_plan_row,
	...Object.fromEntries(OBJECTIVE_FIELDS.map((field) => [field, check_plan_row])),
});

function plan_wording_html({ level, rows }) {
	if (level === "Off") return "";
	if (!rows.length) {
		const praise = __("Aim and objectives can be verified as they are worded.");
		return `<ul>${plan_wording_line("good", __("Good"), praise)}</ul>`;
	}
	const escape = frappe.utils.escape_html;
	const says = {
		error: level === "Block" ? __("Must be mended") : __("Advised to mend"),
		warning: __("Should be mended"),
		info: __("May help"),
	};
	const lines = rows.flatMap(({ row, findings }) => {
		const where = row ? __("Objective {0}", [row]) : __("Aim");
		return findings.map(({ level, message, mend }) =>
			plan_wording_line(level, says[level], `<b>${where}: ${escape(message)}</b> ${escape(mend)}`)
		);
	});
	return `<ul>${lines.join("")}</ul>`;
}

function plan_wording_line(kind, says, html) {
	const sign = { good: "✓", error: "✕", warning: "!", info: "i" }[kind];
	return `<li class="ia-wording-${kind}">
		<span class="ia-wording-level"><span class="ia-wording-sign" aria-hidden="true">${sign}</span>${says}</span>
		<span class="ia-wording-text">${html}</span>
	</li>`;
}
