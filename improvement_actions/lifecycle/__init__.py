"""The rules of the improvement loop, as pure functions over plain values.

Nothing here imports Frappe or reads a database: controllers and jobs gather the facts, ask these
functions, and carry out the answer. That is why every rule can be tested in milliseconds, and why the
same rule holds at every door (Desk, REST, Data Import, bulk edit, console, scheduler).

``status``         the six statuses and the moves between them
``gates``          what must be true before an action may move
``edits``          which fields may be changed by hand, and when
``evidence``       what evidence must say, and which actions it may serve
``independence``   who may verify an action
``hierarchy``      sub-actions: no cycles, never due after their parent
``specificity``    whether the wording can be verified
``measures``       latest reading, change from baseline, target met
``review_tier``    whether a source needs a formal review
``loop``           the state of a source's loop, counted from its actions
``sources``        what a source must say, and the reference of another system
``risks``          the risk register: scores, bands, what a risk's status must be
``schedule``       when verifications and sustainability checks fall due
``uploads``        the name and content of a file that another system sends
``blank``          whether a field says anything
``problem``        how a rule says no
"""
