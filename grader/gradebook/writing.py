"""
What is added to a gradebook, each in one transaction.

A grader that is killed at any instant leaves what it had stored, and nothing by halves.
"""

import contextlib
import hashlib
import json
import sqlite3
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import UTC, datetime

from grader.class_results import NO_PYTHON
from grader.examine.conditions import Conditions
from grader.examine.report_json import ExamResult, report_from
from grader.gradebook.entries import Entry, Key, Occasion, anonymous, key_of, packed
from grader.model import Outcome, Report, Verdict, is_absent
from grader.text import clean, place

__all__ = ["begin", "finish", "now", "store", "writing"]

UNPARSED = ("SyntaxError", "IndentationError", "TabError")
MOST_NOTES = 3


@contextlib.contextmanager
def writing(connection: sqlite3.Connection) -> Iterator[None]:
    """A transaction that has the right to write from its beginning."""
    with connection:
        connection.execute("BEGIN IMMEDIATE")
        yield


def now() -> str:
    """The time, as it is written into a gradebook."""
    return datetime.now(UTC).isoformat(timespec="milliseconds")


def begin(
    connection: sqlite3.Connection,
    occasion: Occasion,
    entries: Sequence[Entry],
    remarks: Sequence[str] = (),
) -> int:
    """
    Add a run over these entries, with what else was remarked about them; its number.

    What is known under the same conditions, and decided, counts as examined at once.
    """
    with writing(connection):
        conditions = _conditions(connection, occasion)
        run = _added(
            connection,
            "INSERT INTO runs (conditions, source, title, headings, corpus_kind, began, written)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            conditions,
            occasion.source,
            occasion.title,
            json.dumps([asdict(heading) for heading in occasion.headings]),
            occasion.corpus_kind,
            now(),
            int(occasion.written),
        )
        ordered = sorted(entries, key=lambda entry: entry.folder)
        for position, entry in enumerate(ordered):
            _entry(connection, run, position, entry)
        connection.executemany(
            "INSERT INTO remarks (run, position, text) VALUES (?, ?, ?)",
            [(run, position, text) for position, text in enumerate(remarks)],
        )
        connection.execute(
            """
            INSERT INTO outcomes (run, position, result)
            SELECT entries.run, entries.position, max(results.number)
            FROM entries JOIN results USING (sha256, file)
            WHERE entries.run = ? AND results.conditions = ? AND results.decided
            GROUP BY entries.run, entries.position
            """,
            (run, conditions),
        )
    return run


def _conditions(connection: sqlite3.Connection, occasion: Occasion) -> int:
    """The number of these conditions, new or known."""
    made: Conditions = occasion.conditions
    connection.execute(
        "INSERT OR IGNORE INTO corpora (digest, content) VALUES (?, ?)",
        (made.corpus, occasion.corpus),
    )
    connection.execute(
        "INSERT OR IGNORE INTO conditions (sheet, sheet_digest, corpus, seed_digest, settings)"
        " VALUES (?, ?, ?, ?, ?)",
        (made.sheet, made.sheet_digest, made.corpus, made.seed_digest, made.settings),
    )
    (number,) = connection.execute(
        "SELECT number FROM conditions WHERE sheet_digest = ? AND corpus = ? AND settings = ?",
        (made.sheet_digest, made.corpus, made.settings),
    ).fetchone()
    return int(number)


def _entry(connection: sqlite3.Connection, run: int, position: int, entry: Entry) -> None:
    handed = entry.submission
    key = key_of(handed) if handed is not None else None
    if handed is not None and key is not None:
        connection.execute(
            "INSERT OR IGNORE INTO submissions (sha256, file, content) VALUES (?, ?, ?)",
            (key.sha256, key.file, zlib.compress(packed(anonymous(handed)))),
        )
    connection.execute(
        "INSERT INTO entries (run, position, folder, id, name, sha256, file, problem, notes)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            run,
            position,
            entry.folder,
            entry.id,
            entry.name,
            key and key.sha256,
            key and key.file,
            entry.problem,
            json.dumps(entry.notes),
        ),
    )


def store(connection: sqlite3.Connection, run: int, key: Key, finding: ExamResult) -> int:
    """Add what was found about a submission, for all of the run who handed it in; its number."""
    report = report_from(finding.text) if finding.text else None
    decided = report is not None and not report.open
    with writing(connection):
        result = _added(
            connection,
            "INSERT INTO results (sha256, file, conditions, report, digest, decided, problem,"
            " made, notes) SELECT ?, ?, conditions, ?, ?, ?, ?, ?, ? FROM runs WHERE number = ?",
            key.sha256,
            key.file,
            zlib.compress(finding.text.encode()) if finding.text else None,
            hashlib.sha256(finding.text.encode()).hexdigest(),
            int(decided),
            finding.problem or (unreadable(report) if report is not None else ""),
            now(),
            json.dumps(unparsed(report) if report is not None else []),
            run,
        )
        if report is not None:
            _details(connection, result, report)
        connection.execute(
            "INSERT INTO outcomes (run, position, result)"
            " SELECT run, position, ? FROM entries WHERE run = ? AND sha256 = ? AND file = ?",
            (result, run, key.sha256, key.file),
        )
    return result


def unreadable(report: Report) -> str:
    """
    Why nothing of a submission could be looked at, for the teacher; empty where something could.

    Zero points would look like a student who wrote nothing.
    """
    whole = next((failure for failure in report.loading if failure.is_whole), None)
    if whole is None:
        return ""
    where = f"{place(whole.line)}: " if whole.line else ""
    return clean(f"{NO_PYTHON}{where}{whole.reason}", 1_000)


def unparsed(report: Report) -> list[str]:
    """
    Cells of a notebook that Python cannot read, where points were lost, for the teacher.

    A Python file of which that is true has no marks at all; the other cells have some.
    """
    if report.earned >= report.possible:
        return []
    return [
        clean(f"Python cannot read {place(failure.line, failure.cell)}: {failure.reason}", 1_000)
        for failure in report.loading
        if failure.cell and failure.message.startswith(UNPARSED)
    ][:MOST_NOTES]


def _counted(verdict: Verdict) -> Outcome:
    """What a loss is counted by: a function that nobody has written yet is missing."""
    return Outcome.MISSING if is_absent(verdict) else verdict.outcome


def _details(connection: sqlite3.Connection, result: int, report: Report) -> None:
    """What reports about a class need of a report, in tables of its own."""
    connection.executemany(
        "INSERT INTO marks (result, position, question, earned, open, possible, bonus)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        [
            (result, position, mark.question, mark.earned, mark.open, mark.possible, mark.bonus)
            for position, mark in enumerate(report.marks)
        ],
    )
    lost = [
        (mark.question, verdict.property, str(_counted(verdict)), verdict.misconception)
        for mark in report.marks
        for verdict in mark.verdicts
        if verdict.outcome is not Outcome.PASSED
    ]
    connection.executemany(
        "INSERT INTO lost (result, position, question, property, outcome, misconception)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        [(result, position, *row) for position, row in enumerate(lost)],
    )
    connection.executemany(
        "INSERT INTO written (result, position, question, digest) VALUES (?, ?, ?, ?)",
        [
            (result, position, question, hashlib.sha256(text.encode()).hexdigest())
            for position, (question, text) in enumerate(report.written)
        ],
    )


def finish(connection: sqlite3.Connection, run: int) -> None:
    """Say that every entry of the run has been seen to."""
    with writing(connection):
        connection.execute("INSERT INTO finished (run, ended) VALUES (?, ?)", (run, now()))


def _added(connection: sqlite3.Connection, statement: str, *values: object) -> int:
    return int(connection.execute(statement, values).lastrowid or 0)
