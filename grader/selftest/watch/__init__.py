"""
Checking a file again whenever it is saved.

``statements`` and ``changes`` tell what an edit can have changed, ``asked`` which questions that
concerns, ``standing`` what is known about the file; ``saves`` and ``screen`` are its two ends, the
disk and the terminal, and ``watch`` is the loop between them.
"""
