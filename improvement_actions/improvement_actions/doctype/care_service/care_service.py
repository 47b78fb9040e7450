from improvement_actions.well_formed import Record


class CareService(Record):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		disabled: DF.Check
		location_id: DF.Data | None
		nominated_individual: DF.Link | None
		rating: DF.Literal["Not Yet Rated", "Outstanding", "Good", "Requires Improvement", "Inadequate"]
		registered_manager: DF.Link | None
		service_name: DF.Data
		service_type: DF.Literal[
			"",
			"Residential Home",
			"Nursing Home",
			"Supported Living",
			"Homecare",
			"Extra Care",
			"Day Service",
		]
	# end: auto-generated types
