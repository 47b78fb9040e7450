// What follows when an action is done: a pilot is rolled out, and the people who made an embedded change are thanked.

const RECOGNITION_METHODS = "improvement_actions.recognition";

frappe.ui.form.on("Improvement Action", {
	offer_roll_out(frm) {
		const { approach, status } = frm.doc;
		if (approach !== "Pilot" || !["Completed", "Closed"].includes(status)) return;
		if (!frappe.model.can_create("Improvement Action") || !frappe.user.has_role("Improvement Manager")) return;
		frm.add_custom_button(__("Roll out as full change"), () => frm.events.roll_out(frm));
	},

	roll_out(frm) {
		frm.events.ask(frm, {
			title: __("Roll Out as Full Change"),
			label: __("Make a Draft"),
			method: "roll_out",
			done: (name) => frappe.set_route("Form", "Improvement Action", name),
			fields: [
				{
					fieldname: "explanation",
					fieldtype: "HTML",
					options: `<p class="text-muted">${__(
						"The draft takes over what was tried, its measure and its target. Owner, due date and baseline are decided anew: where it is rolled out, things may stand elsewhere than they did for the pilot."
					)}</p>`,
				},
				{
					fieldname: "title",
					fieldtype: "Data",
					label: __("Title"),
					reqd: 1,
					default: frm.doc.title,
				},
				{
					fieldname: "service",
					fieldtype: "Link",
					options: "Care Service",
					label: __("Service"),
					default: frm.doc.service,
					get_query: () => ({ filters: { disabled: 0 } }),
				},
			],
		});
	},

	offer_thanks(frm, { may_thank }) {
		const label = __("Thank the People");
		frm.remove_custom_button(label);
		if (may_thank) frm.add_custom_button(label, () => frm.events.thank_people(frm));
	},

	async thank_people(frm) {
		const proposed = await frappe.xcall(`${RECOGNITION_METHODS}.propose`, { action: frm.doc.name });
		const dialog = frm.events.ask(frm, {
			title: __("Thank the People"),
			label: __("Thank"),
			call: `${RECOGNITION_METHODS}.thank`,
			always: { action: frm.doc.name },
			done: () => {
				frappe.show_alert({ message: __("Thanked, and told by their bell."), indicator: "green" });
				return frm.reload_doc();
			},
			fields: thanking_fields(proposed),
		});
		dialog.$wrapper.find(".modal-dialog").addClass("modal-lg");
	},
});

function thanking_fields({ people, message, thanked }) {
	const before = thanked.length
		? [
				{
					fieldname: "thanked",
					fieldtype: "HTML",
					options: `<p class="ia-thanked">${__("Thanked for this closing already: {0}.", [
						frappe.utils.escape_html(thanked.join(", ")),
					])}</p>`,
				},
		  ]
		: [];
	const again = thanked.length
		? [{ fieldname: "again", fieldtype: "Check", label: __("Thank those once more who have been thanked already") }]
		: [];
	return [
		...before,
		{
			fieldname: "message",
			fieldtype: "Small Text",
			label: __("What you thank them for"),
			reqd: 1,
			default: message,
			description: __(
				"Read by everybody who may read this action. No names or details of people who use the service."
			),
		},
		{
			fieldname: "people",
			fieldtype: "Table",
			label: __("People"),
			description: __("Take out or add whom you like. Somebody without an account is thanked by name alone."),
			data: people,
			get_data: () => people,
			in_place_edit: true,
			fields: [
				// On a telephone the first column is what one sees.
				{ fieldname: "person_name", fieldtype: "Data", label: __("Name"), in_list_view: 1, columns: 3 },
				{
					fieldname: "person",
					fieldtype: "Link",
					options: "User",
					label: __("User"),
					in_list_view: 1,
					columns: 4,
					get_query: () => ({
						filters: { enabled: 1, name: ["not in", ["Administrator", "Guest"]] },
					}),
				},
				{ fieldname: "part", fieldtype: "Data", label: __("What They Did"), in_list_view: 1, columns: 3 },
			],
		},
		...again,
	];
}
