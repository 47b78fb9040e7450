"""A site that has the app already gets the columns of its new lists; what people have made there stays."""

from improvement_actions.seeds import desk_views


def execute():
	desk_views.insert_missing()
