// One day's check, to be read as a report. It is started by overdue_check (public/js/overdue_check.js).

frappe.ui.form.on("Improvement Nightly Run", {
	refresh(frm) {
		frm.disable_form();
		frm.set_intro(run_summary(frm.doc), run_colour(frm.doc));
		const { parts } = frm.doc;
		// One part that was done says nothing that the summary does not.
		frm.toggle_display("section_parts", parts.length > 1 || parts.some((part) => part.status !== "Done"));
		if (frm.doc.run_date === frappe.datetime.get_today()) {
			improvement_actions.overdue_check.add_to_form(frm, () => frm.reload_doc());
		}
		frm.add_custom_button(__("Escalations of the Day"), () =>
			frappe.set_route("List", "Improvement Escalation", { escalated_on: frm.doc.run_date })
		);
	},
});

function run_colour({ status, parts }) {
	if (parts.some((part) => part.status === "Failed")) return "red";
	return { Finished: "green", Marked: "blue" }[status] || "orange";
}

function run_summary({ status, finished_on, started_on, digests, parts }) {
	const at = (moment) => frappe.datetime.str_to_user(moment);
	const done = parts.filter((part) => part.status === "Done").length;
	if (parts.some((part) => part.status === "Failed")) {
		return __("Not everything could be done: {0} of {1} parts. The rest is tried again within the hour.", [
			done,
			parts.length,
		]);
	}
	return {
		Marking: __("Begun on {0}, and not at its end yet: {1} of {2} parts are done.", [
			at(started_on),
			done,
			parts.length,
		]),
		Marked: __("All actions are checked. People are told at the hour set in Improvement Settings."),
		Telling: __("All actions are checked, and people are being told."),
		Finished: digests
			? __("All actions were checked, and people were told. It ended on {0}.", [at(finished_on)])
			: __("All actions were checked. It ended on {0}.", [at(finished_on)]),
	}[status];
}
