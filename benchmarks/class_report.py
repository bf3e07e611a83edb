"""
How long the report on ten thousand students takes, and how large it is.

Fills a gradebook with made-up results of sheet 3 (a student loses each function's properties with
a probability of a third, half of them by a known mistake), which takes a minute or two and is not
measured; then runs ``grader report --html FILE`` on it as a process of its own. Prints wall time,
memory and size, and exits 1 where a bound is missed: 10 s, and 20 MB.

    python benchmarks/class_report.py [--rows 10000] [--book FOLDER]

With ``--book`` the gradebook is kept in that folder, and used again if it is there.
"""

import argparse
import hashlib
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from grader.examine.conditions import settings_text
from grader.examine.report_json import json_text
from grader.examine.settings import Settings
from grader.gradebook import Conditions, ExamResult, Occasion, open_book
from grader.gradebook.entries import headings, key_of
from grader.mark import mark
from grader.model import Outcome, Report, Submission, SubmissionId, Verdict
from grader.sheets.misconceptions import misconceptions
from grader.sheets.sheet import Question, Sheet, load_sheet

HERE = Path(__file__).resolve().parents[1]
SECONDS, BYTES = 10.0, 20_000_000
KINDS = (Outcome.WRONG, Outcome.WRONG, Outcome.WRONG, Outcome.RAISED, Outcome.MISSING)


@dataclass(frozen=True)
class Handin:
    """One of the class, as collecting would give it."""

    folder: str
    id: str
    name: str
    submission: Submission
    problem: str = ""
    notes: tuple[str, ...] = ()


def verdicts(sheet: Sheet, question: Question, rng: random.Random) -> Iterator[Verdict]:
    """What a student earns and loses on a question."""
    known = misconceptions(sheet, question)
    for function in question.functions:
        gone, outcome = rng.random() < 1 / 3, rng.choice(KINDS)
        sentences = [each.sentence for each in known if each.function == function]
        why = rng.choice(sentences) if outcome is Outcome.WRONG and rng.random() < 0.5 else ""
        for each in question.properties:
            if each.declared.function == function:
                yield Verdict(
                    property=each.name,
                    function=function,
                    points=each.declared.points,
                    outcome=outcome if gone else Outcome.PASSED,
                    law=each.law,
                    call=f"{function}(np.array([[0.0, 1.0], [2.0, 3.0]]), 2)" if gone else "",
                    message="element (0, 1) is 0.5, should be 0.25" if gone else "",
                    misconception=why if gone else "",
                )


def made_up(sheet: Sheet, submission: Submission, rng: random.Random) -> Report:
    """A report on a submission that nobody examined."""
    return Report(
        sheet=sheet.name,
        corpus="made up",
        submission=SubmissionId("submission.py", submission.sha256),
        isolation="walled",
        marks=tuple(
            mark(question.id, question.title, list(verdicts(sheet, question, rng)))
            for question in sheet.questions
        ),
    )


def fill(folder: Path, rows: int) -> None:
    """A gradebook of so many students."""
    sheet = load_sheet("exercises.sheet3")
    class_ = [
        Handin(
            f"student{number:05d}",
            str(300_000 + number),
            f"Student Number {number}",
            Submission("submission.py", f"x = {number}\n".encode()),
        )
        for number in range(rows)
    ]
    conditions = Conditions(
        sheet=sheet.name,
        sheet_digest="made up",
        corpus=hashlib.sha256(b"made up").hexdigest(),
        seed_digest="made up",
        settings=settings_text(Settings(tier="walled"), sheet.questions, {"python": "3"}),
    )
    occasion = Occasion(
        conditions=conditions,
        corpus=b"made up",
        corpus_kind="private",
        source="exercises.sheet3",
        title=sheet.title,
        headings=headings(sheet, sheet.questions),
    )
    folder.mkdir(parents=True, exist_ok=True)
    with open_book(folder, new=True) as book:
        run = book.begin(occasion, class_)
        for number, each in enumerate(class_):
            report = made_up(sheet, each.submission, random.Random(number))
            book.store(run, key_of(each.submission), ExamResult(json_text(report)))
        book.finish(run)


def measured(book: Path, page: Path) -> tuple[float, float, int]:
    """Wall and CPU seconds of the command, and the most memory that it held, in bytes."""
    command = [sys.executable, "-m", "grader", "report", str(book), "--html", str(page)]
    start = time.perf_counter()
    process = subprocess.Popen(command, cwd=HERE, stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(f"{' '.join(command)} failed")
    wall = time.perf_counter() - start
    return wall, used.ru_utime + used.ru_stime, used.ru_maxrss * 1024


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[1])
    arguments.add_argument("--rows", type=int, default=10_000)
    arguments.add_argument("--book", type=Path)
    chosen = arguments.parse_args()
    with tempfile.TemporaryDirectory() as aside:
        book, page = chosen.book or Path(aside) / "book", Path(aside) / "report.html"
        if not (book / "gradebook.db").exists():
            fill(book, chosen.rows)
        seconds, cpu, memory = measured(book, page)
        size = page.stat().st_size
    print(f"{chosen.rows} rows: {seconds:.1f} s wall, {cpu:.1f} s CPU (bound {SECONDS:.0f} s wall)")
    print(
        f"{size / 1e6:.1f} MB of HTML (bound {BYTES / 1e6:.0f} MB), {memory / 1e6:.0f} MB of memory"
    )
    return 0 if seconds <= SECONDS and size <= BYTES else 1


if __name__ == "__main__":
    sys.exit(main())
