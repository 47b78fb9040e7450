// Importing the findings of a report into a plan: paste or choose a file, look at what would become of it, import. The dialog
// keeps all that was entered until it is closed, whatever is refused.

class PlanFindingsImport {
	constructor(frm) {
		this.frm = frm;
		this.file = null;
		this.mapping = null;
		this.only_problems = null;
	}

	show() {
		this.dialog = new frappe.ui.Dialog({
			title: __("Import Findings"),
			size: "extra-large",
			fields: this.fields(),
			primary_action_label: __("Check"),
			primary_action: () => this.act(),
			secondary_action_label: __("Import Only the Good Rows"),
			secondary_action: () => this.import(true),
		});
		const { $wrapper, fields_dict } = this.dialog;
		// A click beside the dialog would throw away what was entered.
		$wrapper.modal({ backdrop: "static", show: false });
		$wrapper.addClass("ia-dialog ia-import");
		fields_dict.refusal.$wrapper.attr("role", "alert");
		this.listen();
		this.offer("check");
		this.dialog.show();
	}

	fields() {
		const { service } = this.frm.doc;
		return [
			{ fieldtype: "HTML", fieldname: "refusal" },
			{
				fieldtype: "Link",
				fieldname: "source_type",
				label: __("What They Are"),
				options: "Improvement Source Type",
				default: "Inspection Report Finding",
				get_query: () => ({ filters: { disabled: 0, is_inspection_finding: 1 } }),
				change: () => this.forget(),
			},
			{ fieldtype: "Column Break" },
			{
				fieldtype: "Date",
				fieldname: "occurred_on",
				label: __("Date of the Inspection"),
				default: frappe.datetime.get_today(),
				max_date: frappe.datetime.now_date(true),
				change: () => this.forget(),
			},
			{ fieldtype: "Column Break" },
			{
				fieldtype: "Link",
				fieldname: "service",
				label: __("Service"),
				options: "Care Service",
				default: service,
				read_only: service ? 1 : 0,
				get_query: () => ({ filters: { disabled: 0 } }),
				change: () => this.forget(),
			},
			{ fieldtype: "Section Break" },
			{ fieldtype: "HTML", fieldname: "file", options: this.file_html() },
			{
				fieldtype: "Small Text",
				fieldname: "text",
				label: __("Or Paste Them Here"),
				description: __(
					"From a spreadsheet, a table in Word, or as plain paragraphs, one for each finding. Rows with the same reference are actions of one finding."
				),
			},
			{ fieldtype: "HTML", fieldname: "preview" },
		];
	}

	file_html() {
		const template = `/api/method/${PLAN_FINDINGS}downloads.download_template`;
		return `<div class="ia-import-file mb-3">
			<label class="btn btn-sm btn-default mb-0">${__("Choose a File")}
				<input type="file" class="sr-only" accept=".xlsx,.xlsm,.csv,.tsv,.txt" data-file></label>
			<span data-file-name class="text-muted">${__("Excel (.xlsx) or CSV")}</span>
			<button type="button" class="btn btn-xs btn-default" data-forget-file hidden>${__("Take it out")}</button>
			<select class="form-control input-xs" style="width: auto" data-sheet aria-label="${__("Sheet")}" hidden></select>
			<a href="${template}" class="small">${__("Empty sheet to fill in")}</a>
		</div>`;
	}

	listen() {
		const { $wrapper, fields_dict } = this.dialog;
		$wrapper.on("change", "[data-file]", ({ currentTarget }) => this.take_file(currentTarget));
		$wrapper.on("click", "[data-forget-file]", () => this.take_file(null));
		$wrapper.on("change", "[data-sheet]", () => this.forget(true));
		$wrapper.on("change", "[data-column]", () => this.map_columns());
		$wrapper.on("change", "[data-only-problems]", ({ currentTarget }) => {
			this.only_problems = currentTarget.checked;
			this.draw_rows();
		});
		$wrapper.on("click", "[data-download]", ({ currentTarget }) => this.download(currentTarget));
		const { $input } = fields_dict.text;
		$input.attr("spellcheck", "false");
		$input.on("input", () => this.forget(true));
		$input.on("paste", (event) => {
			const html = event.originalEvent.clipboardData?.getData("text/html");
			const table = html && plan_findings_table(html);
			if (!table) return;
			event.preventDefault();
			// Unlike setting the value, this can be undone by Ctrl and Z.
			if (!document.execCommand("insertText", false, table)) $input.val($input.val() + table).trigger("input");
		});
	}

	take_file(input) {
		this.file = input?.files[0] || null;
		const { $wrapper } = this.dialog;
		if (!this.file) $wrapper.find("[data-file]").val("");
		$wrapper.find("[data-file-name]").text(this.file ? this.file.name : __("Excel (.xlsx) or CSV"));
		$wrapper.find("[data-forget-file]").prop("hidden", !this.file);
		$wrapper.find("[data-sheet]").prop("hidden", true).empty();
		// One or the other: what is pasted stays where it is, and is read when the file is taken out.
		this.dialog.fields_dict.text.$wrapper.toggle(!this.file);
		this.forget(true);
	}

	// What was entered has changed: what was shown of it holds no longer. `columns`: nor do its columns.
	forget(columns = false) {
		if (!this.dialog) return;
		if (columns) this.mapping = null;
		if (!this.preview) return;
		this.preview = null;
		this.dialog.fields_dict.preview.$wrapper.empty();
		this.offer("check");
	}

	map_columns() {
		const chosen = [...this.dialog.$wrapper.find("[data-column]")];
		this.mapping = Object.fromEntries(chosen.map((select) => [select.dataset.column, select.value || null]));
		return this.check();
	}

	async args() {
		const { fields_dict, $wrapper } = this.dialog;
		const args = {
			plan: this.frm.doc.name,
			source_type: fields_dict.source_type.get_value() || null,
			occurred_on: fields_dict.occurred_on.get_value() || null,
			service: fields_dict.service.get_value() || null,
			mapping: this.mapping,
		};
		if (!this.file) return { ...args, text: fields_dict.text.$input.val() };
		const content = await plan_findings_file(this.file);
		return { ...args, file_name: this.file.name, content, sheet: $wrapper.find("[data-sheet]").val() || null };
	}

	act() {
		return this.preview ? this.import(false) : this.check();
	}

	check() {
		return this.busy(__("Reading…"), async () => {
			this.preview = await send_plan_findings("doors.preview_findings", await this.args());
			if (this.only_problems === null) this.only_problems = this.preview.counts["Not Imported"] > 0;
			this.draw();
		});
	}

	import(only_good) {
		return this.busy(__("Importing…"), async () => {
			const args = { ...(await this.args()), only_good, in_background: true };
			const started = await send_plan_findings("doors.import_findings", args);
			const done = started.job ? await this.follow(started.job) : started;
			this.finish(done, args);
		});
	}

	async follow(job) {
		for (;;) {
			const { state, done, total, answer, problems } = await send_plan_findings("doors.import_progress", { job });
			if (state === "Done") return answer;
			if (state === "Failed") throw new Error(problems.map(escape_finding).join("<br>"));
			this.say(total ? __("Importing: {0} of {1}", [done, total]) : __("Waiting for a worker…"));
			await new Promise((later) => setTimeout(later, 1000));
		}
	}

	async busy(words, work) {
		if (this.is_busy) return;
		this.is_busy = true;
		const { refusal } = this.dialog.fields_dict;
		const buttons = this.dialog.$wrapper.find(".modal-footer .btn");
		refusal.$wrapper.empty();
		buttons.prop("disabled", true);
		this.say(words);
		try {
			await work();
		} catch (refused) {
			refusal.$wrapper.html(`<div class="ia-refusal">${refused.message}</div>`);
			refusal.$wrapper[0].scrollIntoView({ block: "nearest" });
		} finally {
			this.is_busy = false;
			buttons.prop("disabled", false);
			this.offer(this.offered);
		}
	}

	say(words) {
		this.dialog.get_primary_btn().text(words);
	}

	draw() {
		const { preview } = this.dialog.fields_dict;
		const { sheets, sheet, problems } = this.preview;
		const choice = this.dialog.$wrapper.find("[data-sheet]");
		choice.prop("hidden", sheets.length < 2).html(
			sheets.map((name) => `<option${name === sheet ? " selected" : ""}>${escape_finding(name)}</option>`)
		);
		const wrong = problems.map(({ message }) => `<div class="ia-refusal">${escape_finding(message)}</div>`);
		preview.$wrapper.html(`${wrong.join("")}${plan_findings_columns_html(this.preview)}<div data-rows></div>`);
		this.draw_rows();
		this.offer("import");
	}

	draw_rows() {
		const html = plan_findings_rows_html(this.preview, this.only_problems);
		this.dialog.fields_dict.preview.$wrapper.find("[data-rows]").html(html);
	}

	// Which buttons there are: "check" first, "import" when it is known what would come of it, "close" in the end.
	offer(offered) {
		this.offered = offered;
		const primary = this.dialog.get_primary_btn();
		const secondary = this.dialog.get_secondary_btn();
		const { counts, problems } = this.preview || {};
		const some = counts && !problems.length && counts.Finding + counts.Action > 0;
		const all = some && !counts["Not Imported"];
		primary.text(
			{
				check: __("Check"),
				import: all ? __("Import All {0} Rows", [counts.Finding + counts.Action]) : __("Import All"),
				close: __("Close"),
			}[offered]
		);
		primary.prop("disabled", offered === "import" && !all);
		primary.attr("title", offered === "import" && some && !all ? __("Some rows cannot be imported") : null);
		secondary.text(some ? __("Import Only the {0} Good Rows", [counts.Finding + counts.Action]) : "");
		secondary.toggleClass("hide", !(offered === "import" && some && !all)).toggle(offered === "import" && some && !all);
	}

	finish(done, args) {
		const { $wrapper, fields_dict, body } = this.dialog;
		this.sent = args;
		this.preview = null;
		// What was entered has done its work: only what came of it is shown.
		$(body).find(".form-section").hide();
		fields_dict.preview.$wrapper
			.html(plan_findings_summary_html(this.frm.doc.name, done))
			.closest(".form-section")
			.show();
		fields_dict.text.$wrapper.add(fields_dict.file.$wrapper).hide();
		$wrapper.find(".modal-body").scrollTop(0);
		this.dialog.set_primary_action(__("Close"), () => this.dialog.hide());
		this.offer("close");
		// Not by loading the plan again: what somebody has typed into it stays.
		this.frm.events.show_findings(this.frm);
		this.frm.events.show_plan_next(this.frm);
		this.frm.events.draw_plan_chart(this.frm);
	}

	download({ dataset }) {
		return this.busy(__("Downloading…"), () =>
			download_plan_findings("downloads.download_bad_rows", { ...this.sent, file_type: dataset.download })
		);
	}
}
