// What people do with a plan, asked for in dialogs and carried out by its methods.

frappe.ui.form.on("Improvement Plan", {
	ask(frm, question) {
		const changed = __("Somebody else has just changed this plan. It is up to date again: look at it and try once more.");
		return improvement_actions.ask(frm, { changed, ...question });
	},

	add_plan_buttons(frm, { may_write }) {
		frm.clear_custom_buttons();
		if (!may_write) return;
		const { status } = frm.doc;
		const ask = (label, method) => () => frm.events[method](frm, label);
		if (["Draft", "Issued"].includes(status)) {
			const label = frm.doc.current_version ? __("Issue Again") : __("Issue");
			frm.add_custom_button(label, ask(label, "issue_plan")).addClass("btn-primary");
			if (status === "Issued") frm.add_custom_button(__("Complete"), ask(__("Complete"), "complete_this_plan"), __("Close"));
			frm.add_custom_button(__("Cancel Plan"), ask(__("Cancel Plan"), "cancel_this_plan"), __("Close"));
		} else {
			frm.add_custom_button(__("Reopen"), ask(__("Reopen"), "reopen_this_plan"));
		}
	},

	async issue_plan(frm, label) {
		// Issued is what is stored, so what was typed is stored first; and only then is it known what is missing.
		if (frm.is_dirty()) await frm.save();
		await frm.events.show_plan_next(frm);
		const { missing, notes, changes, changed } = frm.plan_next;
		const escape = frappe.utils.escape_html;
		const list = (lines) => `<ul>${lines.map((line) => `<li>${escape(line)}</li>`).join("")}</ul>`;
		if (missing.length) {
			const lines = missing.map(({ message, mend }) => `${message} ${mend}`.trim());
			frappe.msgprint({ title: __("Not ready to be issued"), indicator: "orange", message: list(lines) });
			return;
		}
		const number = (frm.doc.current_version || 0) + 1;
		let about = `<p>${__("The plan is kept as it stands now, as version {0} with its PDF. Nobody can change it afterwards.", [number])}</p>`;
		if (number > 1) {
			about += changed
				? `<p><b>${__("Different from version {0}:", [number - 1])}</b></p>${list(changes)}`
				: `<p><b>${__("Nothing is different from version {0}.", [number - 1])}</b></p>`;
		}
		if (notes.length) about += `<p><b>${__("Worth knowing:")}</b></p>${list(notes.map((note) => note.message))}`;
		frm.events.ask(frm, {
			title: __("Issue Version {0}", [number]),
			label,
			method: "issue",
			done: () => {
				frappe.show_alert({ message: __("Version {0} issued.", [number]), indicator: "green" });
				return frm.reload_doc();
			},
			fields: [
				{ fieldname: "about", fieldtype: "HTML", options: `<div class="ia-issue-about">${about}</div>` },
				{
					fieldname: "note",
					fieldtype: "Small Text",
					label: __("Note"),
					description: __("Why it is issued, or to whom. Kept with the version and printed on it."),
				},
			],
		});
	},

	complete_this_plan(frm, label) {
		ask_plan_reason(frm, label, "complete_plan", __("What has the plan achieved, and how do you know?"));
	},

	cancel_this_plan(frm, label) {
		ask_plan_reason(frm, label, "cancel_plan", __("Why will the plan not be carried out?"));
	},

	reopen_this_plan(frm, label) {
		ask_plan_reason(frm, label, "reopen_plan", __("Why is the plan reopened?"));
	},
});

async function ask_plan_reason(frm, label, method, question) {
	if (frm.is_dirty()) await frm.save();
	frm.events.ask(frm, {
		title: label,
		label,
		method,
		done: () => frm.reload_doc(),
		fields: [
			{
				fieldname: "reason",
				fieldtype: "Small Text",
				label: question,
				reqd: 1,
				description: __("Kept with the plan and shown on its timeline."),
			},
		],
	});
}
