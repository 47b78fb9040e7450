"""The rules of the risk register, as pure functions over plain values.

``scores``     likelihood and impact, what an assessment must say
``bands``      which band a score belongs to, and when it is reviewed
``status``     what the status must be, from the facts
``edits``      what may be changed by hand, and by whom
``decisions``  accepting, closing and reopening a risk
``actions``    which actions may be linked to a risk
``notices``    who is told of what, and in which words
``heat_map``   the cells of the 5×5 map
"""

RISK = "Risk Register Entry"
