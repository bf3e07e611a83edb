"""
A platform's file with the grades in it, and how points became grades.

What is the same for every platform: the value that filling a file leads to, and the arithmetic
where a platform's best grade is not the sheet's points.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from grader.class_results import ClassResults, Row
from grader.collect.table import KeptTable
from grader.errors import GraderError
from grader.language import Message
from grader.report.platforms.numbers import decimal_mark, exact, is_plain, number
from grader.report.platforms.spreadsheet import decimal_text
from grader.text import clean, several

__all__ = ["Filled", "Grades", "is_word", "kept_words", "replaced", "unreadable"]


@dataclass(frozen=True, slots=True)
class Filled:
    """
    A file to hand back to a platform.

    Attributes
    ----------
    text : str
    filled : int
        How many grades are in it now that are ours.
    remarks : tuple of str
        What the teacher should know, a sentence each.
    """

    text: str
    filled: int
    remarks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Grades:
    """
    From points to grades.

    Attributes
    ----------
    possible : int or float
        The sheet's points.
    best : Decimal
        What the platform gives for all of them; 0 where it counts nothing.
    mark : str
        What stands before its decimals: a point, a comma, or nothing that is known.
    """

    possible: int | float
    best: Decimal
    mark: str = ""

    def of(self, row: Row) -> str:
        """The grade of a row, rounded half up to two decimals."""
        grade = decimal_text(self._exact(row))
        return grade.replace(".", ",") if self.mark == "," else grade

    def _exact(self, row: Row) -> Decimal:
        possible = exact(self.possible)
        return exact(row.earned) * (self.best or possible) / (possible or 1)

    def remarks(self, results: ClassResults, platform: str) -> list[str]:
        """What is to be said about all of them."""
        found = []
        if not self.best:
            found.append(f"{platform} counts nothing for it: the sheet's own points are filled in.")
        elif self.best != exact(self.possible):
            best = decimal_text(self.best)
            found.append(
                f"{self.possible} points of the sheet are {best} in {platform}: grades were scaled "
                f"by {best}/{self.possible}."
            )
        if still := sum(row.open > 0 for row in results.rows):
            found.append(
                f"{still} of {len(results.rows)} submissions have open points: their grades count "
                f"what is earned so far. Grade them again."
            )
        if above := sum(row.earned > row.possible for row in results.rows if not row.problem):
            found.append(
                f"{several(above, 'grade')} above the best one, by bonus points. "
                f"See that {platform} took them as they are."
            )
        if waiting := sum(row.waiting > 0 for row in results.rows):
            found.append(
                f"{waiting} of {len(results.rows)} submissions have written answers that nobody "
                f"has marked yet: their grades lack those points. Mark them, with "
                f"'grader report --rubric-csv' and 'grader rubric import', and fill in again."
            )
        return found


def replaced(table: KeptTable, changed: Mapping[tuple[int, int], str], column: int) -> list[str]:
    """How many grades stood there that are others now, as a sentence; nothing for none."""
    mark = decimal_mark(table.column(column), table.delimiter)
    before = {key: table.value(*key).strip() for key in changed if key[1] == column}
    others = [
        old
        for key, old in before.items()
        if old and (number(old, mark) is None or number(old, mark) != number(changed[key], mark))
    ]
    words = sorted({clean(old, 40) for old in others if not is_plain(old, mark)})
    those = "1 grade was" if len(others) == 1 else f"{len(others)} grades were"
    named = f" (among them {', '.join(words[:5])}: --keep-words keeps such)" if words else ""
    said = f"{those} there that differed, and {those.split()[-1]} replaced{named}."
    return [said] if others else []


def is_word(table: KeptTable, line: int, column: int) -> bool:
    """Whether somebody wrote something else than a plain number for a grade."""
    old = table.value(line, column).strip()
    mark = decimal_mark(table.column(column), table.delimiter)
    return bool(old) and not is_plain(old, mark)


def kept_words(kept: int, platform: str) -> list[str]:
    """How many grades that are no plain numbers stay, as a sentence; nothing for none."""
    verb = "stays" if kept == 1 else "stay"
    which = "that is no plain number" if kept == 1 else "that are no plain numbers"
    return [f"{several(kept, 'grade')} {which} {verb} in {platform}."] if kept else []


def unreadable(name: str, table: KeptTable, line: int, column: int) -> GraderError:
    """A cell that cannot be read with certainty: a wrong guess would scale everybody's grade."""
    heading, found = clean(table.value(0, column)), clean(table.value(line, column), 40)
    return GraderError(
        Message(
            "{name}, line {line}, column {heading}: {found} is no number that can be read with "
            "certainty. Write the number alone there, such as 100 or 12.5.",
            name=name,
            line=table.line_number(line),
            heading=repr(heading),
            found=repr(found),
        )
    )
