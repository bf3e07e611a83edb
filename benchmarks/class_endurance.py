"""
A thousand submissions, a hundred of them hostile or broken: every row present, memory flat.

Grades a class on the toy sheet as a whole process, and looks at that process while it works: its
memory (resident, its own and not its examiners') at each result that is stored, and what is left
of its children afterwards. The hostile ones are the bank of ``tests/attacks``, on targets that are
not there; the rest is right, or wrong in one way. Prints what was found; exits 1 where a bound is
missed:

- a row for each submission, the honest ones with the marks that they earn;
- memory over the last half within a tenth of that over the first;
- no process left.

    python benchmarks/class_endurance.py [--size 1000] [--hostile 100] [--isolation walled]
"""

import argparse
import contextlib
import itertools
import json
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import psutil

from grader.gradebook import FILE_NAME
from grader.sheets.record import freeze
from grader.sheets.sheet import load_sheet

HERE = Path(__file__).resolve().parents[1]
ATTACKS = sorted((HERE / "tests" / "attacks" / "bank").rglob("*.py"))
BROKEN = (b"def double(x:\n", b"x = '\xff\xfe'\n", b"import os\nos._exit(1)\n", b"")
GROWTH = 0.1
RIGHT = """
def double(x):
    if not len(x):
        raise ValueError("empty")
    return x * {factor}

def average(values):
    return sum(values) / len(values)
"""


def handed_in(
    size: int, hostile: int, kinds: int | None = None
) -> Iterator[tuple[str, bytes, int | None]]:
    """
    Submissions by their names, those that mean harm spread among the rest; what each earns.

    None of them is another's; what one earns that means harm is not promised.  Of the attacks only
    so many ``kinds`` are there as are named.
    """
    attacks = ATTACKS[:: max(1, len(ATTACKS) // (kinds or len(ATTACKS)))]
    harm = itertools.cycle([*(file.read_bytes() for file in attacks), *BROKEN])
    every = size // hostile if hostile else size + 1
    for number in range(size):
        name, head = f"s{number:05}", f"# {number}\n"
        if number % every == every - 1:
            yield name, head.encode() + next(harm), None
            continue
        wrong = number % 7 == 0
        yield name, (head + RIGHT.format(factor=3 if wrong else 2)).encode(), 5 if wrong else 9


def write_class(folder: Path, size: int, hostile: int) -> dict[str, int]:
    """A folder for each of these; what the honest ones earn."""
    earned: dict[str, int] = {}
    for name, source, points in handed_in(size, hostile):
        (folder / name).mkdir(parents=True)
        (folder / name / "submission.py").write_bytes(source)
        if points is not None:
            earned[name] = points
    return earned


@dataclass
class Seen:
    """Results stored and bytes resident, over and over, and everybody who was started."""

    memory: list[tuple[int, int]] = field(default_factory=list)
    family: set[psutil.Process] = field(default_factory=set)


def watched(process: "subprocess.Popen[bytes]", book: Path) -> Seen:
    """What can be seen of a run from outside, until it ends."""
    seen, itself = Seen(), psutil.Process(process.pid)
    while process.poll() is None:
        time.sleep(0.2)
        with contextlib.suppress(sqlite3.Error, psutil.Error):
            seen.family |= set(itself.children(recursive=True))
            memory = itself.memory_info().rss
            seen.memory.append((results_in(book), memory))
    return seen


def results_in(book: Path) -> int:
    """How many are stored by now."""
    with contextlib.closing(sqlite3.connect(f"file:{book}?mode=ro", uri=True)) as opened:
        return int(opened.execute("SELECT count(*) FROM results").fetchone()[0])


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[1])
    arguments.add_argument("--size", type=int, default=1000)
    arguments.add_argument("--hostile", type=int, default=100)
    arguments.add_argument("--isolation", default="walled")
    arguments.add_argument("--jobs", default="2")
    chosen = arguments.parse_args()
    with tempfile.TemporaryDirectory() as place:
        top = Path(place)
        sheet_folder = top / "doubling"
        shutil.copytree(HERE / "tests" / "toys" / "doubling", sheet_folder)
        freeze(load_sheet(str(sheet_folder)), sheet_folder / "corpus.bin", b"b", lambda _: None)
        (top / "class").mkdir()
        earned = write_class(top / "class", chosen.size, chosen.hostile)
        start = time.perf_counter()
        process = subprocess.Popen(
            [
                *(sys.executable, "-m", "grader", "grade", top / "class", "--out", top / "grades"),
                *("--sheet", sheet_folder, "--public", "--budget", "0", "--jobs", chosen.jobs),
                *("--isolation", chosen.isolation),
            ],
            cwd=HERE,
        )
        seen = watched(process, top / "grades" / FILE_NAME)
        seconds = time.perf_counter() - start
        rows = json.loads((top / "grades" / "marks.json").read_text())["submissions"]
    halves = [
        statistics.median(m for n, m in seen.memory if low <= n / chosen.size < low + 0.5)
        for low in (0.01, 0.5)
    ]
    growth = halves[1] / halves[0] - 1
    wrongly = [r["folder"] for r in rows if earned.get(r["folder"], r["earned"]) != r["earned"]]
    left = [each for each in seen.family if each.is_running()]
    print(
        f"{len(rows)} rows of {chosen.size}, exit {process.returncode}, {seconds:.0f} s, "
        f"{sum(bool(row['problem']) for row in rows)} with a problem, "
        f"{sum(row['open'] > 0 for row in rows)} with open points, "
        f"{len(wrongly)} honest ones with other marks than theirs {wrongly[:5]}\n"
        f"memory of the grader: {halves[0] / 1e6:.1f} MB over the first half, "
        f"{halves[1] / 1e6:.1f} MB over the second ({growth:+.1%}, bound {GROWTH:.0%})\n"
        f"{len(seen.family)} processes seen, {len(left)} left"
    )
    sound = process.returncode == 0 and len(rows) == chosen.size and not wrongly and not left
    return 0 if sound and growth <= GROWTH else 1


if __name__ == "__main__":
    sys.exit(main())
