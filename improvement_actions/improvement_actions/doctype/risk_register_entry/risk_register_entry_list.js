frappe.listview_settings["Risk Register Entry"] = {
	add_fields: ["status", "residual_score", "residual_band", "next_review_date", "risk_owner", "is_above_target"],
	hide_name_column: true,

	onload(list) {
		list.page.add_inner_button(__("Heat Map"), () => {
			const of = (field) => list.filter_area.get().find(([, name, operator]) => name === field && operator === "=");
			frappe.route_options = { service: of("service")?.[3], category: of("category")?.[3] };
			frappe.set_route("risk-heat-map");
		});
	},

	refresh(list) {
		list.show_people = () => list.render_list();
		improvement_actions.view_bar.attach(list);
	},

	formatters: {
		risk_owner(user) {
			const escape = frappe.utils.escape_html;
			const name = escape(improvement_actions.view_bar.full_name(user));
			return `<a class="filterable ellipsis" data-filter="risk_owner,=,${escape(user || "")}">${name}</a>`;
		},
		residual_score(score, _df, doc) {
			if (!score) return `<span class="text-muted">${__("Not assessed")}</span>`;
			const above = doc.is_above_target ? ` <span title="${__("Above target")}" aria-label="${__("Above target")}">↑</span>` : "";
			const band = frappe.utils.escape_html(doc.residual_band || "");
			return `<a class="filterable ellipsis" data-filter="residual_score,=,${score}"><b>${score}</b> ${band}${above}</a>`;
		},
	},

	get_indicator(doc) {
		const colors = {
			Open: "blue",
			"Control Change Pending": "orange",
			"Reassessment Due": "red",
			Accepted: "purple",
			Closed: "gray",
		};
		// A row has no room for all of it; the form has.
		const in_form = window.cur_frm && cur_frm.doc === doc;
		const short = { "Control Change Pending": __("Change Pending"), "Reassessment Due": __("Reassess") };
		const label = (!in_form && short[doc.status]) || __(doc.status);
		return [label, colors[doc.status], `status,=,${doc.status}`];
	},
};
