"""
Verdicts for programs: one submission goes in, one score comes out, in the caller's own process.

``grader.Grader`` is the whole of it (``warm``): it keeps examiners, which are processes of their
own, and asks them. Read ``score`` (what comes out) and ``source`` (what goes in) first, then
``opening`` (what is prepared once). ``warm_async`` is the same for programs with an event loop.
``inspect_ai`` and ``verifiers`` are thin and optional: each needs the package that it is called
after.
"""
