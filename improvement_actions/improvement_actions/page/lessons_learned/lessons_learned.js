// Lessons of all actions that the person may read: searched by any words, and read as text, not as cells of a table.

const LESSONS_A_PAGE = 20;
const LESSON_COLOURS = { Completed: "purple", Closed: "green", "In Progress": "orange", Open: "blue" };

frappe.pages["lessons-learned"].on_page_load = (wrapper) => {
	wrapper.lessons = new LessonsLearned(wrapper);
};

frappe.pages["lessons-learned"].on_page_show = (wrapper) => {
	wrapper.lessons.take_route_options();
};

class LessonsLearned {
	constructor(wrapper) {
		this.page = frappe.ui.make_app_page({
			parent: wrapper,
			title: __("Lessons Learned"),
			single_column: true,
		});
		this.fields = {};
		this.asked = 0;
		const search = frappe.utils.debounce(() => this.search(), 300);
		this.add_field("words", "Data", __("Words"), search);
		this.add_field("theme", "Data", __("Theme"), search);
		this.add_field("factor", "Link", __("Contributory Factor"), search, "Contributory Factor");
		this.add_field("service", "Link", __("Service"), search, "Care Service");
		this.add_field("standard", "Link", __("Standard"), search, "Regulatory Standard");
		this.fields.words.$input.attr("type", "search").on("input", search);
		const $page = $(`<div class="ia-lessons-page"></div>`).appendTo(this.page.main);
		this.$found = $(`<p class="ia-lessons-found" role="status"></p>`).appendTo($page);
		this.$lessons = $(`<ol class="ia-lessons"></ol>`).appendTo($page);
		this.$more = $(`<button type="button" class="btn btn-default ia-lessons-more"></button>`)
			.text(__("Show more"))
			.on("click", () => this.show_more())
			.hide()
			.appendTo($page);
	}

	add_field(fieldname, fieldtype, label, change, options) {
		this.fields[fieldname] = this.page.add_field({ fieldname, fieldtype, label, options, change });
		this.fields[fieldname].$input?.attr("aria-label", label);
	}

	async take_route_options() {
		const options = frappe.route_options || {};
		frappe.route_options = null;
		for (const [fieldname, value] of Object.entries(options)) {
			if (this.fields[fieldname]) await this.fields[fieldname].set_value(value);
		}
		this.search();
	}

	values() {
		const values = Object.entries(this.fields).map(([name, field]) => {
			const typed = name === "words" ? field.$input.val() : field.get_value();
			return [name, typed || ""];
		});
		return Object.fromEntries(values);
	}

	async search() {
		const values = this.values();
		const asked = JSON.stringify(values);
		if (asked === this.shown) return;
		this.shown = asked;
		const answer = await this.ask(values, 0);
		if (!answer) return;
		this.$lessons.empty();
		this.show(answer, Boolean(Object.values(values).join("")));
	}

	async show_more() {
		const first_new = this.$lessons.children().length;
		const answer = await this.ask(this.values(), first_new);
		if (!answer) return;
		this.show(answer, true);
		this.$lessons.children().eq(first_new).find("a").first().trigger("focus");
	}

	// The answer, or nothing when another search has been asked for meanwhile.
	async ask(values, start) {
		const number = ++this.asked;
		const answer = await frappe.xcall("improvement_actions.learning.lessons.search", {
			...values,
			start,
			page_length: LESSONS_A_PAGE,
		});
		return number === this.asked ? answer : null;
	}

	show({ lessons, total }, searching) {
		this.$lessons.append(lessons.map(lesson_html).join(""));
		const shown = this.$lessons.children().length;
		const none = searching
			? __("No lesson has all of these words. Try fewer, or parts of words.")
			: __("No lessons yet: they are written into an action when it is completed.");
		this.$found.text(total ? __("{0} of {1} lessons", [shown, total]) : none);
		this.$more.toggle(shown < total);
	}
}

function lesson_html(lesson) {
	const escape = frappe.utils.escape_html;
	const about = [lesson.action, lesson.service, lesson.completed_on && frappe.datetime.str_to_user(lesson.completed_on)];
	const colour = LESSON_COLOURS[lesson.status] || "gray";
	const change = lesson.change
		? `<p class="ia-lesson-change"><b>${__("What changed")}:</b> ${escape(lesson.change)}</p>`
		: "";
	return `<li class="ia-lesson">
		<p class="ia-lesson-words">${escape(lesson.lesson)}</p>
		${change}
		<p class="ia-lesson-about">
			<a href="/app/improvement-action/${encodeURIComponent(lesson.action)}">${escape(lesson.title)}</a>
			<span class="text-muted">${about.filter(Boolean).map(escape).join(" · ")}</span>
			<span class="indicator-pill ${colour}">${escape(__(lesson.status))}</span>
			${outcome_html(lesson)}
		</p>
	</li>`;
}

function outcome_html({ embedded_first, lasted }) {
	if (lasted !== null) {
		return lasted
			? `<span class="indicator-pill green">${__("Sustained at 180 days")}</span>`
			: `<span class="indicator-pill red">${__("Did not last")}</span>`;
	}
	if (embedded_first === null) return `<span class="indicator-pill gray">${__("Not verified yet")}</span>`;
	return embedded_first
		? `<span class="indicator-pill green">${__("Embedded at first verification")}</span>`
		: `<span class="indicator-pill orange">${__("Not embedded at first verification")}</span>`;
}
