"""The switchboard: everything Frappe calls in this app is listed here."""

from improvement_actions import __version__

app_name = "improvement_actions"
app_title = "Improvement Actions"
app_publisher = "Improvement Actions contributors"
app_description = "From a finding to evidence of change, for adult social care providers"
app_email = "improvement-actions@example.org"
app_license = "MIT"

# Frappe alone is required; ERPNext and Frappe HR light up more where they are installed.
required_apps = []

# The tile on the apps page (Frappe 15.40 and later)
add_to_apps_screen = [
	{
		"name": app_name,
		"logo": "/assets/improvement_actions/images/improvement-actions.svg",
		"title": app_title,
		"route": "/app/improvement-actions",
		"has_permission": "improvement_actions.permissions.has_app_permission",
	}
]

# Install and uninstall

after_install = "improvement_actions.install.after_install"
before_uninstall = "improvement_actions.uninstall.before_uninstall"
after_uninstall = "improvement_actions.uninstall.after_uninstall"

# Masters that hold nothing but a name, so that syncing them on every migrate overwrites nobody's work.
# Everything else that an administrator may edit is inserted once, from seeds/.
fixtures = [
	{
		"dt": "Workflow Action Master",
		"filters": [["name", "in", ["Open", "Start", "Complete", "Return", "Close", "Reopen", "Cancel"]]],
	},
]

# The Desk. Plain files by their address need no build; browsers keep them for long, so it changes with the version.

app_include_css = [
	f"/assets/improvement_actions/css/{sheet}.css?v={__version__}"
	for sheet in ("improvement_actions", "plans", "risks", "governance", "learning")
]
# Improvement actions on the forms of whatever records an administrator has listed
app_include_js = [f"/assets/{app_name}/js/from_records.js?v={__version__}"]
extend_bootinfo = "improvement_actions.from_records.listed.extend_bootinfo"

# Form scripts, beside the one in the doctype's folder

_action_scripts = "public/js/improvement_action"
_risk_scripts = "public/js/risk_register_entry"
_plan_scripts = "public/js/improvement_plan"
_meeting_scripts = "public/js/governance_review"

doctype_js = {
	"Improvement Action": [
		f"{_action_scripts}/lifecycle_bar.js",
		f"{_action_scripts}/guide.js",
		f"{_action_scripts}/wording.js",
		"public/js/asking.js",
		f"{_action_scripts}/asking.js",
		f"{_action_scripts}/dialogs.js",
		f"{_action_scripts}/run_chart.js",
		"public/js/reading_dialog.js",
		f"{_action_scripts}/readings.js",
		f"{_action_scripts}/after_closing.js",
	],
	"Improvement Plan": [
		f"{_plan_scripts}/plan_bar.js",
		f"{_plan_scripts}/plan_wording.js",
		f"{_plan_scripts}/plan_chart.js",
		f"{_plan_scripts}/plan_versions.js",
		"public/js/asking.js",
		f"{_plan_scripts}/plan_moves.js",
		f"{_plan_scripts}/findings.js",
		f"{_plan_scripts}/findings_sending.js",
		f"{_plan_scripts}/findings_preview.js",
		f"{_plan_scripts}/findings_import.js",
	],
	"Improvement Evidence": ["public/js/reading_dialog.js", "public/js/improvement_evidence/readings.js"],
	"Risk Register Entry": [
		"public/js/asking.js",
		f"{_risk_scripts}/bar.js",
		f"{_risk_scripts}/guide.js",
		f"{_risk_scripts}/dialogs.js",
		f"{_meeting_scripts}/on_a_risk.js",
	],
	"Governance Review": [
		"public/js/asking.js",
		f"{_meeting_scripts}/asking.js",
		f"{_meeting_scripts}/agenda.js",
		f"{_meeting_scripts}/deciding.js",
		f"{_meeting_scripts}/momentum.js",
	],
	"Improvement Settings": ["public/js/overdue_check.js"],
	"Improvement Nightly Run": ["public/js/overdue_check.js"],
}

# List scripts, beside the one in the doctype's folder; each is read with the list, the board, the calendar and the tree

_list_scripts = "public/js/lists"

doctype_list_js = {
	"Improvement Action": [
		f"{_list_scripts}/view_bar.js",
		f"{_list_scripts}/action_marks.js",
		f"{_list_scripts}/action_rows.js",
		f"{_list_scripts}/action_board.js",
		f"{_list_scripts}/action_schedule.js",
		"public/js/overdue_check.js",
	],
	"Improvement Escalation": f"{_list_scripts}/row_said.js",
	"Improvement Nightly Run": [f"{_list_scripts}/row_said.js", "public/js/overdue_check.js"],
	"Improvement Source": f"{_list_scripts}/view_bar.js",
	"Improvement Plan": f"{_list_scripts}/view_bar.js",
	"Improvement Evidence": f"{_list_scripts}/view_bar.js",
	"Effectiveness Review": f"{_list_scripts}/view_bar.js",
	"Risk Register Entry": f"{_list_scripts}/view_bar.js",
	"Governance Review": f"{_list_scripts}/view_bar.js",
}

# Printed records

jinja = {
	"methods": [
		"improvement_actions.jinja.improvement_proof",
		"improvement_actions.jinja.improvement_plan_paper",
		"improvement_actions.jinja.improvement_plan_plainly",
		"improvement_actions.jinja.governance_minutes",
		"improvement_actions.jinja.improvement_plan_proof",
	],
}

# Jobs. Hourly, so that a night that was cut off, or on which nothing ran, is made up for.

scheduler_events = {
	"hourly_long": ["improvement_actions.jobs.nightly.run_when_due"],
}

# Permissions

permission_query_conditions = {
	"Improvement Source": "improvement_actions.permissions.source_query",
	"Improvement Action": "improvement_actions.permissions.action_query",
	"Improvement Evidence": "improvement_actions.permissions.evidence_query",
	"Effectiveness Review": "improvement_actions.permissions.review_query",
	"Improvement Escalation": "improvement_actions.permissions.escalation_query",
	"Improvement Digest": "improvement_actions.permissions.digest_query",
	"Risk Register Entry": "improvement_actions.permissions.risk_query",
	"Improvement Plan": "improvement_actions.permissions.plan_query",
	"Improvement Plan Version": "improvement_actions.permissions.version_query",
	"Improvement Recognition": "improvement_actions.permissions.recognition_query",
	"Governance Review": "improvement_actions.permissions.governance_review_query",
}

has_permission = {
	"Improvement Source": "improvement_actions.permissions.has_source_permission",
	"Improvement Action": "improvement_actions.permissions.has_action_permission",
	"Improvement Evidence": "improvement_actions.permissions.has_evidence_permission",
	"Effectiveness Review": "improvement_actions.permissions.has_review_permission",
	"Improvement Escalation": "improvement_actions.permissions.has_escalation_permission",
	"Improvement Digest": "improvement_actions.permissions.has_digest_permission",
	"Risk Register Entry": "improvement_actions.permissions.has_risk_permission",
	"Improvement Plan": "improvement_actions.permissions.has_plan_permission",
	"Improvement Plan Version": "improvement_actions.permissions.has_version_permission",
	"Improvement Recognition": "improvement_actions.permissions.has_recognition_permission",
	"Governance Review": "improvement_actions.permissions.has_governance_review_permission",
}

# What is kept of the past, in days (an administrator changes it in Log Settings)

default_log_clearing_doctypes = {
	"Improvement Digest": 60,
	"Improvement Nightly Run": 365,
}

# Other doctypes' events

_freezing = "improvement_actions.improvement_actions.doctype.improvement_evidence.freezing"

_references = "improvement_actions.from_records.references"

_issued = "improvement_actions.improvement_actions.doctype.improvement_plan_version.pdf"

doc_events = {
	"*": {
		"after_rename": f"{_references}.follow_rename",
		"after_delete": f"{_references}.let_go",
	},
	"Workflow": {
		# Before Frappe's own validate, which may change the database for good.
		"before_validate": "improvement_actions.workflows.validate_workflow",
		"on_update": "improvement_actions.workflows.realign_states",
	},
	"File": {
		"before_validate": [
			f"{_issued}.refuse_file_change",
			f"{_issued}.refuse_other_content",
			f"{_freezing}.refuse_file_change",
		],
		"after_insert": f"{_freezing}.keep_private",
		"on_update": f"{_freezing}.follow_content",
		"on_trash": [f"{_freezing}.refuse_file_removal", f"{_issued}.refuse_file_removal"],
	},
}

# Frappe deletes and overwrites the content of a file before it asks anyone: these ask first.
write_file = f"{_freezing}.write_file"
delete_file_data_content = f"{_freezing}.delete_file_content"
