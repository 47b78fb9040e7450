from improvement_actions.app_written import AppWritten


class ImprovementRecognition(AppWritten):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from improvement_actions.improvement_actions.doctype.improvement_recognition_person.improvement_recognition_person import (
			ImprovementRecognitionPerson,
		)

		action: DF.Link
		announced_by: DF.Link | None
		announced_on: DF.Datetime | None
		change_made: DF.Text | None
		message: DF.Text | None
		people: DF.Table[ImprovementRecognitionPerson]
		service: DF.Link | None
		title: DF.Data | None
	# end: auto-generated types
