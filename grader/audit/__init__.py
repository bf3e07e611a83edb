"""
Whether a sheet is right: its properties catch wrong answers and accept right ones.

A sheet goes in, findings come out (``audit``). ``mutants`` and the sheet's misconceptions are the
wrong answers, ``other_solutions`` the right ones; ``workbench`` runs properties on them in our own
process, ``trials`` does so in parallel, and ``reports`` shows it. ``rare`` finds the mutants that
few examples catch, for ``grader freeze``; ``power/`` tells by kind of wrong answer what examples
catch. ``verify/`` checks what a printed solution claims. These need the ``audit`` extra;
``doctor/``, which tries whether the isolation holds, does not. Nothing here runs when a submission
is marked.
"""
