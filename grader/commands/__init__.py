"""
The command line: one module a command, words in, one call, words out.

``grader.cli`` holds the table of them. ``options`` has what several commands take, ``output`` where
they write and what they show on the way, ``class_progress`` the same of a class, and ``terminal``
what students read. ``streams`` prepares standard output and standard error for all of them.
"""
