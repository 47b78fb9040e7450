"""A site that has the app already gets the templates of what people are told; one of that name stays as it is."""

from improvement_actions.seeds import email_templates


def execute():
	email_templates.insert_missing()
