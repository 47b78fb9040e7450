// "Check Overdue Now": starts the nightly pass by hand and shows how far it has come. The server is asked again and again, since
// not every site has the means to tell the browser by itself.

frappe.provide("improvement_actions");

improvement_actions.overdue_check = {
	methods: "improvement_actions.improvement_actions.doctype.improvement_nightly_run.improvement_nightly_run",
	label: () => __("Check Overdue Now"),
	may_start: () =>
		frappe.session.user === "Administrator" ||
		["Improvement Manager", "System Manager"].some((role) => frappe.user.has_role(role)),

	// Seconds: until the next question, until it is said that nobody has taken it up, and until it closes at the end.
	every: 1,
	patience: 15,
	farewell: 4,

	/** Start the check and show it; `when_done` is called once it has ended. */
	async start(when_done) {
		let before;
		try {
			before = await frappe.xcall(`${this.methods}.start`);
		} catch (refused) {
			return; // Frappe has shown the reason
		}
		this.show(before, when_done || (() => {}));
	},

	show(before, when_done) {
		const dialog = new frappe.ui.Dialog({ title: __("Checking What Is Overdue"), size: "small" });
		frappe.dom.set_style(this.css, "ia-check");
		dialog.$body.html(`<div class="ia-check">
			<div class="progress" role="progressbar" aria-valuemin="0" aria-valuemax="100" aria-valuenow="0"
				aria-label="${__("Progress of the check")}"><div class="progress-bar"></div></div>
			<div class="ia-check-words" role="status" aria-live="polite"></div></div>`);
		const check = { dialog, before, when_done, asked: Date.now(), gone: false };
		dialog.onhide = () => {
			check.gone = true;
			dialog.$wrapper.remove();
		};
		dialog.show();
		this.draw(check, before, true);
		this.ask_again(check);
	},

	ask_again(check) {
		setTimeout(async () => {
			if (check.gone) return;
			let now;
			try {
				now = await frappe.xcall(`${this.methods}.progress`);
			} catch (refused) {
				this.say(check, this.paragraph(__("How far it has come cannot be asked. It goes on all the same.")));
				return;
			}
			if (check.gone) return;
			if (now.running) {
				this.draw(check, now, now.waiting);
				this.ask_again(check);
			} else {
				this.end(check, now);
			}
		}, this.every * 1000);
	},

	draw(check, now, waiting) {
		const waited = (Date.now() - check.asked) / 1000;
		if (!waiting) {
			this.fill(check, this.percent(now));
			this.say(check, this.paragraph(this.phase(now)));
		} else if (waited < this.patience) {
			this.fill(check, 0);
			this.say(check, this.paragraph(__("Waiting for a background worker …")));
		} else {
			const late = __("No background worker has taken it up yet: they may be busy, or not running. It stays in the queue.");
			const leave = __("You can close this. If it does not start, tell whoever looks after the site.");
			this.say(check, this.paragraph(late) + this.paragraph(leave));
		}
	},

	/** Marking is the first half of the way, telling the second. */
	percent({ status, done, total }) {
		const part = total ? done / total : 0;
		return Math.round(50 * part + (["Telling", "Finished"].includes(status) ? 50 : 0));
	},

	phase({ status, done, total }) {
		if (status === "Telling") return __("Telling people: {0} of {1}", [done, total]);
		if (total > 1) return __("Checking the actions: part {0} of {1}", [Math.min(done + 1, total), total]);
		return __("Checking the actions …");
	},

	end(check, now) {
		this.fill(check, 100);
		const found = this.found(check.before, now);
		const said = [`<p><b>${found}</b></p>`];
		if (now.failed) {
			said.push(this.paragraph(__("Not everything could be done. The rest is tried again within the hour.")));
		} else if (now.status === "Marked") {
			said.push(this.paragraph(__("People are told later today, at the hour set in Improvement Settings.")));
		}
		if (now.notes.length) {
			const notes = now.notes.map((note) => `<li>${frappe.utils.escape_html(note)}</li>`).join("");
			said.push(`<p>${__("To look into:")}</p><ul>${notes}</ul>`);
		}
		if (now.name) {
			const url = `/app/improvement-nightly-run/${encodeURIComponent(now.name)}`;
			said.push(`<p><a href="${url}">${__("What was done today")}</a></p>`);
		}
		check.dialog.set_title(now.failed ? __("Checked in Part") : __("Checked"));
		this.say(check, said.join(""));
		check.when_done();
		// What somebody has to read stays until they close it.
		if (now.failed || now.notes.length) return;
		setTimeout(() => {
			if (check.gone) return;
			check.dialog.hide();
			frappe.show_alert({ message: found, indicator: "green" }, 10);
		}, this.farewell * 1000);
	},

	/** What this check has found: what was counted today, without what had been counted before. */
	found(before, now) {
		const more = (count) => Math.max(0, now[count] - before[count]);
		const counted = (number, one, many) => (number === 1 ? one : many);
		const overdue = more("newly_overdue");
		const escalations = more("escalations");
		const people = more("digests");
		return [
			__("{0} newly overdue", [overdue]),
			counted(escalations, __("{0} escalation", [escalations]), __("{0} escalations", [escalations])),
			counted(people, __("{0} person told", [people]), __("{0} people told", [people])),
		].join(", ");
	},

	fill({ dialog }, percent) {
		dialog.$body.find("[role='progressbar']").attr("aria-valuenow", percent);
		dialog.$body.find(".progress-bar").css("width", `${percent}%`);
	},

	/** Said again only when it is something else: whoever listens would hear it every second. */
	say(check, html) {
		if (check.said === html) return;
		check.said = html;
		check.dialog.$body.find(".ia-check-words").html(html);
	},

	paragraph: (text) => `<p>${text}</p>`,

	/** Put the button among the others of a form. */
	add_to_form(frm, when_done) {
		if (this.may_start()) frm.add_custom_button(this.label(), () => this.start(when_done));
	},

	/** Put the entry into the menu of a list, once. */
	add_to_list(list) {
		if (!this.may_start() || list.has_overdue_check) return;
		list.has_overdue_check = true;
		list.page.add_menu_item(this.label(), () => this.start(() => this.refresh_list(list)));
	},

	refresh_list(list) {
		list.last_args = null; // Frappe leaves out a refresh that follows another within three seconds
		list.refresh();
	},

	css: `
		.ia-check .progress { height: 10px; margin: 4px 0 12px; }
		.ia-check-words { min-height: 3em; overflow-wrap: anywhere; }
		.ia-check-words p { margin-bottom: 6px; }
		.ia-check-words ul { margin: 0 0 6px; padding-inline-start: 18px; }
		.ia-check-words a { text-decoration: underline; }
		@media (prefers-reduced-motion: reduce) { .ia-check .progress-bar { transition: none; } }
	`,
};
