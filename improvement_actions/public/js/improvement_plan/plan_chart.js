// The chart of milestones and actions: the server draws it, as on the printed plan, in the width there is.

frappe.ui.form.on("Improvement Plan", {
	draw_plan_chart(frm) {
		const { $wrapper } = frm.fields_dict.milestones_chart;
		const name = frm.doc.name;
		// In a hidden tab there is no width yet: wait until it is seen. An empty element is never seen.
		if (frm.plan_chart_observer) frm.plan_chart_observer.disconnect();
		frm.plan_chart_observer = new IntersectionObserver(async (entries, observer) => {
			if (!entries.some((entry) => entry.isIntersecting)) return;
			observer.disconnect();
			const html = await frappe.xcall(
				"improvement_actions.improvement_actions.doctype.improvement_plan.desk.chart",
				{ plan: name, width: Math.round($wrapper.width()) }
			);
			if (frm.doc.name === name) $wrapper.html(html);
		});
		$wrapper.css("min-height", "1px");
		frm.plan_chart_observer.observe($wrapper[0]);
	},
});
