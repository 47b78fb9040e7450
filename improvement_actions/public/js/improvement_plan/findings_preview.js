// What an import would do, row by row, and what it did. Everything from the sheet is escaped here.

const PLAN_FINDINGS_OUTCOMES = {
	Finding: () => [__("New finding"), "blue"],
	Action: () => [__("Further action"), "blue"],
	"Already There": () => [__("Already there"), "gray"],
	"Not Imported": () => [__("Not imported"), "red"],
};
// More rows than this make the dialog slow; those with problems are shown first.
const PLAN_FINDINGS_MOST_ROWS = 300;

const escape_finding = (text) => frappe.utils.escape_html(String(text ?? ""));

function plan_findings_columns_html({ columns, fields }) {
	const choices = (chosen) =>
		[["", __("Not imported")], ...fields]
			.map(
				([field, label]) =>
					`<option value="${field}"${field === (chosen || "") ? " selected" : ""}>${escape_finding(label)}</option>`
			)
			.join("");
	const cells = columns.map(
		({ heading, field, example }, at) => `<label>
			<b>${escape_finding(heading) || __("Column {0}", [at + 1])}</b>
			<span class="ia-import-example" title="${escape_finding(example)}">${escape_finding(example) || "&nbsp;"}</span>
			<select class="form-control input-xs" data-column="${at}">${choices(field)}</select>
		</label>`
	);
	return `<h5>${__("What the columns hold")}</h5><div class="ia-import-columns">${cells.join("")}</div>`;
}

function plan_findings_rows_html({ rows, counts, above }, only_problems) {
	const bad = counts["Not Imported"];
	const noticed = rows.filter((row) => row.notices.length && row.outcome !== "Already There").length;
	const shown = rows.filter((row) => !only_problems || row.problems.length || row.notices.length);
	const in_order = [...shown].sort((one, other) => !!other.problems.length - !!one.problems.length);
	const some = in_order.slice(0, PLAN_FINDINGS_MOST_ROWS);
	const says = [
		__("{0} new findings", [counts.Finding]),
		__("{0} actions, as drafts", [counts.actions]),
		counts["Already There"] && __("{0} rows already in the plan", [counts["Already There"]]),
		`<b class="${bad ? "ia-import-problem" : ""}">${__("{0} rows that cannot be imported", [bad])}</b>`,
		noticed && __("{0} rows with remarks", [noticed]),
	].filter(Boolean);
	const before = above.length
		? `<div class="text-muted small">${__("Above the headings, and not imported: {0}", [
				escape_finding(above.join(" / ").slice(0, 300)),
		  ])}</div>`
		: "";
	const left_out =
		in_order.length > some.length
			? `<div class="ia-import-row text-muted">${__("And {0} more rows.", [in_order.length - some.length])}</div>`
			: "";
	return `<div class="ia-import-said" role="status">${says.join(" · ")}${before}</div>
		<label class="small"><input type="checkbox" data-only-problems${only_problems ? " checked" : ""}>
			${__("Only rows with problems or remarks")}</label>
		<div class="ia-import-rows" tabindex="0" aria-label="${__("Rows")}">
			${some.map(plan_findings_row_html).join("") || `<div class="ia-import-row">${__("No such rows.")}</div>`}${left_out}
		</div>`;
}

function plan_findings_row_html(row) {
	const [label, colour] = PLAN_FINDINGS_OUTCOMES[row.outcome]();
	const facts = [
		row.standards.map((name) => `<span class="ia-chip">${escape_finding(name)}</span>`).join(" "),
		row.action && `<b>${__("Action:")}</b> ${escape_finding(short_finding(row.action))}`,
		[row.owner, row.due && __("due {0}", [row.due]), row.priority].filter(Boolean).map(escape_finding).join(", "),
	].filter(Boolean);
	const said = (problems, kind) =>
		problems.map(({ message }) => `<li class="ia-import-${kind}">${escape_finding(message)}</li>`).join("");
	// What could not be understood is shown as it was written.
	const what = row.quote || (row.action ? "" : row.cells.filter(Boolean).join(" | "));
	return `<div class="ia-import-row" data-row="${row.number}">
		<span class="ia-import-number">${__("Row {0}", [row.number])}</span>
		<span class="ia-import-outcome"><span class="indicator-pill ${colour}">${label}</span></span>
		<div class="ia-import-what">
			<div>${row.reference ? `<b>${escape_finding(row.reference)}</b> ` : ""}${escape_finding(short_finding(what))}</div>
			${facts.length ? `<div class="small">${facts.join("<br>")}</div>` : ""}
			<ul>${said(row.problems, "problem")}${said(row.notices, "notice")}</ul>
		</div>
	</div>`;
}

function short_finding(text) {
	return text.length > 220 ? `${text.slice(0, 220)}…` : text;
}

function plan_findings_summary_html(plan, { findings, actions, already, bad }) {
	const link = (doctype, label, more = "") =>
		`<a href="/app/${doctype}?plan=${encodeURIComponent(plan)}${more}" target="_blank">${label}</a>`;
	const left_out = bad.map(
		({ number, cells, problems }) => `<div class="ia-import-row" data-row="${number}">
			<span class="ia-import-number">${__("Row {0}", [number])}</span>
			<div class="ia-import-what"><div>${escape_finding(short_finding(cells.filter(Boolean).join(" | ")))}</div>
				<ul>${problems
					.map(({ message }) => `<li class="ia-import-problem">${escape_finding(message)}</li>`)
					.join("")}</ul></div>
		</div>`
	);
	return `<div class="ia-import-said" role="status">
			<b>${__("{0} findings and {1} actions were imported.", [findings.length, actions.length])}</b>
			${already ? `<div>${__("{0} rows were in the plan already.", [already])}</div>` : ""}
			<div>${link("improvement-source", __("The findings"))} ·
				${link("improvement-action", __("The actions, all drafts"), "&status=Draft")}</div>
		</div>
		${
			bad.length
				? `<p><b class="ia-import-problem">${__("{0} rows were left out.", [bad.length])}</b>
					${__("Download them with their reasons, mend them, and import that file.")}</p>
					<p><button type="button" class="btn btn-sm btn-default" data-download="xlsx">${__("Download as Excel")}</button>
					<button type="button" class="btn btn-sm btn-default" data-download="csv">${__("Download as CSV")}</button></p>
					<div class="ia-import-rows" tabindex="0">${left_out.slice(0, PLAN_FINDINGS_MOST_ROWS).join("")}</div>`
				: ""
		}`;
}
