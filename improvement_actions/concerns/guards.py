"""What keeps floods off the page: a secret for signing, and counters by the hour.

The counters are in Redis, and lose nothing that matters when it loses them. What must not be recorded twice rests on
the reference code, which is unique in the database.
"""

import hashlib
import time

import frappe
from frappe.utils.password import get_encryption_key

from improvement_actions.lifecycle.problem import Problem, _
from improvement_actions.settings import get_settings

HOUR = 3600


def secret() -> bytes:
	"""Return the site's own secret for this page; it is in no backup of the database."""
	return hashlib.sha256(f"raise-a-concern {get_encryption_key()}".encode()).digest()


def caller() -> str:
	"""Return who is calling, as far as it takes to tell them apart: the account, or the address as Frappe sees it.

	As a digest: no address is kept anywhere.
	"""
	user = frappe.session.user
	known = user if user != "Guest" else f"address {getattr(frappe.local, 'request_ip', None)}"
	return hashlib.sha256(secret() + known.encode(errors="replace")).hexdigest()[:32]


def flood_problems() -> list[Problem]:
	"""Count this call, and return why it is one too many within the hour."""
	settings = get_settings()
	limits = ((caller(), settings.concerns_an_hour), ("everybody", settings.concerns_an_hour_in_all))
	# Who is refused for their own sake does not use up what there is for all.
	for who, limit in limits:
		if limit and _count(who) > limit:
			return [
				Problem(
					"too_many",
					None,
					_(
						"Too much has been sent in the last hour, and this was not taken in. Please try again later, "
						"or speak to the service. What you wrote is still here."
					),
				)
			]
	return []


def _count(who: str) -> int:
	cache = frappe.cache()
	key = cache.make_key(f"improvement_actions:concerns:{who}:{int(time.time()) // HOUR}")
	pipeline = cache.pipeline()
	# Both at once, so that no counter is left behind that never ends.
	pipeline.incr(key)
	pipeline.expire(key, HOUR)
	return pipeline.execute()[0]
