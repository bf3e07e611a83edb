"""
A thousand scores by one ``grader.Grader``: what all of its processes take of memory, all along.

The program itself, its examiners and the processes that these keep are looked at after every
twentieth of the scores, when nothing is being examined: the bytes that each has for itself, and
together, where what several share counts once. No two submissions are alike. Prints a line for each
look; what is asked of all that comes after the first half is that

- the program itself has grown by less for each score than half of what a report takes, so that
  nothing of a submission is kept;
- each of the others, and all of them together, have grown by less than a tenth: what a hostile
  submission had an examiner hold is kept for the next;
- there are no more of them at the end than there were by then.

    python -m benchmarks.score --endurance 1000 [--whole] [--isolation sealed] [--jobs 2]

On the toy sheet, a tenth of the submissions hostile; with ``--whole`` on sheet 3, its known
mistakes in turn with right submissions.
"""

import contextlib
import itertools
import os
import shutil
import statistics
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psutil

from benchmarks.class_endurance import BROKEN, GROWTH, HERE, handed_in
from benchmarks.class_throughput import RIGHT
from grader import Grader
from grader.sheets.derived.bundle import planted_submission
from grader.sheets.misconceptions import misconceptions
from grader.sheets.record import freeze
from grader.sheets.sheet import load_sheet

LOOKS = 20
SETTLED = LOOKS // 2  # looks after which every examiner has met every kind of attack
SHOWN = 4  # processes


@dataclass(frozen=True)
class Look:
    """What there was at one moment: scores made, and bytes by process."""

    scores: int
    own: dict[int, int]
    together: int

    def __str__(self) -> str:
        largest = sorted(self.own.values(), reverse=True)
        return (
            f"{self.scores:6} scores   {len(largest):2} processes, {self.together / 1e6:6.1f} MB "
            f"together; the largest {'  '.join(f'{size / 1e6:.1f}' for size in largest[:SHOWN])} MB"
        )


def looked(scores: int) -> Look:
    """At this process and at all that it started."""
    me, own, together = psutil.Process(), {}, 0
    for process in (me, *me.children(recursive=True)):
        with contextlib.suppress(psutil.Error):  # one that has ended meanwhile
            memory = process.memory_full_info()
            own[process.pid] = memory.uss
            together += memory.pss
    return Look(scores, own, together)


def toys(many: int) -> Iterator[tuple[bytes, float | None]]:
    """
    Sources for the toy sheet, and what each earns where that is known.

    Each kind of attack comes again in every quarter: what a new one takes may be kept for the next.
    """
    hostile = many // 10
    for _, source, earned in handed_in(many, hostile, max(1, hostile // 4 - len(BROKEN))):
        yield source, earned


def wholes(many: int) -> Iterator[tuple[bytes, float | None]]:
    """Sources for sheet 3: right, and with a known mistake, in turn."""
    sheet = load_sheet("sheet3")
    bank = [mistake for q in sheet.questions for mistake in misconceptions(sheet, q)]
    wrong = itertools.cycle(bank)
    for number in range(many):
        head = f"# {number}\n".encode()
        if number % 2:
            yield head + planted_submission(sheet, next(wrong)).source, None
        else:
            yield head + RIGHT.encode(), 100


def endure(many: int, jobs: int, isolation: str, *, is_whole: bool) -> bool:
    """Score so many and look at the memory meanwhile; whether it stayed as it was."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "doubling"
        shutil.copytree(HERE / "tests" / "toys" / "doubling", folder)
        freeze(load_sheet(str(folder)), folder / "corpus.bin", b"b", lambda _: None)
        sheet = "sheet3" if is_whole else folder
        with Grader(sheet, jobs=jobs, isolation=isolation, budget=0) as grader:
            looks, report = scored(grader, wholes(many) if is_whole else toys(many), many)
    return is_flat(looks, report)


def scored(
    grader: Grader, sources: Iterator[tuple[bytes, float | None]], many: int
) -> tuple[list[Look], float]:
    """Score all; what was looked at, and bytes of a report."""
    looks, sizes, start = [], [], time.perf_counter()
    for _ in range(LOOKS):
        chunk = list(itertools.islice(sources, many // LOOKS))
        for (_, earned), score in zip(
            chunk, grader.score_all(source for source, _ in chunk), strict=True
        ):
            assert score.decided, f"points stayed open: {score.problem}"
            assert earned in (None, score.earned), (earned, score.earned)
            sizes.append(len(score.report))
        looks.append(looked(len(sizes)))
        print(looks[-1], flush=True)
    print(f"{len(sizes)} scores in {time.perf_counter() - start:.0f} s")
    return looks, statistics.fmean(sizes)


def is_flat(looks: list[Look], report: float) -> bool:
    """Whether nothing grew once all was settled; says by how much it did."""
    first, last = looks[SETTLED - 1], looks[-1]
    scores, me = last.scores - first.scores, os.getpid()
    kept = (last.own[me] - first.own[me]) / scores
    others = (first.own.keys() & last.own.keys()) - {me}
    growth = max(last.own[pid] / first.own[pid] - 1 for pid in others)
    together = last.together / first.together - 1
    by_then = max(len(look.own) for look in looks[:SETTLED])
    print(
        f"from {first.scores} scores to {last.scores}: the program by {kept:.0f} bytes for each "
        f"(bound {report / 2:.0f}, half a report), one of {len(others)} others by {growth:+.1%} at "
        f"most, {together:+.1%} together (bound {GROWTH:.0%}); {by_then} processes by then, "
        f"{len(last.own)} now"
    )
    flat = kept <= report / 2 and max(growth, together) <= GROWTH
    return flat and len(last.own) <= by_then
