"""Putting the framework's names back, and nothing else."""

import pytest

from sandbox.framework import restore_content, restore_name


@pytest.mark.parametrize(
	("found", "was"),
	[
		("import criscostack", "import frappe"),
		("class CriscoTestCase", "class FrappeTestCase"),
		("X-Crisco-Site-Name", "X-Frappe-Site-Name"),
		("CRISCOSTACK_REDIS_CACHE", "FRAPPE_REDIS_CACHE"),
		("Criscostack Framework", "Frappe Framework"),
		("erpnext and criscoerp", "erpnext and erpnext"),
		("In Criscoerp, you can", "In ERPNext, you can"),
		("criscostack-charts", "frappe-charts"),
		("criscostack/utils/brik_helper.py", "frappe/utils/bench_helper.py"),
		("the Brik command", "the Bench command"),
	],
)
def test_each_name(found, was):
	assert restore_name(found) == was
	assert restore_content(found.encode()) == was.encode()


@pytest.mark.parametrize("word", ["Rubrik", "rubriker", "fabrik", "crisp", "frappe"])
def test_ordinary_words_stay(word):
	assert restore_name(word) == word


def test_a_picture_stays_as_it_is():
	picture = b"\x89PNG\0criscostack"
	assert restore_content(picture) == picture
