"""A site that has the app already gets what a risk register starts with: settings, bands and categories that are not there yet."""

from improvement_actions import seeds


def execute():
	seeds.settings.store_defaults()
	seeds.risks.insert_bands()
	seeds.insert_records(seeds.risks.RECORDS)
	seeds.desk_views.insert_missing()
