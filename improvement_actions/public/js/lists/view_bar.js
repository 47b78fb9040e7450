// The row of ready-made views above a list (overdue, slipping, awaiting my verification ...).
// Which views there are, what is in them and how many, is the server's business: list_views.get_views.

frappe.provide("improvement_actions");

improvement_actions.view_bar = {
	//: Full names by user, for lists that show an owner or a reviewer; Frappe knows only who is signed in.
	people: {},

	//: The level from which an overdue action is called escalated: what the view of those holds.
	escalated_from: 1,

	full_name: (user) => (user ? improvement_actions.view_bar.people[user] || frappe.user.full_name(user) : ""),

	/** Put the row above `list` (once) and bring its counts up to date. Call it from a list's `refresh`. */
	attach(list) {
		if (!list.$frappe_list || !list.filter_area) return;
		if (!list.$ready_views) {
			frappe.dom.set_style(this.css, "ia-ready-views");
			list.$ready_views = $(`<div class="ia-views" role="group"></div>`)
				.attr("aria-label", __("Ready-made filters"))
				.insertBefore(list.page.page_form)
				.on("click", "button", (event) => this.choose(list, event.currentTarget.dataset.view));
		}
		this.update(list);
	},

	/** The users in the rows of `list` whose full names are not known yet. */
	unknown(list) {
		const fields = ["action_owner", "reviewer", "risk_owner", "plan_lead", "chair"];
		const users = (list.data || []).flatMap((row) => fields.map((field) => row[field]));
		return [...new Set(users)].filter((user) => user && !this.people[user]);
	},

	async update(list) {
		const filters = JSON.stringify(list.filter_area.get().map((filter) => filter.slice(0, 4)));
		const opening = !list.ready_views;
		const chosen = opening ? (list.view_user_settings || {}).ready_view : null;
		const answer = await frappe.xcall("improvement_actions.list_views.get_views", {
			doctype: list.doctype,
			filters,
			chosen,
			named: JSON.stringify(this.unknown(list)),
		});
		const unnamed = Object.keys(answer.people).length > 0;
		Object.assign(this.people, answer.people);
		const escalated = answer.views.find(({ name }) => name === "escalated");
		const level = escalated && escalated.filters.find(([field]) => field === "escalation_level")[2];
		const moved = Boolean(level) && level !== this.escalated_from;
		if (moved) this.escalated_from = level;
		list.ready_views = answer;
		this.draw(list);
		if (opening && answer.renewed) return this.apply(list, answer.active);
		if (opening && list.opens_with && filters === "[]") return this.apply(list, list.opens_with);
		// The rows were drawn before this was known.
		if ((unnamed || moved) && list.data.length && list.show_people) list.show_people();
	},

	draw(list) {
		const { views, active } = list.ready_views;
		const escape = frappe.utils.escape_html;
		list.$ready_views.html(
			views
				.map(
					(view) => `<button type="button" class="btn btn-default btn-xs ia-view ${
						view.name === active ? "active" : ""
					} ${view.count ? "" : "ia-none"}"
						data-view="${escape(view.name)}" aria-pressed="${view.name === active}"
						title="${escape(view.explanation)}">${escape(view.label)}
						${this.count(view)}</button>`
				)
				.join("")
		);
		const $active = list.$ready_views.find(".active");
		// On a phone the row scrolls sideways; what was chosen must not be out of sight.
		if ($active.length) list.$ready_views.scrollLeft($active[0].offsetLeft - 60);
	},

	/** How many there are; where the server stopped counting, "1,000+", read out as "1,000 or more". */
	count({ count, more }) {
		const number = count.toLocaleString((frappe.boot.lang || "en").replace("_", "-"));
		if (!more) return `<span class="ia-count">${number}</span>`;
		const words = __("{0} or more", [number]);
		return `<span class="ia-count" aria-hidden="true">${number}+</span><span class="sr-only">${words}</span>`;
	},

	/** Show the view called `name`, or everything again when it is shown already. */
	choose(list, name) {
		return this.apply(list, name === list.ready_views.active ? null : name);
	},

	async apply(list, name) {
		const { views, others } = list.ready_views;
		const view = views.find((each) => each.name === name);
		const added = view ? view.filters.map((filter) => [list.doctype, ...filter]) : [];
		const replaced = (filter) => added.some((each) => each[1] === filter[1] && each[2] === filter[2]);
		const wanted = [...others.filter((filter) => !replaced(filter)), ...added];
		list.save_view_user_settings && list.save_view_user_settings({ ready_view: name || "" });
		await list.filter_area.clear(false);
		await list.filter_area.set(wanted);
		list.start = 0;
		list.last_args = null; // Frappe leaves out a refresh with the same filters as a moment ago
		list.refresh();
	},

	css: `
		.ia-views { position: relative; display: flex; gap: 6px; padding: 12px 15px 6px; overflow-x: auto; scrollbar-width: none; }
		.ia-views:empty { display: none; }
		.ia-view.btn { flex: none; border-radius: 999px; padding: 3px 10px; white-space: nowrap; }
		.ia-views .ia-view.btn.active { background: var(--gray-800, #333) !important; color: #fff !important; }
		.ia-view .ia-count { font-weight: 600; margin-left: 3px; }
		.ia-view.ia-none, .ia-view.ia-none .ia-count { color: var(--text-muted); font-weight: 400; }
		.ia-view.active.ia-none .ia-count { color: #fff; }
		@media (max-width: 767px) {
			.ia-views { padding: 10px; } .ia-view.btn { padding: 6px 12px; }
			.ia-views ~ .page-form { flex-wrap: wrap; }
			.ia-views ~ .page-form .standard-filter-section { display: grid; grid-template-columns: 1fr 1fr; column-gap: 8px;
				flex: 1 0 100%; }
			.ia-views ~ .page-form .standard-filter-section > * { max-width: 100%; padding: 0; min-width: 0; }
		}
	`,
};
