"""
The command line: one module a command, words in, one call, words out.

``grader.cli`` holds the table of them. ``options`` has what several commands take, ``terminal`` and
``class_progress`` what they show on the way.
"""
