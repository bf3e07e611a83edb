"""
The part of the grader that also exists on the other side of the trust boundary.

Nothing in this folder may import the rest of the grader, a sheet or the reference: a student's
process holds what is imported here, so it must hold no secret. ``processes/`` starts and ends
students' processes, ``isolation/`` fences them in, ``runner/`` runs a submission inside one and
answers calls, and ``wire/`` turns values into bytes and back. ``limits`` is how long and how large
everything may be.
"""
