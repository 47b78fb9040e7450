"""Telling people from programs on a page that anybody may use, without a session and without a puzzle to solve.

The page carries a signed time of when it was asked for. Who sends it back faster than anybody can read, or fills a
field that people do not see, is a program: it is thanked like everybody else, and nothing is kept.
"""

import base64
import hashlib
import hmac
import secrets

#: Nobody reads the page and writes a sentence in less (seconds).
QUICKEST = 3
#: A page that has been open for longer is sent once more, with all that was typed (seconds).
LONGEST = 24 * 60 * 60
#: For how long the same words from the same place are the same concern (seconds): a second press, a page loaded anew.
ONCE_IN = 10 * 60
#: Letters that are not taken for one another when a code is read out.
_LETTERS = bytes.maketrans(b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", b"ABCDEFGHJKLMNPQRSTUVWXYZ23456789")


def ticket(secret: bytes, now: float) -> str:
	"""Return the signed time `now` (seconds since 1970) for the page to carry."""
	stamp = f"{int(now)}.{secrets.token_urlsafe(6)}"
	return f"{stamp}.{_signature(secret, 'ticket', stamp)}"


def age_of(sent: object, secret: bytes, now: float) -> float | None:
	"""Return how many seconds ago the ticket `sent` was given out; None for one that was not, or is too old."""
	stamp, _dot, signature = str(sent or "").rpartition(".")
	if not hmac.compare_digest(
		signature.encode(errors="replace"), _signature(secret, "ticket", stamp).encode()
	):
		return None
	age = now - int(stamp.split(".")[0])
	return age if -1 <= age <= LONGEST else None


def is_program(trap: object, age: float | None) -> bool:
	"""Return whether no person can have sent this: the hidden field `trap` is filled, or the page was `age` seconds old."""
	return bool(str(trap or "").strip()) or (age is not None and age < QUICKEST)


def code_for(secret: bytes, *parts: object) -> str:
	"""Return the reference code of what is the same in all of `parts`, such as "K7QD-2M9X".

	Nobody without `secret` can tell the code from the parts, or the parts from the code.
	"""
	digest = hmac.new(secret, repr(parts).encode(errors="replace"), hashlib.sha256).digest()
	letters = base64.b32encode(digest[:5]).translate(_LETTERS).decode()
	return f"{letters[:4]}-{letters[4:]}"


def _signature(secret: bytes, *parts: str) -> str:
	return hmac.new(secret, repr(parts).encode(errors="replace"), hashlib.sha256).hexdigest()
