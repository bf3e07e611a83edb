"""
A check from inside a notebook: ``from grader import check; check("2b")``.

The student's functions live in the notebook's kernel, the sheet and its model answers in an
*examiner*, a process of its own that the kernel starts.  They never meet in one process, here
as elsewhere: what a notebook can reach by ``import`` or by looking around in memory would soon be
the answer to an exercise.  The kernel plays the part of the template: it is asked for a
copy of itself, and the copy answers calls.  So a function that hangs is killed from outside, and
what a call changes stays in the copy.
"""
