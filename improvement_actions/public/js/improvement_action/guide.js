// What to do next, at the top of the form of an Improvement Action.

frappe.ui.form.on("Improvement Action", {
	async show_what_next(frm) {
		const name = frm.doc.name;
		const next = await frappe.xcall(
			"improvement_actions.improvement_actions.doctype.improvement_action.desk.what_next",
			{ action: name }
		);
		if (frm.doc.name !== name) return;
		frm.set_intro(); // two refreshes may be under way: the later answer replaces the earlier
		frm.moves = next.moves;
		next.locked.forEach((field) => frm.set_df_property(field, "read_only", 1));
		frm.fields_dict.evidence_list.$wrapper.html(next.proof);
		if (next.next_status) frm.events.say_what_next(frm, next);
	},

	say_what_next(frm, { next_status, missing, warnings, moves, overdue_since, sent_back }) {
		const lines = [];
		if (overdue_since) {
			lines.push(`<b>${__("Overdue since {0}.", [frappe.datetime.str_to_user(overdue_since)])}</b>`);
		}
		if (sent_back) {
			lines.push(`<b>${__("It came back:")}</b> ${frappe.utils.escape_html(sent_back)}`);
		}
		const move = moves.find((each) => each.to_status === next_status);
		const step = {
			Open: __("opened"),
			"In Progress": __("started"),
			Completed: __("completed"),
			Closed: __("closed"),
		}[next_status];
		const notes = [...missing, ...warnings];
		if (notes.length) {
			const items = notes.map((text) => `<li>${frappe.utils.escape_html(text)}</li>`).join("");
			lines.push(`${__("Before it can be {0}:", [`<b>${step}</b>`])}<ul class="mb-0">${items}</ul>`);
		} else if (move) {
			lines.push(__("Ready: choose {0} under Actions.", [`<b>${__(move.action)}</b>`]));
		} else {
			lines.push(__("Ready to be {0}, by someone whose role allows it.", [step]));
		}
		frm.set_intro(
			lines.map((line) => `<div>${line}</div>`).join(""),
			overdue_since || sent_back ? "red" : notes.length ? "orange" : "blue"
		);
	},
});
