"""
What isolation costs: to the first answer of a process, for one call, and for a whole sheet.

``python benchmarks/isolation.py [repetitions [SUBMISSION]]`` prints medians for each tier that
this machine offers.  With a submission, it is graded under each tier in turn, so that a busy
minute of the machine falls on all of them; what counts is CPU time, the template's and the
students' processes' included, and wall-clock time.
"""

import statistics
import sys
import time
from pathlib import Path

import numpy as np
import psutil

from grader.examine.check import check
from grader.examine.examiner import open_examiner
from grader.examine.settings import Settings
from grader.examine.student.calls import Call
from grader.examine.student.session import Session
from grader.model import Submission
from grader.sandbox.isolation.tiers import TIERS
from grader.sandbox.limits import Limits
from grader.sandbox.processes.availability import works
from grader.sandbox.processes.launch import Template
from grader.sheets.corpus import FILE_NAME, read_corpus
from grader.sheets.sheet import load_sheet

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


def cpu_seconds(template):
    """CPU time so far of this process, the template, the stem, and all children that have ended."""
    started = psutil.Process(template._process.pid)
    times = [each.cpu_times() for each in [started, *started.children(recursive=True)]]
    return time.process_time() + sum(sum(each[:4]) for each in times)


def sheets(template, tiers, file, repetitions):
    """For each tier the (CPU, wall) seconds of grading a submission, measured in turn."""
    sheet = load_sheet()
    corpus = read_corpus(sheet.folder / FILE_NAME, sheet)
    submission = Submission(file.name, file.read_bytes())
    examiners = {
        tier: open_examiner(template, sheet, corpus, Settings(tier=tier)) for tier in tiers
    }
    found = {tier: [] for tier in tiers}
    for repetition in range(repetitions + 1):
        for tier in tiers:
            cpu, wall = cpu_seconds(template), time.perf_counter()
            report = check(examiners[tier], submission)
            assert report.open == 0
            if repetition:  # the first fills caches
                cost = cpu_seconds(template) - cpu, time.perf_counter() - wall
                found[tier].append(cost)
    return found


def compare_sheets(template, tiers, file, repetitions):
    """Print what a submission costs under each tier, and how many times what under the first."""
    found = sheets(template, tiers, file, repetitions)
    first = [statistics.median(each) for each in zip(*found[tiers[0]], strict=True)]
    for tier in tiers:
        cpu, wall = (statistics.median(each) for each in zip(*found[tier], strict=True))
        print(
            f"{tier:7} {file.name}: CPU {cpu:.2f} s ({cpu / first[0]:.2f} times), "
            f"wall {wall:.2f} s ({wall / first[1]:.2f} times)"
        )


def main():
    repetitions = int(sys.argv[1]) if len(sys.argv) > 1 else 40
    template = Template()
    tiers = [tier for tier in TIERS if works(template, tier)]
    for tier in tiers:
        spawn = statistics.median(first_answers(template, tier, repetitions))
        call = statistics.median(calls(template, tier))
        print(
            f"{tier:7} first answer {spawn * MILLISECONDS:5.1f} ms, "
            f"30x30 call {call * MICROSECONDS:4.0f} µs"
        )
    if len(sys.argv) > 2:
        compare_sheets(template, tiers, Path(sys.argv[2]), max(repetitions // 4, 5))
    template.close()


if __name__ == "__main__":
    main()
