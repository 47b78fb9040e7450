"""Files that hooks.py promises to the Desk."""

from pathlib import Path

import pytest

from improvement_actions import hooks

PACKAGE = Path(hooks.__file__).parent


@pytest.mark.parametrize("script", [path for paths in hooks.doctype_js.values() for path in paths])
def test_every_form_script_is_there(script):
	assert (PACKAGE / script).read_text().strip()


@pytest.mark.parametrize("sheet", hooks.app_include_css)
def test_each_style_sheet_is_served_where_the_hook_says(sheet):
	address, version = sheet.split("?v=")
	assert version
	assert (PACKAGE / "public" / address.removeprefix("/assets/improvement_actions/")).is_file()
