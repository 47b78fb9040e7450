// The run chart of an Improvement Action: its readings over time, with baseline and target.

frappe.ui.form.on("Improvement Action", {
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
