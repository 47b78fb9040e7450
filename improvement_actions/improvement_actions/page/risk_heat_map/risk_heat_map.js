// How many risks lie where on the 5×5 matrix; a cell opens the list with just these. The numbers, and the filters that find
// the risks of a cell, come from the server (risk_register_entry.heat_map).

frappe.pages["risk-heat-map"].on_page_load = (wrapper) => {
	wrapper.heat_map = new RiskHeatMap(
		frappe.ui.make_app_page({ parent: wrapper, title: __("Risk Heat Map"), single_column: true })
	);
};

// Numbers change while one looks at a list.
frappe.pages["risk-heat-map"].on_page_show = (wrapper) => wrapper.heat_map.follow_route();

const HEAT_MAP_KINDS = ["inherent", "residual", "target"];

class RiskHeatMap {
	constructor(page) {
		this.page = page;
		this.kind = "residual";
		this.make_filters();
		this.$map = $(`<div class="ia-heat-map"></div>`).appendTo($(page.body));
		this.$map.on("click", "[data-cell]", ({ currentTarget }) => this.open_cell(currentTarget.dataset.cell));
		this.$map.on("click", "[data-kind]", ({ currentTarget }) => this.choose(currentTarget.dataset.kind));
		page.set_secondary_action(__("Register"), () => frappe.set_route("List", "Risk Register Entry", "List"));
	}

	make_filters() {
		const changed = () => this.fields && this.update();
		const link = (fieldname, label, options) =>
			this.page.add_field({ fieldname, label, fieldtype: "Link", options, change: changed });
		const service = link("service", __("Service"), "Care Service");
		const category = link("category", __("Category"), "Risk Category");
		this.fields = { service, category };
	}

	async follow_route() {
		const asked = frappe.route_options || {};
		frappe.route_options = null;
		if (HEAT_MAP_KINDS.includes(asked.kind)) this.kind = asked.kind;
		for (const name of ["service", "category"]) {
			if (asked[name]) await this.fields[name].set_value(asked[name]);
		}
		this.update();
	}

	choose(kind) {
		this.kind = kind;
		this.update();
	}

	async update() {
		const asked = { kind: this.kind, service: this.fields.service.get_value(), category: this.fields.category.get_value() };
		// Of two answers under way only the one that was asked for last is drawn.
		const turn = (this.turn = (this.turn || 0) + 1);
		const map = await frappe.xcall(
			"improvement_actions.improvement_actions.doctype.risk_register_entry.heat_map.get",
			asked
		);
		if (turn !== this.turn) return;
		this.map = map;
		const focused = this.$map.find(":focus").data("kind");
		this.$map.html(heat_map_html(map));
		if (focused) this.$map.find(`[data-kind=${focused}]`).trigger("focus");
	}

	open_cell(cell) {
		const { rows, elsewhere_filters } = this.map;
		const [row, column] = cell.split(",");
		const filters = cell === "elsewhere" ? elsewhere_filters : rows[row][column].filters;
		frappe.route_options = Object.fromEntries(filters.map(([field, operator, value]) => [field, [operator, value]]));
		frappe.set_route("List", "Risk Register Entry", "List");
	}
}

function heat_map_html(map) {
	const kinds = { inherent: __("Inherent"), residual: __("Residual"), target: __("Target") };
	const explained = {
		inherent: __("As if there were no controls"),
		residual: __("With the controls as they are"),
		target: __("As it ought to be"),
	};
	const tabs = HEAT_MAP_KINDS.map(
		(kind) => `<button type="button" class="btn btn-default btn-sm ${kind === map.kind ? "active" : ""}" data-kind="${kind}"
			aria-pressed="${kind === map.kind}">${kinds[kind]}</button>`
	);
	const columns = Object.entries(map.impact).map(
		([level, word]) => `<th scope="col"><b>${level}</b><span>${frappe.utils.escape_html(word)}</span></th>`
	);
	return `<div class="ia-heat-kinds btn-group" role="group" aria-label="${__("Which scores")}">${tabs.join("")}</div>
		<p class="ia-heat-said" role="status">${heat_map_said(map, explained[map.kind])}</p>
		<table class="ia-heat-table">
			<caption class="sr-only">${__("Number of risks by likelihood (rows) and impact (columns)")}</caption>
			<thead>
				<tr><td rowspan="2" class="ia-heat-axis ia-heat-corner" aria-hidden="true">${__("Likelihood")}</td><th colspan="5" scope="colgroup" class="ia-heat-axis">${__("Impact")}</th></tr>
				<tr>${columns.join("")}</tr>
			</thead>
			<tbody>${map.rows.map((row, index) => heat_map_row(map, row, index)).join("")}</tbody>
		</table>
		${heat_map_elsewhere(map)}
		${heat_map_legend(map)}`;
}

function heat_map_said(map, explained) {
	const total = map.total === 1 ? __("1 risk that is not closed") : __("{0} risks that are not closed", [map.total]);
	return `${explained}: ${total}.`;
}

function heat_map_row(map, row, index) {
	const level = row[0].likelihood;
	const word = frappe.utils.escape_html(map.likelihood[level]);
	const cells = row.map((cell, column) => heat_map_cell(map, cell, `${index},${column}`));
	return `<tr><th scope="row"><b>${level}</b><span>${word}</span></th>${cells.join("")}</tr>`;
}

// What a colour means is said in words as well: to whom does not see it, and to whom does not see colours.
function heat_map_cell(map, cell, place) {
	const escape = frappe.utils.escape_html;
	const count = cell.count === 1 ? __("1 risk") : __("{0} risks", [cell.count]);
	const where = __("Likelihood {0}, impact {1}, score {2}", [
		`${cell.likelihood} ${map.likelihood[cell.likelihood]}`,
		`${cell.impact} ${map.impact[cell.impact]}`,
		cell.score,
	]);
	const said = escape([count, where, cell.band].filter(Boolean).join(". "));
	const inside = `<span class="ia-heat-count" aria-hidden="true">${cell.count || ""}</span>
		<span class="ia-heat-score" aria-hidden="true">${cell.score}</span><span class="sr-only">${said}</span>`;
	const colour = escape((cell.colour || "none").toLowerCase());
	return cell.count
		? `<td class="ia-band-${colour}"><button type="button" data-cell="${place}" title="${said}">${inside}</button></td>`
		: `<td class="ia-band-${colour} ia-heat-empty" title="${said}"><div>${inside}</div></td>`;
}

function heat_map_elsewhere(map) {
	if (!map.elsewhere) return "";
	const text =
		map.kind === "target"
			? __("{0} without a place here: no target, or a target score alone.", [map.elsewhere])
			: __("{0} not scored yet.", [map.elsewhere]);
	return `<p><button type="button" class="btn btn-link ia-heat-elsewhere" data-cell="elsewhere">${text}</button></p>`;
}

function heat_map_legend({ bands }) {
	const items = bands.map((band, index) => {
		const last = index + 1 < bands.length ? bands[index + 1].from_score - 1 : 25;
		const colour = frappe.utils.escape_html((band.colour || "none").toLowerCase());
		const days = band.review_every_days ? `, ${__("reviewed every {0} days", [band.review_every_days])}` : "";
		return `<li><i class="ia-band-${colour}"></i>${frappe.utils.escape_html(band.name)} ${band.from_score}–${last}${days}</li>`;
	});
	return items.length ? `<ul class="ia-heat-legend">${items.join("")}</ul>` : "";
}
