"""The 5×5 heat map: how many risks lie in which cell, coloured by band.

A risk whose target is a score alone lies in no cell of the target map: 4 may be two by two or one by four. It is counted
beside the map, as are risks that are not scored.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from .bands import Band, band_of
from .scores import LEVELS, levels_of
from .status import CLOSED

Filter = tuple[str, str, object]

#: A register is about what is not closed.
NOT_CLOSED: Filter = ("status", "!=", CLOSED)


@dataclass(frozen=True)
class Cell:
	"""One likelihood and impact: its score, the band of that, how many risks lie there, and the filters that find them."""

	likelihood: int
	impact: int
	score: int
	band: str
	colour: str
	count: int
	filters: tuple[Filter, ...]


@dataclass(frozen=True)
class HeatMap:
	"""`rows` are the likelihoods, the highest first, each with its cells by impact; `elsewhere` how many risks lie in none."""

	rows: tuple[tuple[Cell, ...], ...]
	elsewhere: int
	elsewhere_filters: tuple[Filter, ...]

	@property
	def total(self) -> int:
		return sum(cell.count for row in self.rows for cell in row) + self.elsewhere


def heat_map(
	kind: str,
	counts: Mapping[tuple[int, int], int],
	all_bands: Sequence[Band],
	filters: Sequence[Filter] = (),
) -> HeatMap:
	"""Return the map of `kind` from `counts`, by likelihood and impact, of the risks that `filters` leave."""
	asked = (NOT_CLOSED, *filters)
	likelihood_field, impact_field = levels_of(kind)
	rows = []
	placed = 0
	for likelihood in reversed(LEVELS):
		row = []
		for impact in LEVELS:
			band = band_of(all_bands, likelihood * impact)
			count = counts.get((likelihood, impact), 0)
			placed += count
			found = ((likelihood_field, "=", likelihood), (impact_field, "=", impact), *asked)
			name, colour = (band.name, band.colour) if band else ("", "")
			row.append(Cell(likelihood, impact, likelihood * impact, name, colour, count, found))
		rows.append(tuple(row))
	nowhere = ((likelihood_field, "=", 0), *asked)
	return HeatMap(tuple(rows), sum(counts.values()) - placed, nowhere)
