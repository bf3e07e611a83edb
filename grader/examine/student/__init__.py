"""
The student's process as the examiner sees it: calls go out, answers or faults come back.

``proxy`` is the object that a property calls. Behind it, ``session`` holds the conversation about
one submission, ``process`` starts and replaces the process, ``time_budget`` says how long things
may take, and ``replies`` rebuilds what came back from base types. ``loading``, ``asides`` and
``written_answers`` keep what the process says beside its answers; ``exception_advice`` adds to an
exception's message. ``in_process`` plays the same part for functions of our own, in audits.
"""
