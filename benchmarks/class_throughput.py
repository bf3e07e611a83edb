"""
How many submissions a second a class goes through, against pytest in a subprocess for each.

Right submissions, each with bytes of its own, in the same run and in turns: ours as
``grader grade`` does it (isolation, gradebook and all, examiners warm), and the *same properties
live* under plain pytest and Hypothesis (100 examples each, no isolation, nothing stored), one
process for each submission and as many at a time as we have examiners. Twice: the whole of sheet 3,
and the nine properties of its questions 2a and 2b. Prints rates and their ratios; exits 1 where a
bound is missed.

    python -m benchmarks.class_throughput [--rounds 3] [--isolation walled] [--jobs 2] [--profile]

A machine that does other things as well is slower for both; the ratio says more than the rates.
With ``--profile`` nothing is compared: it prints where the CPU time of a submission goes, all of it
(``class_profile``), so that the rate can be told that this machine and these submissions allow.

When that was written, of the 0.6 s that a whole sheet took on a busy machine, 61 % were the
submission's own code, 16 % our runner around it (arguments, answers, what is printed), 7 % two
processes that are forked, isolated, given the file, and taken down, and 16 % ours: asking and
knowing answers again 5 %, the student's process as we see it 4 %, its connection 4 %, the wire 2 %,
laws, gradebook and the rest 1 %. Of the nine properties it was 58 % own code, most of that SymPy's
deductions about the symbols of the submission, which it makes again in each process: the template
has derived with others, and to derive with these would put the answer into the student's process.
There the processes are 28 %, our runner 6 % and we 8 %.
"""

import argparse
import contextlib
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.class_profile import METERED, InThisProcess, Profile
from grader.collect import collect
from grader.examine.workers import Executor, Processes
from grader.examine.workers.task import Assignment
from grader.gradebook import open_book
from grader.gradebook.class_run import GradeOptions, occasion_of
from grader.gradebook.fill import fill
from grader.sheets.private_corpus import public_examples
from grader.sheets.sheet import choose, load_sheet

NOBODY: AbstractContextManager[object] = contextlib.nullcontext()
HERE = Path(__file__).resolve().parents[1]
RIGHT = (HERE / "tests" / "submissions" / "right.py").read_text()
PLAIN = """
import importlib.util, os, pytest
from hypothesis import configuration, settings
from grader.examine.student.in_process import InProcessStudent

configuration.set_hypothesis_home_dir(os.devnull)
settings.register_profile("plain", database=None, deadline=None)
settings.load_profile("plain")


@pytest.fixture(scope="session")
def student():
    spec = importlib.util.spec_from_file_location("submission", os.environ["SUBMISSION"])
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return InProcessStudent(vars(module)).student
"""


@dataclass(frozen=True)
class Suite:
    """Questions of sheet 3, and what is promised for them: submissions a second, times pytest."""

    name: str
    only: tuple[str, ...]
    ours: int
    theirs: int
    per_second: float
    times: float


SUITES = (
    Suite("whole sheet", (), ours=24, theirs=2, per_second=8, times=8),
    Suite("nine properties", ("2a", "2b"), ours=60, theirs=4, per_second=20, times=20),
)


@contextlib.contextmanager
def class_of(size: int, tag: str, source: str = RIGHT) -> Iterator[Path]:
    """A folder of right submissions, no two of them the same bytes."""
    with tempfile.TemporaryDirectory() as folder:
        for number in range(size):
            (Path(folder) / f"s{number:04}.py").write_text(f"# {tag} {number}\n{source}")
        yield Path(folder)


def ours(
    suite: Suite,
    executor: Executor,
    isolation: str,
    tag: str,
    source: str = RIGHT,
    watched: AbstractContextManager[object] = NOBODY,
) -> float:
    """Submissions a second, from the first that is asked for to the last that is stored."""
    sheet = load_sheet("sheet3")
    wishes = GradeOptions(only=suite.only, sheet="sheet3")
    made = occasion_of(sheet, public_examples(sheet), wishes, isolation)
    with (
        class_of(suite.ours, tag, source) as folder,
        tempfile.TemporaryDirectory() as out,
        open_book(Path(out) / "gradebook.db", new=True) as book,
    ):
        run = book.begin(made, collect([folder]).entries)
        assignment = Assignment(made.conditions, made.corpus, made.source)
        start = time.perf_counter()
        with watched:
            fill(book, run, assignment, executor)
        seconds = time.perf_counter() - start
        rows = book.results().rows
    unfair = [(row.folder, row.lost, row.problem) for row in rows if row.lost or row.problem]
    assert not unfair, f"a right submission lost marks: {unfair}"
    return suite.ours / seconds


def theirs(suite: Suite, jobs: int, tag: str) -> float:
    """Submissions a second with a pytest for each."""
    sheet = load_sheet("sheet3")
    modules = [sheet.folder / f"{q.module}.py" for q in choose(sheet, suite.only)]
    with class_of(suite.theirs, tag) as folder, tempfile.TemporaryDirectory() as plugin:
        (Path(plugin) / "plain_student.py").write_text(PLAIN)
        command = [
            *(sys.executable, "-m", "pytest", "-q", "-p", "no:grader", "-p", "plain_student"),
            *("-p", "no:cacheprovider", "-W", "ignore", *map(str, modules)),
        ]

        def run(file: Path) -> None:
            environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
            environment |= {"PYTHONPATH": plugin, "SUBMISSION": str(file)}
            ended = subprocess.run(command, cwd=HERE, env=environment, capture_output=True)
            # Where the machine is busy, a property that measures time may fail live.
            assert ended.returncode in (0, 1), ended.stdout
            assert b" passed" in ended.stdout, ended.stdout

        start = time.perf_counter()
        with ThreadPoolExecutor(jobs) as threads:
            list(threads.map(run, sorted(folder.iterdir())))
        return suite.theirs / (time.perf_counter() - start)


def print_profile(suite: Suite, isolation: str, jobs: int) -> None:
    """Where the CPU time of a submission goes, and what rate it leaves at best."""
    executor, source, found = InThisProcess(), RIGHT + METERED, Profile()
    try:
        ours(suite, executor, isolation, "warm", source)
        ours(suite, executor, isolation, "profiled", source, found.taken())
    finally:
        executor.close()
    print(f"{suite.name}, {isolation}: CPU time of a right submission, the mean of {suite.ours}")
    print(*found.lines(suite.ours), sep="\n")
    most = jobs * suite.ours / sum(found.seconds.values())
    print(
        f"  {most:7.2f} a second is what {jobs} idle processors come to (bound {suite.per_second})"
    )


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[1])
    arguments.add_argument("--rounds", type=int, default=3)
    arguments.add_argument("--jobs", type=int, default=2)
    arguments.add_argument("--isolation", default="walled")
    arguments.add_argument("--profile", action="store_true")
    chosen = arguments.parse_args()
    if chosen.profile:
        for suite in SUITES:
            print_profile(suite, chosen.isolation, chosen.jobs)
        return 0
    held = True
    for suite in SUITES:
        executor = Processes(chosen.jobs)
        try:
            ours(suite, executor, chosen.isolation, "warm")
            rounds = [
                (
                    theirs(suite, chosen.jobs, f"round {number}"),
                    ours(suite, executor, chosen.isolation, f"round {number}"),
                )
                for number in range(chosen.rounds)
            ]
        finally:
            executor.close()
        live, frozen = (statistics.median(column) for column in zip(*rounds, strict=True))
        times = statistics.median(ours / theirs for theirs, ours in rounds)
        held &= frozen >= suite.per_second and times >= suite.times
        print(
            f"{suite.name:<16} grader {frozen:6.2f}/s (bound {suite.per_second:g})   "
            f"pytest {live:5.2f}/s   ratio {times:5.1f} (bound {suite.times:g})   "
            f"{chosen.isolation}, {chosen.jobs} at a time, median of {chosen.rounds}",
            flush=True,
        )
    return 0 if held else 1


if __name__ == "__main__":
    sys.exit(main())
