"""
What isolation costs: from asking for a process to its first answer, and for one call.

``python benchmarks/isolation.py [repetitions]`` prints medians for each tier that this
machine offers.
"""

import statistics
import sys
import time

import numpy as np

from grader.model import Submission
from grader.sandbox.availability import works
from grader.sandbox.launch import Template
from grader.sandbox.limits import Limits
from grader.sandbox.tiers import TIERS
from grader.session import Session
from grader.student import Call

SOURCE = b"def same(x):\n    return x\n"
MILLISECONDS, MICROSECONDS = 1e3, 1e6
CALLS = 400


def first_answers(template, tier, repetitions):
    """Seconds from asking for a process to the answer to its first call."""
    for _ in range(repetitions):
        session = Session(Submission("submission.py", SOURCE), template, tier, Limits())
        start = time.perf_counter()
        session.ask([Call("same", (1,))])
        yield time.perf_counter() - start
        session.end()


def calls(template, tier):
    """Seconds for one call with a 30 by 30 array, there and back."""
    session = Session(Submission("submission.py", SOURCE), template, tier, Limits())
    images = [np.full((30, 30), float(i)) for i in range(CALLS)]
    for image in images:
        start = time.perf_counter()
        session.ask([Call("same", (image,))])
        yield time.perf_counter() - start
    session.end()


def main():
    repetitions = int(sys.argv[1]) if len(sys.argv) > 1 else 40
    template = Template()
    for tier in TIERS:
        if works(template, tier):
            spawn = statistics.median(first_answers(template, tier, repetitions))
            call = statistics.median(calls(template, tier))
            print(
                f"{tier:7} first answer {spawn * MILLISECONDS:5.1f} ms, "
                f"30x30 call {call * MICROSECONDS:4.0f} µs"
            )
    template.close()


if __name__ == "__main__":
    main()
