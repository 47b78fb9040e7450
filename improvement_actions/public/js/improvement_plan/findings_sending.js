// How the import of findings talks to the server: as JSON, which may be long, and without messages of the Desk's own, because
// whatever is refused is shown in the dialog, beside what was typed.

const PLAN_FINDINGS_UNANSWERED = () =>
	__("The server does not answer. What you entered is still here: try again.");

async function send_plan_findings(method, args) {
	const response = await post_plan_findings(method, args);
	return (await response.json()).message;
}

async function download_plan_findings(method, args) {
	const response = await post_plan_findings(method, args);
	const said = response.headers.get("Content-Disposition") || "";
	const name = /filename\*=UTF-8''([^;]+)/i.exec(said) || /filename="?([^";]+)"?/i.exec(said);
	const address = URL.createObjectURL(await response.blob());
	const link = document.createElement("a");
	link.href = address;
	link.download = name ? decodeURIComponent(name[1]) : "findings";
	link.click();
	setTimeout(() => URL.revokeObjectURL(address), 10000);
}

async function post_plan_findings(method, args) {
	let response;
	try {
		response = await fetch(`/api/method/${PLAN_FINDINGS}${method}`, {
			method: "POST",
			headers: {
				Accept: "application/json",
				"Content-Type": "application/json",
				"X-Frappe-CSRF-Token": frappe.csrf_token,
			},
			body: JSON.stringify(args),
		});
	} catch (unreachable) {
		throw new Error(PLAN_FINDINGS_UNANSWERED());
	}
	if (response.ok) return response;
	const answer = await response.json().catch(() => ({}));
	throw new Error(plan_findings_refusal(answer) || PLAN_FINDINGS_UNANSWERED());
}

// What the server says, as HTML of its own making.
function plan_findings_refusal(answer) {
	const sent = answer._server_messages;
	return (typeof sent === "string" ? JSON.parse(sent) : sent || [])
		.map((message) => JSON.parse(message).message)
		.join("<br>");
}

function plan_findings_file(file) {
	return new Promise((resolve, reject) => {
		const reader = new FileReader();
		reader.onload = () => resolve(String(reader.result).split(",", 2)[1] || "");
		reader.onerror = () => reject(new Error(__("The file cannot be read. Choose it again.")));
		reader.readAsDataURL(file);
	});
}

// A table from Word or a web page: its cells may hold several paragraphs, which plain text would take for rows of their own.
function plan_findings_table(html) {
	const table = new DOMParser().parseFromString(html, "text/html").querySelector("table");
	if (!table || table.rows.length < 2) return null;
	const taken = [];
	const lines = [...table.rows].map((row, at) => {
		const line = [];
		for (const cell of row.cells) {
			while (taken[at]?.[line.length] !== undefined) line.push(taken[at][line.length]);
			const text = plan_findings_cell(cell);
			for (let down = 1; down < Math.min(cell.rowSpan, table.rows.length - at); down++) {
				(taken[at + down] ||= [])[line.length] = text;
			}
			line.push(text);
			for (let more = 1; more < cell.colSpan; more++) line.push("");
		}
		while (taken[at]?.[line.length] !== undefined) line.push(taken[at][line.length]);
		return line.join("\t");
	});
	return lines.join("\n");
}

function plan_findings_cell(cell) {
	cell.querySelectorAll("br").forEach((br) => br.replaceWith("\n"));
	const blocks = [...cell.querySelectorAll("p, li, div")].filter((block) => !block.querySelector("p, li, div"));
	const parts = blocks.length ? blocks.map((block) => block.textContent) : [cell.textContent];
	const text = parts
		.map((part) => part.replace(/[^\S\n]+/g, " ").trim())
		.filter(Boolean)
		.join("\n")
		.trim();
	return /[\n\t]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text;
}
