"""
What runs inside a student's process: it loads a submission and answers calls.

``serve`` is the loop, ``load`` executes the submission statement by statement (``statements``,
``cells``), and ``notebook_stubs`` stand in for what a notebook expects. ``listener`` hears what is
printed and what Python warns of (``print_listener``, ``warning_listener``), ``tried`` names what a
refused system call was for, and ``probes`` is what the doctor runs.
"""
