"""
What a call costs over the wire, and what a new process costs.

- a call with a 30x30 float64 array, there and back, against 150 µs;
- spawn to first answer from the warm template, against 25 ms (15 ms for ``sealed``).

    python benchmarks/wire.py [--isolation limits]

Medians, so that a busy moment does not count; beside each the same work in one process
(encode and decode alone), which tells how much of it is our code and how much the kernel's.
"""

import argparse
import statistics
import sys
import time

import numpy as np

from grader.examine.student.calls import Call
from grader.examine.student.session import Session
from grader.model import Submission
from grader.sandbox.limits import Limits
from grader.sandbox.processes.launch import launcher
from grader.sandbox.wire.codec import decode, encode

SOURCE = b"import numpy as np\n\ndef double(x):\n    return x * 2\n"
BOUNDS = {"limits": 25.0, "sealed": 15.0, "walled": 25.0}  # ms to the first answer
CALL_MICROSECONDS = 150.0


def first_answers(launched: object, tier: str, times: int) -> list[float]:
    """Seconds from nothing to an answer, with a new process each time."""
    taken = []
    for _ in range(times):
        session = Session(Submission("submission.py", SOURCE), launched, tier, Limits())
        start = time.perf_counter()
        session.ask([Call("double", (np.ones(3),))])[0].get()
        taken.append(time.perf_counter() - start)
        session.end()
    return taken


def round_trips(session: Session, times: int) -> list[float]:
    """Seconds for a call, one at a time, of an answer that is looked at."""
    call = Call("double", (np.ones((30, 30)),))
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        session.ask([call])[0].get()
        taken.append(time.perf_counter() - start)
    return taken


def alone(times: int) -> list[float]:
    """Seconds for encoding and decoding a call and its answer, in this process."""
    x, taken = np.ones((30, 30)), []
    for _ in range(times):
        start = time.perf_counter()
        decode(*encode(("double", (x,))))
        decode(*encode(x))
        taken.append(time.perf_counter() - start)
    return taken


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[1])
    arguments.add_argument("--isolation", choices=BOUNDS, default="limits")
    tier = arguments.parse_args().isolation
    with launcher() as launched:
        first_answers(launched, tier, 3)
        spawn = statistics.median(first_answers(launched, tier, 50)) * 1e3
        session = Session(Submission("submission.py", SOURCE), launched, tier, Limits())
        round_trips(session, 200)
        call = statistics.median(round_trips(session, 5000)) * 1e6
        session.end()
    coding = statistics.median(alone(5000)) * 1e6
    print(f"{tier}: spawn to first answer {spawn:.1f} ms (bound {BOUNDS[tier]:g})")
    print(f"{tier}: 30x30 call {call:.0f} µs (bound {CALL_MICROSECONDS:g}), coding {coding:.0f} µs")
    return 0 if spawn <= BOUNDS[tier] and call <= CALL_MICROSECONDS else 1


if __name__ == "__main__":
    sys.exit(main())
