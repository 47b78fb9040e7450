// What is asked of people on the form of an Improvement Action; public/js/asking.js says how.

frappe.ui.form.on("Improvement Action", {
	ask(frm, question) {
		const changed = __(
			"Somebody else has just changed this action. It is up to date again: look at it and try once more."
		);
		return improvement_actions.ask(frm, { changed, ...question });
	},

	call_and_reload(frm, method, values) {
		return frm.call(method, values).then(() => frm.reload_doc());
	},
});
