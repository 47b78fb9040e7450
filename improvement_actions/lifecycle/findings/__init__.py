"""How an inspection report becomes the findings and actions of a plan: read, understood and judged row by row.

`tables` reads what was pasted or sent, `columns` says what its columns hold, `days`, `persons`, `standards` and `priorities`
understand single cells, and `judging` says what becomes of each row. Nothing is lost on the way: a row that cannot be taken
comes back with its number, what it said and every reason.
"""
