frappe.query_reports["Improvement Action Register"] = {
	filters: [
		{ fieldname: "service", label: __("Service"), fieldtype: "Link", options: "Care Service" },
		{ fieldname: "action_owner", label: __("Owner"), fieldtype: "Link", options: "User" },
		{
			fieldname: "status",
			label: __("Status"),
			fieldtype: "Select",
			options: ["", "Draft", "Open", "In Progress", "Completed", "Closed", "Cancelled"],
		},
		{
			fieldname: "priority",
			label: __("Priority"),
			fieldtype: "Select",
			options: ["", "Critical", "High", "Medium", "Low"],
		},
		{ fieldname: "due_from", label: __("Due From"), fieldtype: "Date" },
		{ fieldname: "due_to", label: __("Due To"), fieldtype: "Date" },
		{ fieldname: "overdue_only", label: __("Overdue Only"), fieldtype: "Check" },
		{ fieldname: "slipping_only", label: __("Slipping Only"), fieldtype: "Check" },
		{ fieldname: "stale_only", label: __("Stale Only"), fieldtype: "Check" },
		{ fieldname: "aspirational_only", label: __("Aspirational Only"), fieldtype: "Check" },
		{ fieldname: "barrier_only", label: __("With a Barrier Only"), fieldtype: "Check" },
	],

	formatter(value, row, column, data, default_formatter) {
		const text = default_formatter(value, row, column, data);
		const late = data && column.fieldname === "days_overdue" && data.days_overdue > 0;
		return late ? `<span class="text-danger font-weight-bold">${text}</span>` : text;
	},
};
