"""Sources that refer to a record get the key that keeps others from coming of the same record.

Where several came of one already, the oldest gets it; all of them keep their reference, and the record shows them all.
"""

from improvement_actions.from_records.references import give_keys


def execute():
	give_keys()
