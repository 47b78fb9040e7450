"""What happens once, when the app is installed on a site."""

from improvement_actions import seeds


def after_install():
	seeds.insert_missing()
