// The run chart of an Improvement Action: the server draws it, as on the printed record, in the width there is.

frappe.ui.form.on("Improvement Action", {
	draw_run_chart(frm) {
		const { $wrapper } = frm.fields_dict.run_chart;
		const name = frm.doc.name;
		// What stood there stays until the new chart comes, so that nothing jumps; unless it was another action's.
		if (frm.charted !== name) $wrapper.empty();
		if (frm.is_new() || !frm.doc.indicator || !(frm.doc.readings || []).length) {
			$wrapper.empty();
			return;
		}
		// In a hidden tab there is no width yet: wait until it is seen.
		if (frm.chart_observer) frm.chart_observer.disconnect();
		frm.chart_observer = new IntersectionObserver(async (entries, observer) => {
			if (!entries.some((entry) => entry.isIntersecting)) return;
			observer.disconnect();
			const chart = await frappe.xcall(
				"improvement_actions.improvement_actions.doctype.improvement_action.readings.chart",
				{ action: name, width: Math.round($wrapper.width()) }
			);
			if (frm.doc.name !== name) return;
			frm.charted = name;
			$wrapper.html(chart);
		});
		// An empty element is never seen.
		$wrapper.css("min-height", "1px");
		frm.chart_observer.observe($wrapper[0]);
	},
});
