"""
Canvas's gradebook CSV, with the grades of one assignment filled in.

Canvas finds people by its ID, then by SIS ids, and assignments by the number in their heading.
Rows above the students tell what an assignment is worth and which grades are posted by hand.
Cells of "N/A" (not assigned) and "EX" (excused) are somebody's decision and stay.
"""

import re
from collections.abc import Mapping

from grader.class_results import ClassResults
from grader.collect.table import KeptTable, read_table
from grader.errors import GraderError
from grader.language import Message, Value
from grader.report.platforms.grades import (
    Filled,
    Grades,
    is_word,
    kept_words,
    replaced,
    unreadable,
)
from grader.report.platforms.match_rows import Line, match
from grader.report.platforms.numbers import decimal_mark, exact, number
from grader.text import clean

__all__ = ["filled_gradebook"]

ASSIGNMENT = re.compile(r"(?P<title>.*) \(\d+\)", re.DOTALL)
ABOVE = re.compile(r"\s*(Muted|Manual Posting.*)?\s*", re.IGNORECASE | re.DOTALL)
IDS = ("ID", "SIS User ID", "SIS Login ID", "Integration ID")
DECIDED = ("N/A", "EX")
READ_ONLY = re.compile(r"\s*\(.*\)\s*")  # the words within depend on the teacher's language


def filled_gradebook(
    text: str,
    results: ClassResults,
    name: str = "the gradebook",
    column: str | None = None,
    *,
    keep_words: bool = False,
) -> Filled:
    """
    The gradebook with the points of everyone who can be matched in one assignment's column.

    ``column`` is the assignment's heading, or its title, or its number; without it the only one
    that is called like the sheet.  Raises GraderError where the text is no gradebook of Canvas,
    or where no single assignment is meant.
    """
    table = read_table(text, name, lambda heading: heading.strip() in {*IDS, "Student"})
    headings = _headings(table, name)
    chosen = _assignment(headings, results, column)
    students = [line for line in table.full_lines if not _is_above(table, line)]
    grades = _grades(table, chosen, results, name)
    matched = match([_line(table, headings, line) for line in students], results.rows)
    changed: dict[tuple[int, int], str] = {}
    decided, kept = [], 0
    for line, row in matched.rows.items():
        before = table.value(line, chosen).strip()
        if before.upper() in DECIDED:
            decided.append(f"{clean(row.name or row.folder)} stays {before} in Canvas.")
        elif row.problem:
            decided.append(f"{clean(row.name or row.folder)} has no grade: {row.problem}")
        elif keep_words and is_word(table, line, chosen):
            kept += 1
        else:
            changed[line, chosen] = grades.of(row)
    remarks = [*grades.remarks(results, "Canvas"), *replaced(table, changed, chosen)]
    remarks += [*kept_words(kept, "Canvas"), *matched.remarks, *decided]
    return Filled(table.text(changed), len(changed), tuple(remarks))


def _headings(table: KeptTable, name: str) -> dict[str, int]:
    headings: dict[str, int] = {}
    for column, heading in enumerate(table.values(0) if table.cells else ()):
        headings.setdefault(heading.strip(), column)
    if "ID" not in headings or not headings.keys() & {"Student", "LastName"}:
        raise GraderError(
            Message(
                "{name} is no gradebook of Canvas: it has no columns Student and ID. In Canvas, "
                "open Grades and choose Export, Export Entire Gradebook.",
                name=name,
            )
        )
    return headings


def _assignment(headings: Mapping[str, int], results: ClassResults, asked: str | None) -> int:
    titles = {h: m["title"] for h in headings if (m := ASSIGNMENT.fullmatch(h))}
    fitting = [h for h, title in titles.items() if _fits(h, title, results, asked)]
    if len(fitting) == 1:
        return headings[fitting[0]]
    shown = ", ".join(repr(clean(heading)) for heading in titles)
    values: dict[str, Value] = {
        "n": len(fitting),
        "name": repr(asked if asked is not None else results.sheet),
    }
    if asked is not None:
        found = Message("{n} assignments of the gradebook are called {name}", **values)
    else:
        found = Message("{n} assignments of the gradebook are called like {name}", **values)
    raise GraderError(
        Message(
            "{found}. Say which, with --canvas-column. There are: {shown}.",
            found=found,
            shown=shown or Message("none"),
        )
    )


def _fits(heading: str, title: str, results: ClassResults, asked: str | None) -> bool:
    if asked is not None:
        return asked in (heading, title) or heading.endswith(f" ({asked})")
    known = {_letters(results.sheet), *_names(results.title)}
    return bool(known & _names(title))


def _names(title: str) -> set[str]:
    """A title, and what stands in it before a colon or a dash."""
    return {_letters(title), _letters(re.split(r"[:–—]", title)[0])}


def _letters(text: str) -> str:
    """Its letters and digits: ``Sheet 3`` is called like ``sheet3``."""
    return re.sub(r"[\W_]+", "", text).casefold()


def _is_above(table: KeptTable, line: int) -> bool:
    values = table.values(line)
    return values[0].strip() == "Points Possible" or all(map(ABOVE.fullmatch, values))


def _grades(table: KeptTable, column: int, results: ClassResults, name: str) -> Grades:
    lines = range(1, len(table.cells))
    above = [line for line in lines if table.value(line, 0).strip() == "Points Possible"]
    given = table.value(above[0], column) if above else ""
    if READ_ONLY.fullmatch(given):
        raise GraderError(
            Message(
                "the column {column} is computed by Canvas and cannot be filled in. Name an "
                "assignment with --canvas-column.",
                column=repr(clean(table.value(0, column))),
            )
        )
    cells = table.column(column)
    best = number(given, decimal_mark(cells)) if given.strip() else exact(results.possible)
    if best is None:
        raise unreadable(name, table, above[0], column)
    return Grades(results.possible, best, decimal_mark(cells, table.delimiter))


def _line(table: KeptTable, headings: Mapping[str, int], line: int) -> Line:
    names = (
        table.value(line, headings.get(each, -1)) for each in ("Student", "LastName", "FirstName")
    )
    ids = tuple(table.value(line, headings[each]) for each in IDS if each in headings)
    return Line(line, ids, " ".join(filter(None, names)))
