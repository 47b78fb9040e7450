"""Priorities as reports and providers write them."""

from ..problem import Problem, Term, _

PRIORITIES = ("Critical", "High", "Medium", "Low")
_WRITTEN = {
	"Critical": ("critical", "urgent", "immediate", "immediately", "very high", "extreme"),
	# What a report says a provider must do is a breach; what it should do is not.
	"High": ("high", "h", "must", "must do", "must do action", "major"),
	"Medium": ("medium", "med", "m", "moderate", "should", "should do", "should do action"),
	"Low": ("low", "l", "minor", "could"),
}
_BY_WORD = {word: priority for priority, words in _WRITTEN.items() for word in words}


def read_priority(written: str) -> tuple[str | None, list[Problem]]:
	"""Return the priority that `written` means, None when empty; a number is not guessed at: 1 is not always the first."""
	words = " ".join(written.casefold().replace("-", " ").split()).removesuffix(" priority").strip(" .!")
	if not words:
		return None, []
	if words in _BY_WORD:
		return _BY_WORD[words], []
	problem = Problem(
		"unknown_priority",
		"priority",
		_("Priority “{0}” is not known. Write one of: {1}."),
		(written if len(written) <= 40 else f"{written[:40]}…", tuple(Term(name) for name in PRIORITIES)),
	)
	return None, [problem]
