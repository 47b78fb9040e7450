// A line below what a row is called. On a phone Frappe shows nothing else of a row but a coloured dot.

frappe.provide("improvement_actions");

/** Put what `say` returns for a record below its name, in every row of `list`. Call it from a list's `refresh`. */
improvement_actions.row_said = (list, say) => {
	list.$result.addClass("ia-said").find(".ia-row-said").remove();
	list.$result.find(".list-row-container").each((index, row) => {
		const doc = list.data[index];
		if (!doc) return;
		const line = `<div class="ia-row-said">${frappe.utils.escape_html(say(doc))}</div>`;
		$(row).find(".list-subject a[data-name]").first().parent().append(line);
	});
};
