"""
What is said about a property that was lost; nothing here can move a mark.

A failed property and its calls go in, sentences come out. ``hint_levels`` says how much is told:
the law, where it breaks, the smallest example. ``where`` describes the inputs that go wrong, as far
as ``claims`` go; ``counterexample`` searches for a smaller example; ``diagnose`` names the known
mistake that gives the same answers, with ``suspects`` and ``same_answer``.
"""
