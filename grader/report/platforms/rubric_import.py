"""
The marks that a person filled in, checked before any of them counts.

A table that went through a spreadsheet and through hands has slips in it.  Either all of it is
right, or nothing is taken and every slip is told, with the row that the spreadsheet shows.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from grader.class_results import ClassResults, Heading, Row, RubricMark
from grader.collect.table import decoded, read_table
from grader.errors import GraderError
from grader.report.platforms.rubric_csv import answers_of, version
from grader.report.platforms.spreadsheet import cell, unguarded
from grader.text import clean

__all__ = ["BadRubricMarks", "read_marks", "read_table_text"]

NEEDED = ("folder", "question", "mark", "comment")
NUMBER = re.compile(r"[0-9]{1,6}([.,][0-9]{1,6})?")
LONGEST_COMMENT = 2_000
LARGEST = 100_000_000  # bytes
MOST_SLIPS = 50


class BadRubricMarks(GraderError):
    """The table of marks has slips in it; none of its marks was taken."""

    def __init__(self, file: str, slips: Sequence[str]) -> None:
        count = "1 thing is" if len(slips) == 1 else f"{len(slips)} things are"
        lines = "".join(f"\n  {slip}" for slip in slips[:MOST_SLIPS])
        more = f"\n  … and {len(slips) - MOST_SLIPS} more" if len(slips) > MOST_SLIPS else ""
        super().__init__(
            f"{file}: {count} not right, so no mark was taken.{lines}{more}\n"
            f"Mend the table, then import it again."
        )


class _Slip(Exception):
    """What is not right with one line."""


@dataclass(frozen=True, slots=True)
class _Class:
    """Whom and what there is to mark."""

    results: ClassResults
    rows: Mapping[str, Row]
    questions: Mapping[str, Heading]


def read_marks(text: str, results: ClassResults, file: str) -> Mapping[str, Sequence[RubricMark]]:
    """
    The marks in a table that ``rubric_csv`` wrote and a person filled in, by folder.

    Only those that are new: a line with neither mark nor comment, and a mark that is known
    already, are passed over.  ``file`` is what the table is called.  Raises BadRubricMarks.
    """
    rows = _by_cell(row for row in results.rows if not row.problem)
    questions = {each.id: each for each in results.questions if each.rubric}
    of_class = _Class(results, rows, questions)
    marks: dict[str, list[RubricMark]] = {}
    taken: dict[tuple[str, str], int] = {}
    slips = []
    for number, line in _lines(text, file):
        try:
            row, mark = _mark(line, of_class)
            _assert_new(taken, (row.folder, mark.question), number)
        except _Slip as slip:
            slips.append(f"row {number}: {slip}")
        else:
            if mark not in row.rubric:
                marks.setdefault(row.folder, []).append(mark)
    if slips:
        raise BadRubricMarks(file, slips)
    return marks


def _by_cell(rows: Iterable[Row]) -> Mapping[str, Row]:
    """Rows by what stands for them in the table; none that two of them would share."""
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(cell(row.folder).strip(), []).append(row)
    return {key: same[0] for key, same in found.items() if len(same) == 1}


def read_table_text(file: Path) -> tuple[str, str]:
    """
    The text of a table, and what is doubtful about it, as the end of a sentence.

    Raises GraderError where the file is too large to be one of marks.
    """
    with file.open("rb") as opened:
        content = opened.read(LARGEST + 1)
    if len(content) > LARGEST:
        raise GraderError(f"{file} has more than {LARGEST // 10**6} MB. Is it the right file?")
    return decoded(content)


def _lines(text: str, file: str) -> Iterator[tuple[int, dict[str, str]]]:
    """The lines with something filled in, by column, and each one's row in the spreadsheet."""
    try:
        table = read_table(text, file, lambda heading: heading.strip().lower() in NEEDED)
    except GraderError as error:
        raise BadRubricMarks(file, [f"it is no CSV ({error})"]) from None
    first = table.values(0) if table.cells else ()
    headings = [heading.strip().lower() for heading in first]
    if missing := [name for name in NEEDED if name not in headings]:
        advice = "write the table with 'grader report --rubric-csv'"
        raise BadRubricMarks(file, [f"there is no column {' or '.join(missing)}: {advice}"])
    for number in range(1, len(table.cells)):
        padded = [*map(str.strip, table.values(number)), *[""] * len(headings)]
        line = dict(zip(headings, padded, strict=False))
        if line["mark"] or line["comment"]:
            yield number + 1, line


def _mark(line: Mapping[str, str], of_class: _Class) -> tuple[Row, RubricMark]:
    """The student's folder, and the mark; raises _Slip."""
    row = of_class.rows.get(line["folder"])
    if row is None:
        raise _Slip(f"nobody with marks is called {clean(line['folder'])!r} (column folder)")
    question = of_class.questions.get(line["question"])
    if question is None:
        known = ", ".join(of_class.questions) or "none"
        raise _Slip(f"no rubric for question {clean(line['question'])!r}; there are: {known}")
    answer = answers_of(row, of_class.results).get(question.id, "")
    if line.get("version", version(answer)) != version(answer):
        raise _Slip(
            f"the answer to {question.id} is not the one that was marked; write the table afresh"
        )
    comment = unguarded(clean(line["comment"], LONGEST_COMMENT))
    points = _points(line["mark"], question)
    return row, RubricMark(question.id, points, question.rubric_points, comment)


def _points(said: str, question: Heading) -> float:
    if not said:
        raise _Slip(f"a comment on {question.id}, and no mark")
    if not NUMBER.fullmatch(said):
        raise _Slip(f"the mark {clean(said, 40)!r} is no number such as 1.5 or 1,5")
    points = float(said.replace(",", "."))
    if points > question.rubric_points:
        best = f"{question.rubric_points:g}"
        raise _Slip(f"the mark {clean(said)} is more than the {best} that {question.id} is worth")
    return points


def _assert_new(taken: dict[tuple[str, str], int], key: tuple[str, str], number: int) -> None:
    if key in taken:
        raise _Slip(f"{key[1]} of {clean(key[0])} is marked in row {taken[key]} already")
    taken[key] = number
