"""The meeting of a board or a quality committee: what it looks at, what it may decide, and how things have moved since.

``agenda``      which records a meeting looks at, under which heading and in which order
``carrying``    what comes back from the last meeting
``decisions``   what a decision needs, and which decisions fit which record
``meeting``     planned, held, cancelled; who chairs it; which meeting came before
``momentum``    how things stand, compared with the meeting before
"""
