"""The six services of Willowbrook Care."""

from __future__ import annotations

from dataclasses import dataclass

PROVIDER = "Willowbrook Care"


@dataclass(frozen=True)
class Service:
	name: str
	type: str
	location_id: str
	manager: str  # key of the registered manager in `people`
	rating: str


SERVICES = {
	"alder": Service("Alder House", "Residential Home", "1-9000410021", "priya", "Good"),
	"beech": Service("Beech Court", "Nursing Home", "1-9000410035", "gareth", "Requires Improvement"),
	"canal": Service(
		"Canal Street Supported Living", "Supported Living", "1-9000410048", "denise", "Requires Improvement"
	),
	"homecare": Service("Willowbrook Homecare Ashmere", "Homecare", "1-9000410052", "tomasz", "Good"),
	"elm": Service("Elm View", "Extra Care", "1-9000410067", "tomasz", "Good"),
	"forge": Service("The Old Forge", "Day Service", "", "denise", "Not Yet Rated"),
}
