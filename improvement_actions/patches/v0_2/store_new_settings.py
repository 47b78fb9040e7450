"""Settings that came with this version start with their defaults on a site that has the app already."""

from improvement_actions.seeds.settings import store_defaults


def execute():
	store_defaults()
