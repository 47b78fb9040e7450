// The dialog that asks for a reading, on the form of an action and on that of its evidence.

frappe.provide("improvement_actions");

// `offers`: the actions it may be for, each with action, title, indicator and unit. `send(values)`: adds the reading and
// returns a promise. `evidence`: the evidence it comes from, when that is settled; `evidence_query`: where to pick some.
improvement_actions.ask_for_reading = function ({ offers, send, defaults = {}, evidence, evidence_query }) {
	const fields = [
		{
			fieldname: "reading_date",
			fieldtype: "Date",
			label: __("Date"),
			reqd: 1,
			default: defaults.reading_date || frappe.datetime.get_today(),
		},
		{ fieldtype: "Column Break" },
		{
			// Text, because a Float that is left empty turns into 0, and 0 is a reading.
			fieldname: "value",
			fieldtype: "Data",
			label: __("Value"),
			reqd: 1,
			default: as_typed(defaults.value),
			description: frappe.utils.escape_html(offers[0].unit || ""),
		},
		{ fieldtype: "Column Break" },
		{ fieldname: "sample_size", fieldtype: "Int", label: __("Sample Size"), non_negative: 1 },
		{ fieldtype: "Section Break" },
	];
	if (offers.length > 1) {
		fields.unshift(
			{
				fieldname: "action",
				fieldtype: "Select",
				label: __("Action"),
				reqd: 1,
				default: offers[0].action,
				options: offers.map(({ action, title }) => ({ value: action, label: `${action}: ${title}` })),
				onchange() {
					const chosen = offers.find((offer) => offer.action === dialog.get_value("action"));
					if (chosen) say_what_is_read(dialog, chosen);
				},
			},
			{ fieldtype: "Section Break" }
		);
	}
	if (evidence_query) {
		fields.push({
			fieldname: "evidence",
			fieldtype: "Link",
			options: "Improvement Evidence",
			label: __("Evidence"),
			get_query: () => evidence_query,
			description: __("What it was read from. Empty: none."),
			onchange: () => take_from_evidence(dialog),
		});
	}
	const dialog = new frappe.ui.Dialog({
		title: __("Add Reading"),
		fields,
		primary_action_label: __("Add"),
		async primary_action({ action = offers[0].action, ...reading }) {
			if (evidence) reading.evidence = evidence;
			reading.value = as_number(reading.value.trim());
			dialog.disable_primary_action();
			try {
				await send(action, reading);
				dialog.hide();
			} catch {
				// The server has said why: what was typed stays, to be put right.
			} finally {
				dialog.enable_primary_action();
			}
		},
	});
	dialog.$wrapper.on("keydown", (event) => {
		if ((event.ctrlKey || event.metaKey) && event.key === "Enter") {
			event.preventDefault();
			// What is being typed is taken when its field is left.
			document.activeElement.blur();
			dialog.get_primary_btn().trigger("click");
		}
	});
	dialog.get_field("value").$input.attr("inputmode", "decimal");
	dialog.show();
	say_what_is_read(dialog, offers[0]);
	return dialog;
};

function say_what_is_read(dialog, { indicator, unit }) {
	dialog.set_title(frappe.utils.escape_html(__("Reading: {0}", [indicator])));
	dialog.get_field("value").set_description(frappe.utils.escape_html(unit || ""));
}

// The date and value of the evidence that is chosen go where nothing else was entered.
async function take_from_evidence(dialog) {
	const name = dialog.get_value("evidence");
	if (!name) return;
	const { message: evidence } = await frappe.db.get_value("Improvement Evidence", name, [
		"evidence_date",
		"measured_value",
	]);
	if (dialog.get_value("reading_date") === frappe.datetime.get_today()) {
		dialog.set_value("reading_date", evidence.evidence_date);
	}
	// 0 also stands for a value that was never entered: that is asked.
	if (!dialog.get_value("value") && evidence.measured_value) {
		dialog.set_value("value", as_typed(evidence.measured_value));
	}
}

// A number as programs write it. Where a comma groups thousands, 98,4 is not 984: the server refuses it as it is.
function as_number(text) {
	const { group_sep } = get_number_format_info(get_number_format());
	const groups = group_sep ? text.split(group_sep) : [text];
	const grouped = groups.length === 1 || /^\d{3}(\D|$)/.test(groups[groups.length - 1]);
	return grouped ? strip_number_groups(text) : text;
}

// A number as its reader would type it: with a decimal comma, where that is used.
function as_typed(value) {
	if (!value) return "";
	const decimals = (String(value).split(".")[1] || "").length;
	return format_number(value, null, decimals);
}
