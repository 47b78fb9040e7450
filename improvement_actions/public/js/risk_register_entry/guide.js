// What to do next with a risk, at the top of its form, beside its controls and above its history.

const RISK_DESK = "improvement_actions.improvement_actions.doctype.risk_register_entry.desk";

frappe.ui.form.on("Risk Register Entry", {
	// Words and bands are the same for every risk: asked for once.
	async load_scale() {
		improvement_actions.risk_scale ||= await frappe.xcall(`${RISK_DESK}.scale`);
	},

	async show_risk_next(frm) {
		const name = frm.doc.name;
		const next = await frappe.xcall(`${RISK_DESK}.what_next`, { risk: name });
		if (frm.doc.name !== name) return;
		frm.risk_next = next;
		frm.set_intro(); // two refreshes may be under way: the later answer replaces the earlier
		const said = risk_guide_html(frm, next);
		if (said) frm.set_intro(`<div class="ia-guide">${said}</div>`, risk_guide_colour(next));
		frm.fields_dict.assessments_chart.$wrapper.html(next.chart);
		frm.fields_dict.controls_bar.$wrapper.html(risk_controls_html(frm, next));
		frm.get_field("risk_owner").set_description(frappe.utils.escape_html(next.owner_name || ""));
		frm.events.add_risk_buttons(frm, next.methods);
	},
});

function risk_guide_colour({ status, controls }) {
	if (status === "Reassessment Due") return "red";
	return status === "Control Change Pending" || controls.length ? "orange" : "blue";
}

function risk_guide_html(frm, next) {
	const { doc } = frm;
	const lines = [];
	const day = (date) => frappe.datetime.str_to_user(date);
	if (next.status === "Reassessment Due") {
		const why = next.why.map(frappe.utils.escape_html).join(" ");
		const by = next.methods.includes("assess") ? __("Choose Assess and score it anew.") : __("Its owner, {0}, scores it anew.", [frappe.utils.escape_html(next.owner_name)]);
		lines.push(`<b>${__("Reassessment is due.")}</b> ${why} ${by}`);
	} else if (next.status === "Control Change Pending") {
		lines.push(`<b>${__("A control is being changed.")}</b> ${__("When the last action is verified and closed, this risk is due for reassessment.")}`);
	} else if (next.status === "Accepted") {
		const by = frappe.utils.escape_html(next.accepted_by_name);
		lines.push(`<b>${__("Accepted by {0} until {1}.", [by, day(doc.accepted_until)])}</b> ${frappe.utils.escape_html(doc.acceptance_reason)}`);
	} else if (next.status === "Closed") {
		lines.push(`<b>${__("Closed.")}</b> ${frappe.utils.escape_html(doc.closure_reason)}`);
	}
	if (next.status === "Control Change Pending" && next.why.length) {
		lines.push(next.why.map(frappe.utils.escape_html).join(" "));
	}
	if (!doc.assessed_on && next.status !== "Closed") {
		lines.push(`<b>${__("Not assessed yet.")}</b> ${__("Score likelihood and impact with and without the controls.")}`);
	}
	if (["Open", "Accepted"].includes(next.status) && doc.next_review_date) {
		lines.push(__("Next review by {0}.", [day(doc.next_review_date)]));
	}
	if (doc.is_above_target && next.status !== "Closed") {
		lines.push(__("Its residual score {0} is above the target {1}.", [doc.residual_score, doc.target_score]));
	}
	const listed = next.actions.map(risk_action_html);
	if (next.hidden_actions) {
		listed.push(`<li>${__("{0} that you may not read", [next.hidden_actions])}</li>`);
	}
	const actions = listed.length ? `<div class="ia-guide-group">${__("Actions on it")}<ul>${listed.join("")}</ul></div>` : "";
	return lines.map((line) => `<div>${line}</div>`).join("") + actions;
}

function risk_action_html(action) {
	const escape = frappe.utils.escape_html;
	const due = action.due_date ? `, ${__("due {0}", [frappe.datetime.str_to_user(action.due_date)])}` : "";
	const link = `<a href="/app/improvement-action/${encodeURIComponent(action.name)}">${escape(action.title)}</a>`;
	return `<li>${link}: ${__(action.status)}${due}</li>`;
}

// Each control that does not work and for which nothing is under way, with a way to do something about it.
function risk_controls_html(frm, { controls, methods, actions }) {
	const items = (frm.doc.controls || []).map((row) => {
		if (!controls.includes(row.name)) return mended_html(row, actions);
		const said = __("Inadequate, and no action is under way: {0}", [`<b>${frappe.utils.escape_html(row.control)}</b>`]);
		const button = methods.includes("spawn_action")
			? `<button type="button" class="btn btn-default btn-xs" data-control="${frappe.utils.escape_html(row.name)}">${__("Create Action")}</button>`
			: "";
		return `<li><span>${said}</span>${button}</li>`;
	});
	const shown = items.filter(Boolean);
	return shown.length ? `<ul class="ia-controls-bar">${shown.join("")}</ul>` : "";
}

// A control that an action is changing, with that action.
function mended_html(row, actions) {
	const action = actions.find((each) => each.name === row.action);
	if (!action) return "";
	const link = `<a href="/app/improvement-action/${encodeURIComponent(action.name)}">${action.name}</a>`;
	const control = `<b>${frappe.utils.escape_html(row.control)}</b>`;
	return `<li class="ia-mended"><span>${__("{0} changes: {1}", [link, control])}</span><span class="ia-mended-status">${__(action.status)}</span></li>`;
}
