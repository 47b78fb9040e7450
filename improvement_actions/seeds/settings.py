"""The defaults of Improvement Settings, stored so that the administrator sees what is in force."""

import frappe

SETTINGS = "Improvement Settings"


def store_defaults() -> None:
	"""Store the default of every setting that has never been saved; what an administrator decided stays."""
	stored = frappe.db.get_singles_dict(SETTINGS)
	settings = frappe.get_doc(SETTINGS)
	missing = [df for df in settings.meta.fields if df.default and df.fieldname not in stored]
	if not missing:
		return
	for df in missing:
		settings.set(df.fieldname, df.default)
	settings.save(ignore_permissions=True)
