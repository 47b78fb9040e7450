// What the form shows comes from the server (what_next); this script only lays it out and asks for input.

frappe.ui.form.on("Improvement Action", {
	setup(frm) {
		frm.set_query("action_owner", () => ({
			filters: { enabled: 1, user_type: "System User", name: ["not in", ["Administrator", "Guest"]] },
		}));
		frm.set_query("standards", () => ({ filters: { disabled: 0 } }));
		frm.set_query("service", () => ({ filters: { disabled: 0 } }));
		frm.set_query("parent_action", () => ({
			filters: { name: ["!=", frm.doc.name || ""], status: ["in", ["Draft", "Open", "In Progress"]] },
		}));
		frm.set_query("evidence", "readings", () => ({ filters: { action: frm.doc.name } }));
	},

	refresh(frm) {
		frm.moves = [];
		frm.set_intro();
		frm.events.lock_fields(frm);
		frm.events.draw_run_chart(frm);
		if (frm.is_new()) return;
		frm.events.add_buttons(frm);
		frm.events.show_what_next(frm);
	},

	lock_fields(frm) {
		const draft = frm.doc.status === "Draft";
		frm.set_df_property("due_date", "read_only", draft ? 0 : 1);
		frm.set_df_property("action_owner", "read_only", draft ? 0 : 1);
		frm.set_df_property(
			"progress_updates",
			"cannot_add_rows",
			!["Open", "In Progress"].includes(frm.doc.status)
		);
		if (["Closed", "Cancelled"].includes(frm.doc.status)) frm.disable_form();
	},

	add_buttons(frm) {
		const { status, action_owner } = frm.doc;
		const active = ["Open", "In Progress"].includes(status);
		// A verifier may write, to close or to return; working the action is its owner's and the managers'.
		const works_it = frappe.session.user === action_owner || frappe.user.has_role("Improvement Manager");
		const may_write = works_it && frm.perm[0] && frm.perm[0].write;
		if (active && may_write) {
			frm.add_custom_button(__("Add Progress"), () => frm.events.add_progress(frm));
			frm.add_custom_button(__("Reschedule"), () => frm.events.reschedule(frm), __("Change"));
			frm.add_custom_button(__("Add Sub-action"), () => frm.events.add_sub_action(frm), __("Change"));
		}
		if ((active || status === "Completed") && may_write) {
			frm.add_custom_button(__("Reassign"), () => frm.events.reassign(frm), __("Change"));
		}
		if ((active || status === "Completed") && frappe.model.can_create("Improvement Evidence")) {
			frm.add_custom_button(__("Add Evidence"), () =>
				frappe.new_doc("Improvement Evidence", { action: frm.doc.name })
			);
		}
		const may_review =
			frappe.model.can_create("Effectiveness Review") && action_owner !== frappe.session.user;
		if (status === "Completed" && may_review) {
			frm.add_custom_button(__("Record Review"), () => frm.events.record_review(frm)).addClass(
				"btn-primary"
			);
		}
	},

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

	before_workflow_action(frm) {
		const move = frm.moves.find((each) => each.action === frm.selected_workflow_action);
		if (!move || !move.reason_field) return;
		frappe.dom.unfreeze();
		frm.selected_workflow_action = null;
		frappe.prompt(
			{
				fieldname: "reason",
				fieldtype: "Small Text",
				label: __("Reason"),
				reqd: 1,
				description: __("Kept with the record and shown on its timeline."),
			},
			({ reason }) => call_and_reload(frm, "move", { workflow_action: move.action, reason }),
			__(move.action),
			__(move.action)
		);
		// The move is made together with its reason, so the form's own way of moving never goes on.
		return new Promise(() => {});
	},

	add_progress(frm) {
		const latest = frm.doc;
		frappe.prompt(
			[
				{
					fieldname: "note",
					fieldtype: "Small Text",
					label: __("What has been done since the last update?"),
					reqd: 1,
				},
				{
					fieldname: "percent_complete",
					fieldtype: "Percent",
					label: __("Complete (%)"),
					default: latest.percent_complete,
				},
				{ fieldtype: "Section Break" },
				{
					fieldname: "next_milestone",
					fieldtype: "Data",
					label: __("Next Milestone"),
					default: latest.next_milestone,
				},
				{ fieldtype: "Column Break" },
				{
					fieldname: "next_milestone_date",
					fieldtype: "Date",
					label: __("Milestone Due"),
					default: latest.next_milestone_date,
				},
				{ fieldtype: "Section Break" },
				{
					fieldname: "barrier",
					fieldtype: "Small Text",
					label: __("Barrier"),
					description: __("What stands in the way, and who could remove it. Empty: nothing."),
				},
			],
			(values) => call_and_reload(frm, "add_progress", values),
			__("Add Progress"),
			__("Add")
		);
	},

	reschedule(frm) {
		frappe.prompt(
			[
				{
					fieldname: "new_due_date",
					fieldtype: "Date",
					label: __("New Due Date"),
					reqd: 1,
					description: __("Now due {0}. Rescheduled {1} times so far.", [
						frappe.datetime.str_to_user(frm.doc.due_date),
						frm.doc.slip_count || 0,
					]),
				},
				{ fieldname: "reason", fieldtype: "Small Text", label: __("Reason"), reqd: 1 },
			],
			(values) => call_and_reload(frm, "reschedule", values),
			__("Reschedule"),
			__("Reschedule")
		);
	},

	reassign(frm) {
		frappe.prompt(
			[
				{
					fieldname: "new_owner",
					fieldtype: "Link",
					options: "User",
					label: __("New Owner"),
					reqd: 1,
					get_query: () => ({
						filters: {
							enabled: 1,
							user_type: "System User",
							name: ["not in", ["Administrator", "Guest", frm.doc.action_owner]],
						},
					}),
				},
				{ fieldname: "reason", fieldtype: "Small Text", label: __("Reason"), reqd: 1 },
			],
			async (values) => {
				await frm.call("reassign", values);
				frappe.show_alert({ message: __("Reassigned to {0}.", [values.new_owner]), indicator: "green" });
				// Whoever hands an action over may not be able to read it any more.
				if (frappe.user.has_role("Improvement Manager")) frm.reload_doc();
				else frappe.set_route("List", "Improvement Action");
			},
			__("Reassign"),
			__("Reassign")
		);
	},

	add_sub_action(frm) {
		frappe.prompt(
			[
				{ fieldname: "title", fieldtype: "Data", label: __("Title"), reqd: 1 },
				{
					fieldname: "action_owner",
					fieldtype: "Link",
					options: "User",
					label: __("Owner"),
					get_query: () => ({
						filters: {
							enabled: 1,
							user_type: "System User",
							name: ["not in", ["Administrator", "Guest"]],
						},
					}),
				},
				{
					fieldname: "due_date",
					fieldtype: "Date",
					label: __("Due Date"),
					description: __("Not after {0}. An Improvement Manager opens it.", [
						frappe.datetime.str_to_user(frm.doc.due_date),
					]),
				},
			],
			async (values) => {
				const { message: name } = await frm.call("spawn_sub_action", values);
				if (name) frappe.set_route("Form", "Improvement Action", name);
			},
			__("Add Sub-action"),
			__("Add")
		);
	},

	async record_review(frm) {
		const scheduled = await frappe.db.get_list("Effectiveness Review", {
			filters: { action: frm.doc.name, review_type: "Verification", outcome: ["is", "not set"] },
			limit: 1,
		});
		if (scheduled.length) frappe.set_route("Form", "Effectiveness Review", scheduled[0].name);
		else frappe.new_doc("Effectiveness Review", { action: frm.doc.name, review_type: "Verification" });
	},

	draw_run_chart(frm) {
		const wrapper = frm.fields_dict.run_chart.$wrapper.empty();
		const points = run_chart_points(frm.doc);
		if (!frm.doc.indicator || points.length < 2) return;
		const place = $("<div>").appendTo(wrapper)[0];
		// A chart that is drawn in a hidden tab has no width: wait until it is seen.
		new IntersectionObserver((entries, observer) => {
			if (!entries.some((entry) => entry.isIntersecting)) return;
			observer.disconnect();
			draw_chart(place, frm.doc, points);
		}).observe(wrapper[0]);
	},
});

// The baseline is where the run starts; readings follow in the order of their dates.
function run_chart_points(doc) {
	const readings = (doc.readings || [])
		.filter((row) => row.reading_date)
		.sort((one, other) => one.reading_date.localeCompare(other.reading_date))
		.map((row) => ({ label: frappe.datetime.str_to_user(row.reading_date), value: row.value }));
	if (!readings.length) return [];
	const start = doc.baseline_date ? frappe.datetime.str_to_user(doc.baseline_date) : __("Baseline");
	return [{ label: start, value: doc.baseline_value }, ...readings];
}

function draw_chart(place, doc, points) {
	const unit = doc.unit ? ` ${doc.unit}` : "";
	const marker = (label, value) => ({ label, value, options: { labelPos: "left" } });
	new frappe.Chart(place, {
		type: "line",
		height: 220,
		title: doc.indicator,
		colors: ["blue"],
		lineOptions: { dotSize: 5 },
		tooltipOptions: { formatTooltipY: (value) => `${value}${unit}` },
		data: {
			labels: points.map((point) => point.label),
			datasets: [{ name: doc.indicator, values: points.map((point) => point.value) }],
			yMarkers: [marker(__("Baseline"), doc.baseline_value), marker(__("Target"), doc.target_value)],
		},
	});
}

async function call_and_reload(frm, method, values) {
	await frm.call(method, values);
	return frm.reload_doc();
}
