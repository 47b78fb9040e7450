// What people do with a risk, asked for in dialogs and carried out by its methods.

frappe.ui.form.on("Risk Register Entry", {
	ask(frm, question) {
		const changed = __(
			"Somebody else has just changed this risk. It is up to date again: look at it and try once more."
		);
		return improvement_actions.ask(frm, { changed, done: () => frm.reload_doc(), ...question });
	},

	assess(frm) {
		const scale = improvement_actions.risk_scale;
		const dialog = frm.events.ask(frm, {
			title: __("Assess"),
			label: __("Record Assessment"),
			method: "assess",
			prepare: assessment_asked,
			fields: [
				...RISK_KINDS.flatMap((kind) => level_fields(frm, kind, scale, () => preview_assessment(dialog, scale))),
				{ fieldtype: "Section Break" },
				{ fieldname: "preview", fieldtype: "HTML" },
				{
					fieldname: "residual_explanation",
					fieldtype: "Small Text",
					label: __("Why Residual Is Above Inherent"),
					default: frm.doc.residual_explanation,
					hidden: 1,
				},
				{
					fieldname: "reason",
					fieldtype: "Small Text",
					label: __("What Is This Based On?"),
					description: __("What has changed, what was looked at. Kept with the assessment."),
					reqd: 1,
				},
				{
					fieldname: "next_review_date",
					fieldtype: "Date",
					label: __("Review Earlier Than the Band Says"),
				},
			],
		});
		dialog.fields_dict.preview.$wrapper.attr("role", "status");
		preview_assessment(dialog, scale);
	},

	accept(frm) {
		const latest = frm.risk_next.latest_acceptance;
		frm.events.ask(frm, {
			title: __("Accept the Risk"),
			label: __("Accept"),
			method: "accept",
			fields: [
				{
					fieldname: "until",
					fieldtype: "Date",
					label: __("Until"),
					reqd: 1,
					description: latest ? __("At most until {0}. After that it is due for reassessment.", [frappe.datetime.str_to_user(latest)]) : "",
				},
				{
					fieldname: "reason",
					fieldtype: "Small Text",
					label: __("Why Is It Accepted as It Stands?"),
					reqd: 1,
				},
			],
		});
	},

	close(frm) {
		ask_for_risk_reason(frm, "close", __("Close the Risk"), __("What Has Made It Go Away?"));
	},

	reopen(frm) {
		ask_for_risk_reason(frm, "reopen", __("Reopen the Risk"), __("Reason"));
	},

	create_action(frm, control_row) {
		const row = (frm.doc.controls || []).find((each) => each.name === control_row);
		frm.events.ask(frm, {
			title: __("Create Action"),
			label: __("Create Draft"),
			method: "spawn_action",
			always: control_row ? { control_row } : {},
			done: (name) => frappe.set_route("Form", "Improvement Action", name),
			fields: [
				{
					fieldname: "title",
					fieldtype: "Data",
					label: __("Title"),
					reqd: 1,
					default: (row ? row.control : frm.doc.title).slice(0, 140),
					description: __("What will be done, so that somebody else can check it"),
				},
				{
					fieldname: "action_owner",
					fieldtype: "Link",
					options: "User",
					label: __("Owner"),
					get_query: () => ({ filters: { enabled: 1, user_type: "System User", name: ["not in", ["Administrator", "Guest"]] } }),
				},
				{ fieldname: "due_date", fieldtype: "Date", label: __("Due Date") },
			],
		});
	},
});

function ask_for_risk_reason(frm, method, title, question) {
	frm.events.ask(frm, {
		title,
		label: title,
		method,
		fields: [{ fieldname: "reason", fieldtype: "Small Text", label: question, reqd: 1 }],
	});
}

function level_fields(frm, kind, scale, onchange) {
	const titles = {
		inherent: __("Inherent: with no controls"),
		residual: __("Residual: with the controls as they are"),
		target: __("Target: as it ought to be"),
	};
	const select = (part, label, words) => ({
		fieldname: `${kind}_${part}`,
		fieldtype: "Select",
		label,
		reqd: kind !== "target",
		options: [{ value: "", label: "" }, ...Object.entries(words).map(([value, word]) => ({ value, label: `${value} ${word}` }))],
		default: frm.doc[`${kind}_${part}`] ? String(frm.doc[`${kind}_${part}`]) : "",
		onchange,
	});
	return [
		{ fieldtype: "Section Break", label: titles[kind] },
		select("likelihood", __("Likelihood"), scale.likelihood),
		{ fieldtype: "Column Break" },
		select("impact", __("Impact"), scale.impact),
	];
}

// The arguments of `assess`. A target that was a score alone stays one until likelihood and impact are chosen.
function assessment_asked({ reason, next_review_date, refusal, preview, ...values }) {
	for (const part of ["target_likelihood", "target_impact"]) {
		if (!values[part]) delete values[part];
	}
	return { values, reason, next_review_date };
}

function preview_assessment(dialog, scale) {
	const values = dialog.get_values(true, false) || {};
	const score = (kind) => (values[`${kind}_likelihood`] || 0) * (values[`${kind}_impact`] || 0);
	const [inherent, residual] = [score("inherent"), score("residual")];
	const band = band_of_risk(residual, scale);
	dialog.set_df_property("residual_explanation", "hidden", residual > inherent && inherent ? 0 : 1);
	const lines = [];
	if (residual) lines.push(__("Residual {0}.", [said_score(residual, scale)]));
	if (band && band.review_every_days) {
		const latest = frappe.datetime.add_days(frappe.datetime.get_today(), band.review_every_days);
		lines.push(__("Next review by {0}.", [frappe.datetime.str_to_user(latest)]));
	}
	dialog.fields_dict.preview.$wrapper.html(
		lines.length ? `<p class="ia-band-${band_class(band)} ia-risk-preview">${frappe.utils.escape_html(lines.join(" "))}</p>` : ""
	);
}
