"""
Judges what may crash: a mutant reads foreign memory, or never comes to an end.

Processes are forked, so that what this one has prepared need not be prepared again, and each judges
as many as it survives, so that what it prepares itself serves the next ones.
"""

import json
import os
import signal
from itertools import islice

EACH = 20  # subjects that a process is given
LONGEST = 120  # seconds for one


def judged_apart(judge, subjects):
    """
    What ``judge`` says of each subject, as JSON has it, in order.

    Nothing is said of a subject that ends the process or takes too long.
    """
    subjects = iter(subjects)
    while left := list(islice(subjects, EACH)):
        while left:
            told = _told(judge, left)
            yield from told
            left = left[len(told) + 1 :]


def _told(judge, subjects):
    """What a process of its own says until it ends, a line for each subject."""
    reading, writing = os.pipe()
    if (child := os.fork()) == 0:
        with os.fdopen(writing, "w") as pipe:
            for subject in subjects:
                signal.alarm(LONGEST)
                print(json.dumps(judge(subject)), file=pipe, flush=True)
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as pipe:
        lines = pipe.readlines()
    os.waitpid(child, 0)
    return [json.loads(line) for line in lines if line.endswith("\n")]
