"""Settings that came with this version, the escalation steps among them, start with their defaults."""

from improvement_actions.seeds.settings import insert_escalation_steps, store_defaults


def execute():
	store_defaults()
	insert_escalation_steps()
