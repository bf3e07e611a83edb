"""
Who grades the grader: what a sheet's properties find, and what they must not find.

Needs the ``audit`` extra.  Nothing here runs when a submission is marked.
"""
