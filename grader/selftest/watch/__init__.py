"""
Checking a file again whenever it is saved.

``statements`` and ``edits`` tell what an edit can have changed, ``question_names`` which questions
that concerns, ``recheck`` what is known about the file; ``saves`` and ``screen`` are its two ends,
the disk and the terminal, and ``watch`` is the loop between them.
"""
