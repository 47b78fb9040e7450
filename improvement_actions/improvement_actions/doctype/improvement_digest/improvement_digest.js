// A digest as its reader was told it. In a frame of its own: it was written for a mail, and an administrator's template
// may hold whatever mails hold.
frappe.ui.form.on("Improvement Digest", {
	refresh(frm) {
		frm.disable_save();
		const { $wrapper } = frm.get_field("page");
		$wrapper.empty();
		if (!frm.doc.content) return;
		const frame = document.createElement("iframe");
		frame.title = frm.doc.subject || __("Digest");
		frame.style.cssText = "display: block; width: 100%; height: 60vh; border: 0; background: #fff;";
		// No scripts. Its links lead this window to the records.
		frame.setAttribute("sandbox", "allow-same-origin allow-top-navigation-by-user-activation");
		frame.srcdoc = `<base target="_top"><meta name="viewport" content="width=device-width">${frm.doc.content}`;
		const fit = () => {
			const page = frame.contentDocument?.documentElement;
			if (page) frame.style.height = `${page.scrollHeight}px`;
		};
		frame.addEventListener("load", () => {
			fit();
			new ResizeObserver(fit).observe(frame.contentDocument.body);
		});
		$wrapper.append(frame);
	},
});
