"""Settings that came with this version, the escalation steps among them, start with their defaults."""

from improvement_actions.seeds.settings import store_defaults


def execute():
	store_defaults()
