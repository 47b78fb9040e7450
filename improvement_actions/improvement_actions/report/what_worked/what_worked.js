const WHAT_WORKED_NUMBERS = {
	completed: __("Completed"),
	verified: __("Verified"),
	embedded_first: __("Embedded at First Verification"),
	checked: __("Known Whether It Lasted"),
	lasted: __("Sustained at 180 Days"),
	reopened: __("Reopened"),
	closed: __("Closed"),
	pilots: __("Pilots"),
	rolled_out: __("Pilots Rolled Out"),
};

frappe.query_reports["What Worked"] = {
	filters: [
		{
			fieldname: "from_date",
			label: __("Completed From"),
			fieldtype: "Date",
			default: frappe.datetime.add_months(frappe.datetime.get_today(), -12),
			reqd: 1,
		},
		{
			fieldname: "to_date",
			label: __("Completed To"),
			fieldtype: "Date",
			default: frappe.datetime.get_today(),
			reqd: 1,
		},
		{ fieldname: "service", label: __("Service"), fieldtype: "Link", options: "Care Service" },
		{
			fieldname: "group_by",
			label: __("Group By"),
			fieldtype: "Select",
			options: [
				"Contributory Factor and Approach",
				"Contributory Factor",
				"Approach",
				"Source Type",
				"Service",
			],
			default: "Contributory Factor and Approach",
			// The group that was looked into is none of the new ones.
			on_change: () => show_what_worked({ group: "", counted: "" }),
		},
		{
			fieldname: "counted",
			label: __("Show"),
			fieldtype: "Select",
			options: [
				{ value: "", label: __("The numbers") },
				...Object.entries(WHAT_WORKED_NUMBERS).map(([value, label]) => ({
					value,
					label: __("Actions: {0}", [label]),
				})),
			],
		},
		{ fieldname: "group", label: __("Of the Group"), fieldtype: "Data", depends_on: "eval:doc.counted" },
	],

	onload(report) {
		report.page.wrapper.on("click", ".ia-counted", (event) => {
			// With Ctrl or Cmd the link opens in a tab of its own.
			if (event.ctrlKey || event.metaKey) return;
			event.preventDefault();
			show_what_worked({ ...event.currentTarget.dataset });
		});
	},

	formatter(value, row, column, data, default_formatter) {
		const text = default_formatter(value, row, column, data);
		if (!data) return text;
		const counted = column.fieldname;
		if (counted === "group" && data.is_total) return `<b>${text}</b>`;
		if (!(counted in WHAT_WORKED_NUMBERS) || !("completed" in data) || !value) return text;
		const group = data.is_total ? "" : data.group;
		const escape = frappe.utils.escape_html;
		const label = __("{0}: show the actions", [WHAT_WORKED_NUMBERS[counted]]);
		return `<a class="ia-counted" href="${escape(address_of({ counted, group }))}" title="${label}"
			data-counted="${counted}" data-group="${escape(group)}">${text}</a>`;
	},
};

function address_of(more) {
	const filters = { ...frappe.query_report.get_filter_values(), ...more };
	return `/app/query-report/What Worked?${new URLSearchParams(filters)}`;
}

function show_what_worked(filters) {
	// In one go: each filter by itself would run the report.
	return frappe.query_report.set_filter_value({ group: "", counted: "", ...filters });
}
