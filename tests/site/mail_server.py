"""A mail server on this machine that takes mails, or refuses them."""

import socketserver
import threading
from collections import Counter
from contextlib import contextmanager


class _Conversation(socketserver.StreamRequestHandler):
	def handle(self):
		self._say("220 test")
		recipient, in_text = "", False
		for line in self.rfile:
			text = line.decode(errors="replace").strip()
			if in_text:
				if text == ".":
					in_text = False
					self.server.delivered[recipient] += 1
					self._say("250 taken")
				continue
			command = text.upper()
			if command.startswith("RCPT"):
				recipient = text.partition("<")[2].partition(">")[0]
				self.server.asked[recipient] += 1
				self._say("450 not now" if self.server.refuses else "250 ok")
			elif command == "DATA":
				in_text = True
				self._say("354 go on")
			elif command == "QUIT":
				self._say("221 bye")
				return
			else:
				self._say("250 ok")

	def _say(self, answer: str) -> None:
		self.wfile.write(f"{answer}\r\n".encode())


class MailServer(socketserver.ThreadingTCPServer):
	"""`delivered` and `asked` count the mails by recipient: those taken, and those that somebody tried to hand over."""

	daemon_threads = True
	allow_reuse_address = True

	def __init__(self):
		super().__init__(("127.0.0.1", 0), _Conversation)
		self.refuses = False
		self.delivered: Counter[str] = Counter()
		self.asked: Counter[str] = Counter()

	@property
	def port(self) -> int:
		return self.server_address[1]


@contextmanager
def mail_server():
	with MailServer() as server:
		threading.Thread(target=server.serve_forever, daemon=True).start()
		try:
			yield server
		finally:
			server.shutdown()
