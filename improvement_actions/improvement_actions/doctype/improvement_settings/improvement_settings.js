frappe.ui.form.on("Improvement Settings", {
	refresh(frm) {
		frm.add_custom_button(__("Start from the App's Word Lists"), async () => {
			const { message: lists } = await frm.call("own_word_lists");
			for (const [field, words] of Object.entries(lists)) {
				if (!frm.doc[field]) await frm.set_value(field, words);
			}
		});
	},
});
