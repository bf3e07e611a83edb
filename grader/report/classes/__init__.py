"""
The results of a class: on a terminal, and as CSV, JSON and JUnit.

``ClassResults`` goes in, text comes out. ``figures`` and ``losses`` are what is counted, for the
terminal and for the page alike; ``item_analysis`` computes what teachers look at: how hard a
question was, and how well it separates.
"""
