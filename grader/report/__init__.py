"""
The fifth verb: results go in, text comes out.

A reporter is a function; it asks the engine nothing. ``student/`` puts one report into words and
``classes/`` those of a class, ``html/`` makes pages, and ``platforms/`` fills marks back into the
files of Moodle, Canvas and Gradescope. ``export`` and ``feedback_pages`` are the only ones that
write files. Read ``student/feedback`` first: it decides what is said once.
"""
