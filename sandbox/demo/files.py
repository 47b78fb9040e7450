"""Small real files to hang on the evidence: an audit sheet, a note, a one-page PDF.

They carry the numbers that the evidence claims: an audit sheet's rows count up to its percentage.
"""

from __future__ import annotations

import csv
import io
import textwrap
from dataclasses import dataclass, field

from faker import Faker

from .dates import Calendar


@dataclass(frozen=True)
class Sheet:
	"""A CSV audit result: `checked` records over `places`, of which `met` met the standard; `misses` say why others did not."""

	name: str
	question: str
	places: tuple[str, ...]
	checked: int
	met: int
	misses: tuple[str, ...] = ("Not recorded",)

	@property
	def percent(self) -> float:
		return round(100 * self.met / self.checked, 1)

	@property
	def filename(self) -> str:
		return f"{self.name}.csv"

	def content(self, calendar: Calendar, day: int) -> bytes:
		fake = Faker("en_GB")
		fake.seed_instance(f"willowbrook/{self.name}")
		missed = set(fake.random_sample(range(self.checked), self.checked - self.met))
		out = io.StringIO()
		rows = csv.writer(out)
		rows.writerow(["No.", "Place", "Record", "Checked on", self.question, "Found"])
		for number in range(self.checked):
			found = self.misses[number % len(self.misses)] if number in missed else ""
			rows.writerow(
				[
					number + 1,
					self.places[number % len(self.places)],
					fake.bothify("??-###", letters="ABCDEFGHJKLMNPRSTW"),
					calendar.day(day - fake.random_int(0, 3)).strftime("%d/%m/%Y"),
					"No" if number in missed else "Yes",
					found,
				]
			)
		rows.writerow(["", "", "", "Met", f"{self.met} of {self.checked}", f"{self.percent}%"])
		return out.getvalue().encode()


@dataclass(frozen=True)
class Series:
	"""A CSV of counts over time, for an incident trend: (days before or after today, value) pairs."""

	name: str
	heading: str
	points: tuple[tuple[int, float], ...]

	@property
	def filename(self) -> str:
		return f"{self.name}.csv"

	def content(self, calendar: Calendar, day: int) -> bytes:
		out = io.StringIO()
		rows = csv.writer(out)
		rows.writerow(["Period ending", self.heading])
		rows.writerows((calendar.day(offset).strftime("%d/%m/%Y"), value) for offset, value in self.points)
		return out.getvalue().encode()


@dataclass(frozen=True)
class Note:
	"""A plain text note, as someone would type it."""

	name: str
	text: str

	@property
	def filename(self) -> str:
		return f"{self.name}.txt"

	def content(self, calendar: Calendar, day: int) -> bytes:
		return f"{calendar.render(f'{{d:{day}}}')}\n\n{calendar.render(self.text)}\n".encode()


@dataclass(frozen=True)
class Paper:
	"""A one-page PDF: a heading and paragraphs (minutes, a procedure, a work order)."""

	name: str
	heading: str
	paragraphs: tuple[str, ...] = field(default_factory=tuple)

	@property
	def filename(self) -> str:
		return f"{self.name}.pdf"

	def content(self, calendar: Calendar, day: int) -> bytes:
		date = calendar.render(f"Willowbrook Care, {{d:{day}}}")
		body = [line for text in self.paragraphs for line in (*textwrap.wrap(calendar.render(text), 88), "")]
		return _pdf(self.heading, [date, "", *body])


def _pdf(heading: str, lines: list[str]) -> bytes:
	"""The smallest PDF that readers open without complaint: one A4 page in a font every reader has."""

	def shown(text: str) -> bytes:
		escaped = text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
		return escaped.encode("cp1252", "replace")

	stream = b"BT /F1 15 Tf 56 780 Td (" + shown(heading) + b") Tj /F1 10 Tf 15 TL 0 -26 Td "
	stream += b" ".join(b"(" + shown(line) + b") Tj T*" for line in lines) + b" ET"
	objects = [
		b"<< /Type /Catalog /Pages 2 0 R >>",
		b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
		b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
		b" /Resources << /Font << /F1 5 0 R >> >> >>",
		b"<< /Length %d >>\nstream\n" % len(stream) + stream + b"\nendstream",
		b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
	]
	out, offsets = b"%PDF-1.4\n", []
	for number, content in enumerate(objects, 1):
		offsets.append(len(out))
		out += b"%d 0 obj\n" % number + content + b"\nendobj\n"
	table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
	trailer = b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, len(out))
	return out + b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + table + trailer
