"""
What keeps a student's process away from everything else.

``tiers`` names the three isolations and lists their layers; ``layers`` are the functions that a
process applies to itself, with ``namespaces``, ``empty_root``, ``landlock``, ``seccomp`` and
``capabilities`` behind them. ``preparation`` works out beforehand what the layers need,
``readable`` and ``importable`` which files and modules a submission may have.
"""
