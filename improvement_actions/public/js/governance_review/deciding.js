// What a meeting decides about an item, asked for in a dialog and carried out at once.

function decide_about(frm, item, decision) {
	const fields = [{ fieldtype: "HTML", fieldname: "about", options: about_html(item) }, ...fields_for(item, decision)];
	return ask_of_meeting(frm, {
		title: __(decision),
		label: { "New Date": __("Reschedule"), "Close the Item": __("Close Item") }[decision] || __(decision),
		fields,
		method: "decide",
		always: { item: item.name, decision },
		done: ({ outcome }) => frappe.show_alert({ message: esc(outcome || __("Noted")), indicator: "green" }),
	});
}

function about_html(item) {
	return `<p><b>${esc(item.item_title || item.reference_name)}</b><br><span class="text-muted">${esc(item.detail)}</span></p>`;
}

function fields_for(item, decision) {
	const named = {
		"New Date": {
			fieldname: "new_due_date",
			fieldtype: "Date",
			label: __("New Due Date"),
			reqd: 1,
			description: item.due_date ? __("Now due {0}", [on_day(item.due_date)]) : "",
		},
		Reassign: person_field("new_owner", __("New Owner"), item),
		Escalate: person_field("escalate_to", __("Escalate To"), item),
	}[decision];
	const note = {
		fieldname: "note",
		fieldtype: "Small Text",
		label: decision === "Note" ? __("Note") : __("Reason"),
		reqd: decision === "Carry Over" ? 0 : 1,
		default: item.decision_note || "",
		description: note_hint(item, decision),
	};
	return named ? [named, note] : [note];
}

function note_hint(item, decision) {
	if (decision === "Carry Over") return __("It comes back at the next meeting. A reason helps whoever prepares it.");
	if (decision === "Escalate") return __("What is expected, and by when. The person is told.");
	return item.reference_name
		? __("Kept in the minutes, and in the trail of {0} with the name of this meeting.", [esc(item.reference_name)])
		: __("Kept in the minutes.");
}

function person_field(fieldname, label, item) {
	return {
		fieldname,
		label,
		fieldtype: "Link",
		options: "User",
		reqd: 1,
		get_query: () => ({
			filters: {
				enabled: 1,
				user_type: "System User",
				name: ["not in", ["Administrator", "Guest", item.responsible || ""]],
			},
		}),
	};
}

function add_to_agenda(frm) {
	return ask_of_meeting(frm, {
		title: __("Add to the Agenda"),
		label: __("Add"),
		method: "add_item",
		fields: [
			{
				fieldname: "reference_doctype",
				fieldtype: "Select",
				label: __("What"),
				default: "Improvement Action",
				options: [
					{ value: "Improvement Action", label: __("Improvement Action") },
					{ value: "Risk Register Entry", label: __("Risk Register Entry") },
					{ value: "", label: __("Other business") },
				],
			},
			{
				fieldname: "reference_name",
				fieldtype: "Dynamic Link",
				label: __("Record"),
				options: "reference_doctype",
				depends_on: "reference_doctype",
				get_query: () => {
					const services = (frm.doc.services || []).map((row) => row.service);
					return services.length ? { filters: { service: ["in", services] } } : {};
				},
			},
			{
				fieldname: "title",
				fieldtype: "Data",
				label: __("What is it about?"),
				depends_on: "eval:!doc.reference_doctype",
			},
		],
	});
}

function cancel_meeting(frm) {
	return ask_of_meeting(frm, {
		title: __("Cancel the Meeting"),
		label: __("Cancel the Meeting"),
		method: "cancel_meeting",
		fields: [
			{
				fieldname: "reason",
				fieldtype: "Small Text",
				label: __("Why does it not take place?"),
				reqd: 1,
				description: __("The record stays, with this reason."),
			},
		],
	});
}

async function build_agenda(frm) {
	const answer = await do_at_meeting(frm, "build_agenda");
	if (!answer) return;
	const text = answer.items === 1 ? __("One item on the agenda.") : __("{0} items on the agenda.", [answer.items]);
	frappe.show_alert({ message: text, indicator: "green" });
	const tab = frm.layout.tabs.find((each) => each.df.fieldname === "agenda_tab");
	if (tab && answer.items) tab.set_active();
}

function close_minutes(frm, { undecided, refused }) {
	const lines = [
		undecided === 1 ? __("One item is not decided: it comes back if it is still so.") : "",
		undecided > 1 ? __("{0} items are not decided: they come back if they are still so.", [undecided]) : "",
		refused ? __("{0} decisions were refused by their records: they are tried once more.", [refused]) : "",
		__("Afterwards nothing of this meeting can be changed any more."),
	].filter(Boolean);
	frappe.confirm(`<b>${__("Close the minutes?")}</b><br>${lines.join("<br>")}`, async () => {
		const answer = await do_at_meeting(frm, "hold");
		if (answer) frappe.show_alert({ message: __("The minutes are closed."), indicator: "green" });
	});
}
