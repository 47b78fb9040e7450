// The scores of a risk at the top of its form, coloured by band, and what they mean in words.

const RISK_KINDS = ["inherent", "residual", "target"];

frappe.ui.form.on("Risk Register Entry", {
	draw_scores(frm) {
		const scale = improvement_actions.risk_scale;
		frm.fields_dict.risk_bar.$wrapper.html(scale && frm.doc.assessed_on ? risk_scores_html(frm.doc, scale) : "");
		if (scale) RISK_KINDS.forEach((kind) => say_levels(frm, kind, scale));
	},
});

for (const kind of RISK_KINDS) {
	for (const part of ["likelihood", "impact"]) {
		frappe.ui.form.on("Risk Register Entry", `${kind}_${part}`, (frm) => {
			const scale = improvement_actions.risk_scale;
			if (scale) say_levels(frm, kind, scale);
		});
	}
}

function risk_scores_html(doc, scale) {
	const named = { inherent: __("Inherent"), residual: __("Residual"), target: __("Target") };
	const tiles = RISK_KINDS.filter((kind) => doc[`${kind}_score`]).map((kind) => {
		const score = doc[`${kind}_score`];
		const band = band_of_risk(score, scale);
		const [likelihood, impact] = [doc[`${kind}_likelihood`], doc[`${kind}_impact`]];
		const words = likelihood ? `${scale.likelihood[likelihood]} × ${scale.impact[impact]}` : "";
		const escape = frappe.utils.escape_html;
		return `<li class="ia-band-${band_class(band)}"><span>${named[kind]}</span><b>${score}</b>
			${escape(band ? band.name : "")}<span>${escape(words)}</span></li>`;
	});
	return `<ul class="ia-risk-bar" aria-label="${__("Scores")}">${tiles.join("")}</ul>`;
}

// "3 Possible" under a likelihood while somebody scores the risk for the first time, and what comes of it.
function say_levels(frm, kind, scale) {
	const [likelihood, impact] = [`${kind}_likelihood`, `${kind}_impact`];
	const say = (field, word, fallback) => frm.get_field(field).set_description(word ? frappe.utils.escape_html(word) : fallback);
	const described = (field) => __(frappe.meta.get_docfield(frm.doctype, field).description || "");
	say(likelihood, scale.likelihood[frm.doc[likelihood]], described(likelihood));
	const score = (frm.doc[likelihood] || 0) * (frm.doc[impact] || 0);
	const word = scale.impact[frm.doc[impact]];
	say(impact, word && (score ? `${word}: ${said_score(score, scale)}` : word), described(impact));
}

function said_score(score, scale) {
	const band = band_of_risk(score, scale);
	return band ? __("score {0}, {1}", [score, band.name]) : __("score {0}", [score]);
}

function band_of_risk(score, { bands }) {
	return [...bands].reverse().find((band) => score && band.from_score <= score);
}

function band_class(band) {
	return ((band && band.colour) || "none").toLowerCase();
}
