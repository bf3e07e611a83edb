"""
The command line: one module a command, words in, one call, words out.

``grader.cli`` holds the table of them. ``options`` has what several commands take, ``terminal`` and
``class_progress`` what they show on the way, and ``output`` where they write. ``streams`` prepares
standard output and standard error for all of them.
"""
