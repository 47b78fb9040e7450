// How things have moved since the meeting before.

const TURN_SIGNS = { better: __("better"), worse: __("worse"), same: __("the same") };

function momentum_html(momentum) {
	if (!momentum) return `<p class="text-muted">${__("Figures come with the agenda.")}</p>`;
	const figures = momentum.changes.map(figure_html).join("");
	const since = on_day(momentum.since);
	const about = momentum.compared
		? __("Since {0}, beside the figures of the meeting before.", [since])
		: __("Since {0}. There are no figures of an earlier meeting about the same services to compare with.", [since]);
	return `<div class="ia-figures">${figures}</div><p class="text-muted small">${about}</p>`;
}

function figure_html({ label, now, then, turn, unit }) {
	const said = (value) => (value === null || value === undefined ? "–" : `${format_figure(value)}${unit}`);
	const known = then !== null && then !== undefined;
	const arrow = !known || now === null || now === then ? "" : now > then ? "▲" : "▼";
	const turned = TURN_SIGNS[turn] ? `<span class="sr-only">, ${TURN_SIGNS[turn]}</span>` : "";
	const was = known ? `<div class="ia-figure-then">${__("was {0}", [said(then)])}</div>` : "";
	return `<div class="ia-figure ia-figure-${esc(turn || "plain")}">
		<div class="ia-figure-label">${esc(label)}</div>
		<div class="ia-figure-now">${said(now)} <span class="ia-figure-arrow" aria-hidden="true">${arrow}</span>${turned}</div>
		${was}
	</div>`;
}

function format_figure(value) {
	return Number(value).toLocaleString((frappe.boot.lang || "en").replace("_", "-"), { maximumFractionDigits: 1 });
}
