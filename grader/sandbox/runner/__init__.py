"""
What runs inside a student's process: it loads a submission and answers calls.

``serve`` is the loop, ``load`` executes the submission statement by statement (``statements``,
``cells``), ``notebook_stubs`` and the listeners stand in for what a notebook expects, and
``probes`` is what the doctor runs.
"""
