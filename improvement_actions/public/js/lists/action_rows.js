// Rows of the list of actions: a second line for what stands out, and on a phone for what its columns would say.

frappe.provide("improvement_actions");

improvement_actions.action_rows = {
	prepare(list) {
		frappe.dom.set_style(improvement_actions.marks.css, "ia-marks");
		frappe.dom.set_style(this.css, "ia-action-rows");
		list.page.main.addClass("ia-action-list");
		// Frappe draws the rows again by this after a realtime update too, without telling the list's script.
		const draw = list.render_list.bind(list);
		list.render_list = () => {
			draw();
			this.add_notes(list);
		};
		list.show_people = () => list.render_list();
		list.$result.on("click", ".ia-mark[data-view]", (event) => {
			event.stopPropagation();
			event.preventDefault();
			improvement_actions.view_bar.apply(list, event.currentTarget.dataset.view);
		});
	},

	add_notes(list) {
		list.$result.find(".list-row-container").each((index, row) => {
			const doc = list.data[index];
			if (!doc) return;
			const $subject = $(row).find(".list-subject a[data-name]").first().parent();
			$subject.addClass("ia-subject").append(this.notes(list, doc));
		});
	},

	notes(list, doc) {
		const { marks } = improvement_actions;
		const escape = frappe.utils.escape_html;
		const late = marks.is_overdue(doc) ? "ia-late" : "";
		const on_phone = [
			list.get_indicator_html(doc),
			`<span class="${late}">${escape(marks.due_beside_state(doc))}</span>`,
			`<span>${escape(marks.full_name(doc.action_owner))}</span>`,
		];
		return `<div class="ia-notes">
			<span class="ia-on-phone">${on_phone.join(" ")}</span>${marks.html(doc)}</div>`;
	},

	css: `
		.ia-action-list .list-row { height: auto; min-height: 46px; padding-top: 5px; padding-bottom: 5px; }
		.ia-action-list .list-row-head { height: 40px; }
		.ia-action-list .list-row .level-right { flex: 0 0 96px; }
		.ia-action-list .list-row-head .level-right { flex: 0 0 96px; }
		.ia-action-list .list-row .list-assignments, .ia-action-list .list-row .comment-count,
		.ia-action-list .list-row .mx-2 { display: none !important; }
		.ia-action-list .list-subject { flex: 3; min-width: 0; }
		.ia-action-list .list-row .ia-subject { display: block; flex: 1 1 0;
			min-width: 0; max-width: 100%; white-space: normal; }
		.ia-action-list .list-row .ia-subject > a { display: -webkit-box; -webkit-line-clamp: 2;
			-webkit-box-orient: vertical; white-space: normal; line-height: 1.35; }
		.ia-action-list .list-row-col { margin-right: 10px; }
		.ia-action-list .level-left > .list-row-col:nth-child(3) { flex: 0 0 142px; }
		.ia-notes { line-height: 20px; font-weight: 400; }
		.ia-notes:not(:has(.ia-mark)) { display: none; }
		.ia-on-phone { display: none; }
		@media (max-width: 767px) {
			.ia-notes, .ia-notes:not(:has(.ia-mark)) { display: block; margin-top: 3px; }
			.ia-on-phone { display: flex; gap: 8px; align-items: center; flex-wrap: wrap; color: var(--text-muted);
				font-size: 12px; margin-bottom: 2px; }
			.ia-action-list .list-row .level-right, .ia-action-list .list-row-head .level-right { display: none; }
			.ia-action-list .list-row .level-left { flex: 1; min-width: 0; }
		}
	`,
};
