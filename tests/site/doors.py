"""Every way by which somebody can write to a record, each as a function that raises what the door answers.

A door of the first table takes (doctype, name, values) and tries to store the values. Doors that swallow a refusal
(bulk edits, imports) raise `Refused` with what they report. `shut` keeps Frappe's own commits and rollbacks away.
"""

import csv
import io
import json
from contextlib import contextmanager
from unittest.mock import patch

import builders
import frappe
import frappe.app
from frappe.desk.calendar import update_event
from frappe.desk.doctype.bulk_update.bulk_update import submit_cancel_or_update_docs
from frappe.desk.doctype.kanban_board import kanban_board
from frappe.desk.form.save import savedocs
from frappe.desk.gantt import update_task
from frappe.desk.reportview import delete_bulk
from werkzeug.test import Client


class Refused(Exception):
	"""What a door that does not raise has reported as failed."""


@contextmanager
def shut():
	"""Let no door commit or roll back the test's transaction."""
	with patch.object(frappe.db, "commit"), patch.object(frappe.db, "rollback"):
		yield


#: What recent versions note of a request for its own time: that its sender chose a name, that its answer says less.
OF_ONE_REQUEST = ("api_name_set", "disable_traceback", "error_message")


def forget_requests() -> None:
	"""Let the next door be a request of its own, not a part of the last one."""
	for flag in OF_ONE_REQUEST:
		frappe.flags.pop(flag, None)


def refusal_of(door, *arguments, **values) -> str | None:
	"""Return what `door` says against it, or None when it lets it happen."""
	frappe.clear_messages()
	frappe.local.response = frappe._dict(docs=[])
	try:
		with shut():
			door(*arguments, **values)
	except Exception as error:
		return frappe.utils.strip_html(f"{error} {frappe.as_unicode(frappe.message_log)}")
	finally:
		frappe.flags.in_import = False
		forget_requests()
		frappe.clear_messages()
	return None


#: What a failure inside calls itself; a person can do nothing with it.
INTERNAL = (
	"AttributeError",
	"KeyError",
	"IndexError",
	"OperationalError",
	"DataError",
	"InternalError",
	"ProgrammingError",
)


def clean_refusal_of(door, *arguments, **values) -> str | None:
	"""Return what `door` says against it, None when it lets it happen; fail when it breaks instead of refusing."""
	frappe.clear_messages()
	# Frappe sends the tracebacks of a request along, and takes all these doors for one request.
	frappe.local.error_log = []
	frappe.local.response = frappe._dict(docs=[])
	try:
		with shut():
			door(*arguments, **values)
	except (frappe.ValidationError, frappe.PermissionError, Refused) as error:
		said = frappe.utils.strip_html(f"{error} {frappe.as_unicode(frappe.message_log)}")
		assert not str(error).startswith("5"), f"{door.__name__}: {said[:2000]}"
		answer = getattr(error, "answer", None)
		heard = f"{answer['exception']}{answer.get('_server_messages')}" if answer else said
		broken = [name for name in INTERNAL if name in heard]
		assert not broken, f"{door.__name__} breaks with {broken}: {said[-2000:]}"
		return said
	finally:
		frappe.flags.in_import = False
		forget_requests()
		frappe.clear_messages()
	return None


def _sent(doctype: str, name: str, values: dict) -> dict:
	"""Return the whole record with `values`, as a form sends it."""
	return json.loads(frappe.as_json({**frappe.get_doc(doctype, name).as_dict(), **values}))


def form_save(doctype, name, values):
	savedocs(json.dumps(_sent(doctype, name, values)), "Save")


def form_submit(doctype, name, values):
	savedocs(json.dumps(_sent(doctype, name, values)), "Submit")


def client_save(doctype, name, values):
	frappe.client.save(json.dumps(_sent(doctype, name, values)))


def client_set_value(doctype, name, values):
	frappe.client.set_value(doctype, name, values)


def client_bulk_update(doctype, name, values):
	answer = frappe.client.bulk_update(json.dumps([{"doctype": doctype, "docname": name, **values}]))
	if answer["failed_docs"]:
		raise Refused(answer["failed_docs"][0]["exc"])


def list_bulk_edit(doctype, name, values):
	if submit_cancel_or_update_docs(doctype, [name], "update", values):
		raise Refused(frappe.as_unicode(frappe.message_log))


def console_save(doctype, name, values):
	frappe.get_doc(doctype, name).update(values).save()


def background_job(doctype, name, values):
	frappe.enqueue("frappe.client.set_value", now=True, doctype=doctype, name=name, fieldname=values)


def rest_put(doctype, name, values):
	rest("PUT", f"/api/resource/{doctype}/{name}", values)


def rest_set_value(doctype, name, values):
	rest(
		"POST", "/api/method/frappe.client.set_value", {"doctype": doctype, "name": name, "fieldname": values}
	)


def data_import_update(doctype, name, values):
	import_csv(doctype, "Update Existing Records", [{"name": name, **values}])


WRITING = {
	door.__name__: door
	for door in (
		form_save,
		form_submit,
		client_save,
		client_set_value,
		client_bulk_update,
		list_bulk_edit,
		console_save,
		background_job,
		rest_put,
		rest_set_value,
		data_import_update,
	)
}


# Doors to a new record: (values with a doctype)


def console_insert(values):
	frappe.get_doc(values).insert()


def form_insert(values):
	name = f"new-{frappe.scrub(values['doctype'])}-1"
	savedocs(json.dumps({**values, "name": name, "__islocal": 1}), "Save")


def client_insert(values):
	frappe.client.insert(json.dumps(values))


def client_insert_many(values):
	frappe.client.insert_many(json.dumps([values]))


def rest_post(values):
	rest("POST", f"/api/resource/{values['doctype']}", values)


def data_import_insert(values):
	plain = {key: value for key, value in values.items() if key != "doctype"}
	import_csv(values["doctype"], "Insert New Records", [plain])


INSERTING = {
	door.__name__: door
	for door in (
		console_insert,
		form_insert,
		client_insert,
		client_insert_many,
		rest_post,
		data_import_insert,
	)
}


# Doors to deletion: (doctype, name)


def client_delete(doctype, name):
	frappe.client.delete(doctype, name)


def console_delete(doctype, name):
	frappe.delete_doc(doctype, name)


def forced_delete(doctype, name):
	frappe.delete_doc(doctype, name, force=True, ignore_permissions=True)


def rest_delete(doctype, name):
	rest("DELETE", f"/api/resource/{doctype}/{name}")


def list_delete(doctype, name):
	delete_bulk(doctype, [name])
	if frappe.db.exists(doctype, name):
		raise Refused(frappe.as_unicode(frappe.message_log))


DELETING = {
	door.__name__: door for door in (client_delete, console_delete, forced_delete, rest_delete, list_delete)
}


def kanban_move(name: str, fieldname: str, from_column: str, to_column: str):
	board = frappe.get_doc(
		{
			"doctype": "Kanban Board",
			"kanban_board_name": f"board {builders.fake.unique.random_number(8)}",
			"reference_doctype": "Improvement Action",
			"field_name": fieldname,
			"columns": [
				{"column_name": from_column, "order": json.dumps([name])},
				{"column_name": to_column, "order": "[]"},
			],
		}
	)
	board.insert(ignore_permissions=True)
	kanban_board.update_order_for_single_card(board.name, name, from_column, to_column, 0, 0)


def calendar_drag(name: str, fieldname: str, date: str):
	arguments = {"doctype": "Improvement Action", "name": name, fieldname: date}
	update_event(json.dumps(arguments), json.dumps({"start": fieldname, "end": fieldname}))


def gantt_drag(name: str, fieldname: str, date: str):
	arguments = {"doctype": "Improvement Action", "name": name, "start": date, "end": date}
	update_task(json.dumps(arguments), json.dumps({"start": fieldname, "end": fieldname}))


def import_csv(doctype: str, import_type: str, rows: list[dict]) -> None:
	"""Import `rows` as a CSV file through Data Import, as the administrator's tool does it."""
	text = io.StringIO()
	writer = csv.writer(text)
	writer.writerow(list(rows[0]))
	writer.writerows([list(row.values()) for row in rows])
	with builders.as_user("Administrator"):
		file = builders.attached_file(
			text.getvalue().encode(), file_name=f"import-{builders.fake.unique.random_number(8)}.csv"
		)
		data_import = frappe.get_doc(
			{
				"doctype": "Data Import",
				"reference_doctype": doctype,
				"import_type": import_type,
				"import_file": file.file_url,
			}
		).insert()
	data_import.get_importer().import_data()
	failed = frappe.get_all(
		"Data Import Log",
		filters={"data_import": data_import.name, "success": 0},
		fields=["messages", "exception"],
	)
	data_import.reload()
	if failed or data_import.status != "Success":
		raise Refused(f"{failed}{data_import.template_warnings}")


def rest(method: str, path: str, values: dict | None = None):
	"""Send a request through Frappe's own WSGI application, as who is signed in, and return the JSON answer.

	The application would open a connection of its own, which could not see the test's transaction; it is
	handed the present one instead.
	"""
	user = frappe.session.user

	def within_this_connection(request):
		frappe.local.request = request
		frappe.local.response = frappe._dict(docs=[])
		frappe.local.is_ajax = True
		frappe.clear_messages()
		frappe.set_user(user)
		frappe.app.make_form_dict(request)

	with shut(), patch("frappe.app.init_request", within_this_connection), patch.object(frappe.db, "close"):
		# Without the outermost layer, which would throw away everything that is known of the site.
		answer = Client(frappe.app.application.__wrapped__).open(
			path, method=method, json=values or {}, headers={"Accept": "application/json"}
		)
	frappe.set_user(user)
	forget_requests()
	frappe.local.form_dict = frappe._dict()
	# Not None: Frappe asks whether there is one by whether the name is there.
	del frappe.local.request
	if answer.status_code >= 400:
		refused = Refused(f"{answer.status_code} {answer.get_data(as_text=True)}")
		refused.answer = answer.get_json()
		raise refused
	return answer.get_json()


def rest_call(action: str, method: str, **values):
	"""Call a method of an action at its resource's address."""
	return rest("POST", f"/api/resource/Improvement Action/{action}", {"run_method": method, **values})


def stored(doctype: str, name: str) -> dict:
	"""Return what the database holds of a record, its rows included, without who touched it when."""

	def without_touches(values: dict) -> dict:
		return {
			key: [without_touches(row) for row in value] if isinstance(value, list) else value
			for key, value in values.items()
			if key not in ("modified", "modified_by")
		}

	return without_touches(json.loads(frappe.as_json(frappe.get_doc(doctype, name).as_dict())))
