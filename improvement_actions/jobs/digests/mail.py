"""Mails into Frappe's queue, many of the same kind: what goes around their content is made once, not for each.

`frappe.sendmail` does the same with more work: it works the style sheet of every installed app into every mail anew,
which takes longer than everything else together. The content here brings its styles with it.
"""

import frappe
from frappe import _
from frappe.email.doctype.email_account.email_account import EmailAccount
from frappe.email.doctype.email_queue.email_queue import EmailQueue, QueueBuilder
from frappe.email.email_body import get_formatted_html
from markupsafe import escape

from improvement_actions.jobs.digests.recipients import SETTINGS

CONTENT, TITLE = "improvement-digest-content", "improvement-digest-title"


class Mail(QueueBuilder):
	"""One mail, in a `frame` that was made before."""

	def __init__(self, frame: str, **values):
		super().__init__(**values)
		self.frame = frame

	def email_html_content(self) -> str:
		return self.frame.replace(TITLE, str(escape(self.subject))).replace(CONTENT, self._message)

	def queue(self) -> str:
		"""Put the mail into the queue, in the caller's transaction; return the name of its Email Queue."""
		values = self.as_dict(include_recipients=False)
		if not values:
			raise frappe.InvalidEmailAddressError(", ".join(self.recipients))
		return EmailQueue.new({**values, "recipients": self.recipients}, ignore_permissions=True).name


class Outbox:
	"""Where mails of one chunk of people go. `account` is None when nobody has set up an outgoing Email Account."""

	def __init__(self):
		account = EmailAccount.find_outgoing(match_by_doctype=SETTINGS)
		# Where mails are muted Frappe makes up an account, without an address to send from.
		self.account = account if account and account.get("email_id") else None
		self._frames: dict[str, str] = {}

	def queue(self, address: str, subject: str, html: str, text: str) -> str:
		"""Put a mail into the queue and return the name of its Email Queue.

		Frappe's own link under it turns these mails off, and no others.
		"""
		return Mail(
			self._frame(),
			recipients=[address],
			subject=subject,
			message=html,
			text_content=text,
			reference_doctype=SETTINGS,
			reference_name=SETTINGS,
			unsubscribe_message=_("Unsubscribe"),
			is_notification=True,
		).queue()

	def _frame(self) -> str:
		language = frappe.local.lang
		if language not in self._frames:
			link = QueueBuilder(
				reference_doctype=SETTINGS, reference_name=SETTINGS, unsubscribe_message=_("Unsubscribe")
			).unsubscribe_message()
			self._frames[language] = get_formatted_html(
				TITLE, f"<div>{CONTENT}</div>", email_account=self.account, unsubscribe_link=link
			)
		return self._frames[language]
