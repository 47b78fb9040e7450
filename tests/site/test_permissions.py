"""The role table of the README, for every role, record, service and door."""

from types import SimpleNamespace

import builders
import frappe
import pytest
from builders import (
	ACTION_OWNER,
	GOVERNANCE,
	HR_CONTRIBUTOR,
	MANAGER,
	ROLES,
	VERIFIER,
	as_user,
)
from frappe.desk.reportview import get_count
from frappe.desk.search import search_link
from frappe.utils import nowdate

from improvement_actions import permissions

SOURCE, ACTION = "Improvement Source", "Improvement Action"
EVIDENCE, REVIEW = "Improvement Evidence", "Effectiveness Review"
DOCTYPES = (SOURCE, ACTION, EVIDENCE, REVIEW)

#: Where the record stands to its reader: in the service they are limited to, in another one, an action of theirs
#: in another service, an action that needs training evidence in another service, or shared with them by name.
PLACES = ("here", "elsewhere", "own elsewhere", "training elsewhere", "shared")

#: What each role may do in each place: r(ead), w(rite), c(reate) there, d(elete). Nothing is written where it may not.
MAY = {
	(MANAGER, SOURCE): {"here": "rwcd"},
	(MANAGER, ACTION): {"here": "rwcd"},
	(MANAGER, EVIDENCE): {"here": "rwcd"},
	(MANAGER, REVIEW): {"here": "rwc"},
	(ACTION_OWNER, SOURCE): {"own elsewhere": "r"},
	(ACTION_OWNER, ACTION): {"own elsewhere": "rw"},
	(ACTION_OWNER, EVIDENCE): {"own elsewhere": "rwcd"},
	(ACTION_OWNER, REVIEW): {"own elsewhere": "r"},
	(VERIFIER, SOURCE): {"here": "r"},
	(VERIFIER, ACTION): {"here": "rw"},
	(VERIFIER, EVIDENCE): {"here": "r"},
	(VERIFIER, REVIEW): {"here": "rwc"},
	**{(GOVERNANCE, doctype): dict.fromkeys(PLACES, "r") for doctype in DOCTYPES},
	(HR_CONTRIBUTOR, ACTION): {"training elsewhere": "r"},
	# What somebody else has recorded: their own they write too.
	(HR_CONTRIBUTOR, EVIDENCE): {"training elsewhere": "rc"},
}
SHARED = {"shared": "r"}
#: What a role has no business with at all, so that nobody would share it with them either.
NOT_THEIRS = {(HR_CONTRIBUTOR, SOURCE), (HR_CONTRIBUTOR, REVIEW)}
RIGHTS = {"r": "read", "w": "write", "c": "create", "d": "delete"}


def readable_by(role: str) -> list[str]:
	return [doctype for doctype in DOCTYPES if (role, doctype) not in NOT_THEIRS]


@pytest.fixture
def records():
	"""Return a function that makes the four records of every place for one reader."""

	def make(reader) -> dict:
		made = {}
		for place in PLACES:
			team = builders.Team(reader.service if place == "here" else None)
			action = builders.opened(team, needs_training_evidence=int(place == "training elsewhere"))
			if place == "own elsewhere":
				# Past the rules on who may own one: owning opens an action to none but the role of owners.
				frappe.db.set_value(ACTION, action.name, "action_owner", reader.user)
			review = frappe.get_doc({"doctype": REVIEW, "action": action.name}).insert()
			made[place] = {
				SOURCE: action.source,
				ACTION: action.name,
				EVIDENCE: builders.evidence(action.name).name,
				REVIEW: review.name,
			}
		for doctype in readable_by(reader.role):
			frappe.share.add(doctype, made["shared"][doctype], reader.user, read=1)
		return made

	return make


@pytest.fixture
def reader(request):
	"""Return a user with one role, limited to one service, and that service."""
	here = builders.service()
	return SimpleNamespace(
		role=request.param, service=here, user=builders.user(request.param, limited_to=here)
	)


@pytest.mark.parametrize("reader", ROLES, indirect=True)
def test_what_each_role_may_do_with_each_record(reader, records):
	made = records(reader)
	wrong = []
	with as_user(reader.user):
		for doctype in readable_by(reader.role):
			may = {**SHARED, **MAY.get((reader.role, doctype), {})}
			listed = frappe.get_list(doctype, pluck="name", limit_page_length=0)
			for place in PLACES:
				name, expected = made[place][doctype], may.get(place, "")
				doc = frappe.get_doc(doctype, name)
				for letter, right in RIGHTS.items():
					if bool(doc.has_permission(right)) != (letter in expected):
						wrong.append(f"{doctype} {place}: {right} should be {letter in expected}")
			readable = {made[place][doctype] for place in PLACES if "r" in may.get(place, "")}
			everything = [made[place][doctype] for place in PLACES]
			if set(listed).intersection(everything) != readable:
				wrong.append(f"{doctype}: lists {listed}, should list {readable}")
			if counted(doctype, everything) != len(readable):
				wrong.append(
					f"{doctype}: counts {counted(doctype, everything)}, should count {len(readable)}"
				)
			found = found_by_link_search(doctype).intersection(everything)
			if found != readable:
				wrong.append(f"{doctype}: a link finds {found}, should find {readable}")
	assert not wrong, "\n".join(wrong)


PTYPES = (
	*RIGHTS.values(),
	"select",
	"print",
	"email",
	"export",
	"report",
	"import",
	"share",
	"submit",
	"cancel",
)
HOOKS = {
	SOURCE: permissions.has_source_permission,
	ACTION: permissions.has_action_permission,
	EVIDENCE: permissions.has_evidence_permission,
	REVIEW: permissions.has_review_permission,
}


@pytest.mark.parametrize("reader", (*ROLES, "System Manager"), indirect=True)
def test_every_hook_answers_yes_or_no(reader, records):
	"""Later versions of Frappe take no answer for a refusal, earlier ones for no objection."""
	made = records(reader)
	answers = {
		(doctype, place, ptype): hook(doc, ptype=ptype, user=reader.user, debug=False)
		for doctype, hook in HOOKS.items()
		for place, docs in {**made, "not yet filled in": {}}.items()
		for doc in [frappe.get_doc(doctype, docs[doctype]) if docs else frappe.new_doc(doctype)]
		for ptype in PTYPES
	}
	assert {case: answer for case, answer in answers.items() if not isinstance(answer, bool)} == {}


def test_hr_writes_the_training_evidence_that_hr_has_added():
	action = builders.started(builders.Team(), needs_training_evidence=1).name
	person, colleague = builders.user(HR_CONTRIBUTOR), builders.user(HR_CONTRIBUTOR)
	record = {
		"doctype": EVIDENCE,
		"action": action,
		"title": "Medicines refresher",
		"evidence_type": "Training Record",
		"evidence_date": nowdate(),
		"description": "All six seniors attended.",
	}
	with as_user(person):
		mine = frappe.get_doc(record).insert()
		mine.title = "Medicines refresher, all seniors"
		mine.save()
	with as_user(colleague):
		theirs = frappe.get_doc(EVIDENCE, mine.name)
		theirs.owner = colleague
		assert not theirs.has_permission("write"), "not even with another name written into it"
		assert theirs.has_permission("read")


@pytest.mark.parametrize(
	"role", (MANAGER, ACTION_OWNER, VERIFIER, GOVERNANCE, HR_CONTRIBUTOR, "System Manager")
)
def test_who_may_add_evidence_to_an_action(role):
	team = builders.Team()
	plain, training = builders.opened(team), builders.opened(team, needs_training_evidence=1)
	person = team.owner if role == ACTION_OWNER else builders.user(role)
	expected = {HR_CONTRIBUTOR: (False, True), VERIFIER: (False, False), GOVERNANCE: (False, False)}
	may = tuple(permissions.may_add_evidence(action.name, person) for action in (plain, training))
	assert may == expected.get(role, (True, True))
	with as_user(person):
		assert permissions.may_add_evidence(training.name) == may[1]
	assert permissions.may_add_evidence("IA-none", builders.user(MANAGER)) is False


@pytest.mark.parametrize("role", (VERIFIER, MANAGER))
def test_reading_everything_does_not_widen_where_somebody_reviews(role):
	here, there = builders.service(), builders.Team()
	person = builders.user(GOVERNANCE, role, limited_to=here)
	review = frappe.get_doc({"doctype": REVIEW, "action": builders.opened(there).name}).insert()
	with as_user(person):
		assert review.has_permission("read")
		assert not review.has_permission("write")
		assert not review.has_permission("create")
	frappe.db.set_value(REVIEW, review.name, "reviewer", person)
	with as_user(person):
		assert frappe.get_doc(REVIEW, review.name).has_permission("write"), "assigned to them"


def test_being_named_as_reviewer_is_not_the_role_of_one():
	review = frappe.get_doc({"doctype": REVIEW, "action": builders.opened(builders.Team()).name}).insert()
	for role, may in ((GOVERNANCE, False), (ACTION_OWNER, False), (VERIFIER, True)):
		person = builders.user(role)
		frappe.db.set_value(REVIEW, review.name, "reviewer", person)
		stored = frappe.get_doc(REVIEW, review.name)
		assert permissions.has_review_permission(stored, "write", person) is may, role
		assert permissions.has_review_permission(stored, "read", person), role


def counted(doctype: str, names: list[str]) -> int:
	filters = [[doctype, "name", "in", names]]
	frappe.local.form_dict = frappe._dict(doctype=doctype, filters=filters, distinct="false")
	return get_count()


def found_by_link_search(doctype: str) -> set[str]:
	# Later versions return what earlier ones left in the response.
	found = search_link(doctype, "", page_length=100) or frappe.response["results"]
	return {row["value"] for row in found}


@pytest.mark.parametrize(("role", "doctype"), sorted(NOT_THEIRS))
def test_what_is_not_a_roles_business_is_closed_to_it(role, doctype):
	action = builders.opened(builders.Team(), needs_training_evidence=1)
	with as_user(builders.user(role)):
		assert not frappe.has_permission(doctype, "read")
		assert not frappe.has_permission(SOURCE, "read", action.source)
		with pytest.raises(frappe.PermissionError):
			frappe.get_list(doctype)


@pytest.mark.parametrize("role", (MANAGER, VERIFIER))
def test_without_a_user_permission_every_service_is_theirs(role):
	person = builders.user(role)
	action = builders.opened(builders.Team())
	with as_user(person):
		assert frappe.has_permission(ACTION, "write", action.name)
		assert action.name in frappe.get_list(ACTION, pluck="name")


def test_two_user_permissions_open_two_services_and_no_third():
	teams = [builders.Team() for _ in range(3)]
	person = builders.user(MANAGER, limited_to=teams[0].service)
	builders.limit_to(person, teams[1].service)
	actions = [builders.draft(team).name for team in teams]
	with as_user(person):
		listed = frappe.get_list(ACTION, filters={"name": ("in", actions)}, pluck="name")
	assert sorted(listed) == actions[:2]


def test_an_owner_reads_the_sub_actions_of_their_action_but_leaves_them_to_their_owners():
	team, another = builders.Team(), builders.Team()
	parent = builders.started(team)
	part = builders.draft(another, parent_action=parent.name, source=parent.source, due_date=parent.due_date)
	with as_user(team.owner):
		assert frappe.has_permission(ACTION, "read", part.name)
		assert not frappe.has_permission(ACTION, "write", part.name)
		assert part.name in frappe.get_list(ACTION, pluck="name")


def test_a_past_owner_loses_the_action_with_it():
	team = builders.Team()
	action = builders.started(team)
	with as_user(team.manager):
		builders.get(action.name).reassign(team.new_owner, "Long leave")
	with as_user(team.owner):
		assert not frappe.has_permission(ACTION, "read", action.name)
		assert not frappe.get_list(ACTION, pluck="name")


def test_someone_without_a_role_sees_nothing():
	builders.started(builders.Team())
	person = builders.user()
	with as_user(person):
		for doctype in DOCTYPES:
			with pytest.raises(frappe.PermissionError):
				frappe.get_list(doctype)
