"""
From the tables back to values.

A class of ten thousand is read in a few queries; no report is unpacked for it.
"""

import json
import shlex
import sqlite3
import zlib
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from grader.class_results import Heading, Lost, Marked, PropertyHeading, Row, RubricMark
from grader.examine.conditions import Conditions
from grader.gradebook.entries import Key
from grader.gradebook.schema import columns_of, tables_of
from grader.model import Outcome, added

__all__ = ["Known", "Run", "known", "missing", "remarks", "rows", "runs"]

NOT_EXAMINED = "not examined yet: the run was interrupted; give the same command again"
UNMARKED = "a person marked an earlier answer to {}: mark the new one"

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """
    One run as it is stored.

    Attributes
    ----------
    number : int
    conditions : Conditions
    source, title, corpus_kind : str
        As in Occasion.
    headings : tuple of Heading
    written : bool
        Whether the marks of written answers are added to the totals.
    began, ended : str
        Times, as ISO 8601 in UTC; ``ended`` is empty where it was interrupted.
    """

    number: int
    conditions: Conditions
    source: str
    title: str
    headings: tuple[Heading, ...]
    corpus_kind: str
    began: str
    ended: str
    written: bool = False

    @property
    def option(self) -> str:
        """What names the sheet in a command; nothing for a folder, which others have elsewhere."""
        is_named = self.source and not Path(self.source).is_absolute()
        return f" --sheet {shlex.quote(self.source)}" if is_named else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """
    One result as it is stored.

    Attributes
    ----------
    number : int
    key : Key
    conditions : Conditions
    text, problem : str
        As in ExamResult.
    digest : str
        SHA-256 of the text.
    made : str
        When, as ISO 8601 in UTC.
    """

    number: int
    key: Key
    conditions: Conditions
    text: str
    problem: str
    digest: str
    made: str


# Statements are put together from names of ours alone, hence S608.
CONDITIONS = "sheet, sheet_digest, corpus, seed_digest, settings"


def runs(connection: sqlite3.Connection) -> list[Run]:
    """All runs, the oldest first."""
    # A gradebook that can only be read may be one of an older grader.
    written = "written" if "written" in columns_of(connection, "runs") else "0"
    found = connection.execute(
        "SELECT runs.number, source, title, headings, corpus_kind, began, ended,"  # noqa: S608
        f" {written}, {CONDITIONS} FROM runs JOIN conditions ON conditions.number = runs.conditions"
        " LEFT JOIN finished ON finished.run = runs.number ORDER BY runs.number"
    )
    return [
        Run(
            number=number,
            conditions=_conditions(conditions),
            source=source,
            title=title,
            headings=tuple(map(_heading, json.loads(headings))),
            corpus_kind=kind,
            began=began,
            ended=ended or "",
            written=bool(counts),
        )
        for number, source, title, headings, kind, began, ended, counts, *conditions in found
    ]


def _conditions(columns: list[str]) -> Conditions:
    return Conditions(**dict(zip(CONDITIONS.split(", "), columns, strict=True)))


def _heading(said: dict[str, Any]) -> Heading:
    properties = tuple(PropertyHeading(**each) for each in said["properties"])
    ideas = tuple((language, tuple(each)) for language, each in said.get("ideas", ()))
    return Heading(**{**said, "properties": properties, "ideas": ideas})


def missing(connection: sqlite3.Connection, run: int) -> list[Key]:
    """The submissions of a run that have no result in it, each once, as they are first met."""
    found = connection.execute(
        """
        SELECT sha256, file FROM entries LEFT JOIN outcomes USING (run, position)
        WHERE run = ? AND sha256 IS NOT NULL AND result IS NULL
        GROUP BY sha256, file ORDER BY min(position)
        """,
        (run,),
    )
    return [Key(sha256, file) for sha256, file in found]


def rows(
    connection: sqlite3.Connection, run: int, written_questions: Sequence[Heading] = ()
) -> Iterator[Row]:
    """
    The rows of a run, in the order of their folders.

    ``written_questions`` are those whose written answers count in the totals.
    """
    bonus = ", bonus" if "bonus" in columns_of(connection, "marks") else ""
    marks = _by_result(connection, run, "marks", f"question, earned, open, possible{bonus}", Marked)
    lost = _by_result(connection, run, "lost", "question, property, outcome, misconception", _lost)
    written = _by_result(connection, run, "written", "question, digest", lambda *both: both)
    given = _given(connection)
    found = "results.notes" if "notes" in columns_of(connection, "results") else "NULL"
    for folder, person, name, sha256, problem, notes, result, ours, more in connection.execute(
        "SELECT folder, id, name, entries.sha256, entries.problem, entries.notes, result,"  # noqa: S608
        f" results.problem, {found} FROM entries LEFT JOIN outcomes USING (run, position)"
        " LEFT JOIN results ON results.number = outcomes.result"
        " WHERE run = ? ORDER BY position",
        (run,),
    ):
        texts = dict(written[result])
        rubric, outdated = _counting(given[folder], texts)
        problem = problem or ("" if sha256 is None or result else NOT_EXAMINED) or ours or ""
        yield Row(
            folder=folder,
            id=person,
            name=name,
            sha256=sha256 or "",
            problem=problem,
            notes=(
                *json.loads(notes),
                *json.loads(more or "[]"),
                *(UNMARKED.format(question) for question in outdated),
            ),
            marks=() if problem else tuple(marks[result]),
            lost=() if problem else tuple(lost[result]),
            written=() if problem else tuple(texts),
            rubric=rubric,
            **({} if problem else _written(written_questions, rubric, texts)),
            result=result or 0,
        )


def _written(
    questions: Sequence[Heading], given: Sequence[RubricMark], texts: dict[str, str]
) -> dict[str, Any]:
    """What written answers add to the totals, and what waits for a person's mark."""
    earned = {mark.question: mark.earned for mark in given}
    return {
        "written_marks": tuple(
            Marked(q.id, added([earned.get(q.id, 0)]), 0, added([q.rubric_points]))
            for q in questions
        ),
        "waiting": added(
            q.rubric_points for q in questions if q.id in texts and q.id not in earned
        ),
    }


def remarks(connection: sqlite3.Connection, run: int) -> list[str]:
    """What was remarked when the run's submissions were collected."""
    if "remarks" not in tables_of(connection):  # written by an older grader, and not since
        return []
    found = connection.execute("SELECT text FROM remarks WHERE run = ? ORDER BY position", (run,))
    return [text for (text,) in found]


def _by_result(
    connection: sqlite3.Connection, run: int, table: str, columns: str, made: Callable[..., T]
) -> dict[int | None, list[T]]:
    """The lines of a table for each result that the run counts."""
    found: dict[int | None, list[T]] = defaultdict(list)
    for result, *values in connection.execute(
        f"SELECT result, {columns} FROM {table}"  # noqa: S608
        " WHERE result IN (SELECT result FROM outcomes WHERE run = ?) ORDER BY result, position",
        (run,),
    ):
        found[result].append(made(*values))
    return found


def _lost(question: str, name: str, outcome: str, misconception: str) -> Lost:
    return Lost(question, name, Outcome(outcome), misconception)


def _given(connection: sqlite3.Connection) -> dict[str, list[tuple[RubricMark, str]]]:
    """By folder, the latest mark of a person for each written answer, and for which text."""
    latest: dict[str, list[tuple[RubricMark, str]]] = defaultdict(list)
    for folder, question, earned, possible, comment, text in connection.execute(
        """
        SELECT folder, question, earned, possible, comment, text FROM rubric
        WHERE number IN (SELECT max(number) FROM rubric GROUP BY folder, question, text)
        ORDER BY number
        """
    ):
        latest[folder].append((RubricMark(question, earned, possible, comment), text))
    return latest


def _counting(
    given: list[tuple[RubricMark, str]], texts: dict[str, str]
) -> tuple[tuple[RubricMark, ...], list[str]]:
    """The marks that were given for these very texts, and the questions where none was."""
    counting = {mark.question: mark for mark, text in given if texts.get(mark.question, "") == text}
    others = dict.fromkeys(mark.question for mark, _ in given if mark.question not in counting)
    return tuple(counting[question] for question in sorted(counting)), list(others)


def known(connection: sqlite3.Connection, result: int) -> Known | None:
    """A result by its number."""
    found = connection.execute(
        f"SELECT sha256, file, report, digest, problem, made, {CONDITIONS}"  # noqa: S608
        " FROM results JOIN conditions ON conditions.number = results.conditions"
        " WHERE results.number = ?",
        (result,),
    ).fetchone()
    if found is None:
        return None
    sha256, file, report, digest, problem, made, *conditions = found
    return Known(
        number=result,
        key=Key(sha256, file),
        conditions=_conditions(conditions),
        text=zlib.decompress(report).decode() if report is not None else "",
        problem=problem,
        digest=digest,
        made=made,
    )
