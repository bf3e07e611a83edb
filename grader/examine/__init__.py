"""
The second verb: one submission goes in, one report comes out.

``check`` is the whole of it in three steps: it asks all that the marks depend on, makes the report,
and explains what was lost. Start there, then read ``examiner`` (what is prepared once),
``question`` (the properties of one question), ``example_run`` and ``asking/`` (how many calls are
under way at once, and in which order), ``ask_twice`` and ``ask_afresh`` (a stateful function is
caught), and ``verdicts``. ``student/`` is the process on the other side, ``feedback/`` what is said
about a lost property, ``probe/`` looks for what the corpus does not show when all marks are made,
and ``workers/`` is where a class is examined. ``answer_tree``, ``known_answers``, ``transcript``
and ``recorded_answers`` save time and decide no mark; ``settings``, ``versions`` and ``conditions``
are what a mark depends on; ``report_json`` is a report's canonical text and the way back.
"""
