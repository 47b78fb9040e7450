"""Raise a concern or an idea: see `improvement_actions.concerns.page`."""

from improvement_actions.concerns import page

no_cache = 1
sitemap = 0


def get_context(context):
	page.fill(context)
