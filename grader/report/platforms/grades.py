"""
A platform's file with the grades in it, and how points became grades.

What is the same for every platform: the value that filling a file leads to, numbers as the file
writes them, and the arithmetic where a platform's best grade is not the sheet's points.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from grader.class_results import ClassResults, Row
from grader.report.platforms.csv_in_place import KeptTable
from grader.report.platforms.spreadsheet import decimal_text

__all__ = ["Filled", "Grades", "number", "replaced"]

NUMBER = re.compile(r"\d{1,9}([.,]\d{1,9})?")


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
    possible : int
        The sheet's points.
    best : Decimal
        What the platform gives for all of them.
    comma : bool
        Whether it writes decimals with a comma.
    """

    possible: int
    best: Decimal
    comma: bool = False

    def of(self, row: Row) -> str:
        """The grade of a row, rounded half up to two decimals."""
        grade = decimal_text(row.earned * self.best / (self.possible or 1))
        return grade.replace(".", ",") if self.comma else grade

    def remarks(self, results: ClassResults, platform: str) -> list[str]:
        """What is to be said about all of them."""
        found = []
        if self.best != self.possible:
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
        return found


def replaced(table: KeptTable, changed: Mapping[tuple[int, int], str], column: int) -> list[str]:
    """How many grades stood there that are others now, as a sentence; nothing for none."""
    before = {key: table.value(*key) for key in changed if key[1] == column}
    others = sum(number(old) not in (None, number(changed[key])) for key, old in before.items())
    those = "1 grade was" if others == 1 else f"{others} grades were"
    return [f"{those} there that differed, and {those.split()[-1]} replaced."] if others else []


def number(text: str) -> Decimal | None:
    """A grade as a platform writes it, with a point or a comma; None where it is no number."""
    text = text.strip()
    return Decimal(text.replace(",", ".")) if NUMBER.fullmatch(text) else None
