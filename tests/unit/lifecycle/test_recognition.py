from improvement_actions.lifecycle.recognition import MOST_PEOPLE, Person, contributors, thanking_problems

ANNE = Person(user="anne@example.org", name="Anne")
TEAM = Person(name="The night team")
KNOWN = {"anne@example.org": True}


def problems(
	status="Closed",
	allowed=True,
	message="Thank you",
	people=(ANNE, TEAM),
	known=KNOWN,
	thanked=(),
	again=False,
):
	found = thanking_problems(status, allowed, message, people, known, dict(thanked), again)
	return [problem.code for problem in found]


def test_people_with_and_without_an_account_are_thanked():
	assert problems() == []


def test_everything_that_is_missing_is_said_at_once():
	assert problems("Completed", False, " - ", ()) == ["switched_off", "not_closed", "no_message", "nobody"]


def test_nobody_stands_in_the_list_twice():
	assert problems(
		people=(ANNE, Person(user="ANNE@example.org"), TEAM), known={**KNOWN, "ANNE@example.org": True}
	) == ["named_twice"]


def test_accounts_that_nobody_uses_are_not_thanked():
	assert problems(people=(Person(user="gone@example.org"),), known={"gone@example.org": False}) == [
		"not_a_person"
	]
	assert problems(people=(Person(user="Administrator"),), known={"Administrator": True}) == ["not_a_person"]
	assert problems(people=(Person(user="unknown@example.org"),)) == ["not_a_person"]


def test_nobody_is_thanked_twice_for_one_closing_by_accident():
	thanked = {"anne@example.org": "Anne", "the night team": "The night team"}
	assert problems(thanked=thanked) == ["thanked_already"]
	assert problems(people=(TEAM,), thanked=thanked) == ["thanked_already"]
	assert problems(thanked=thanked, again=True) == []
	assert problems(people=(Person(name="The day team"),), thanked=thanked) == []


def test_a_list_of_everybody_is_no_thanks():
	crowd = tuple(Person(name=f"Somebody {number}") for number in range(MOST_PEOPLE + 1))
	assert problems(people=crowd) == ["too_many"]
	assert problems(people=crowd[1:]) == []


def test_everybody_is_proposed_once_with_all_that_they_did():
	parts = [
		("a", "owned"),
		(None, "owned"),
		("Administrator", "owned"),
		("b", "wrote"),
		("a", "wrote"),
		("a", "owned"),
	]
	assert contributors(parts) == {"a": ["owned", "wrote"], "b": ["wrote"]}
