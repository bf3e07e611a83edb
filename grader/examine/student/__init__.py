"""
The student's process as the examiner sees it: calls go out, answers or faults come back.

``proxy`` is the object that a property calls. Behind it, ``session`` holds the conversation about
one submission, ``process`` starts and replaces the process, ``time_budget`` says how long things
may take, ``answer_buffer`` matches answers with calls, and ``replies`` rebuilds what came back from
base types. ``faults`` are what can come instead, and ``exception_advice`` adds to an exception's
message. ``loading`` tells how the submission loads, ``asides`` keeps what it prints and warns of,
and ``written_answers`` its texts. ``in_process`` plays the same part for functions of our own, in
audits.
"""
