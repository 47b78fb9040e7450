"""The page for concerns stays off, and thanks may be given, until an administrator decides otherwise."""

from improvement_actions.seeds.settings import store_defaults


def execute():
	store_defaults()
