"""
What a written answer earns its points for, as data.

An instructor writes it down in ``rubric.toml`` of the sheet: for each question a list of
criteria, so that the points of a question are the sum of what is asked and cannot differ from it.
A sheet without such a file asks for nothing in writing.
"""

import math
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from grader.errors import BadSheet
from grader.sheets.sheet import Sheet

__all__ = ["FILE_NAME", "Criterion", "Rubric", "points_text", "read_rubric"]

FILE_NAME = "rubric.toml"
KEYS = {"points", "text"}


@dataclass(frozen=True, slots=True)
class Criterion:
    """One thing that an answer is to say, and what saying it is worth."""

    points: float
    text: str


@dataclass(frozen=True, slots=True)
class Rubric:
    """What one question's written answer is marked by."""

    question: str
    criteria: tuple[Criterion, ...]

    @property
    def points(self) -> float:
        """What a complete answer is worth."""
        return sum(each.points for each in self.criteria)

    @property
    def text(self) -> str:
        """The rubric as the person who marks reads it, a line for each criterion."""
        return "\n".join(f"{points_text(each.points)}: {each.text}" for each in self.criteria)


def points_text(points: float) -> str:
    """A number of points in words, such as ``1 point`` or ``0.5 points``."""
    return f"{points:g} point" if points == 1 else f"{points:g} points"


def read_rubric(sheet: Sheet) -> Mapping[str, Rubric]:
    """
    The rubric of each question of ``sheet`` that is answered in writing, in the sheet's order.

    Empty where the sheet's folder has no ``rubric.toml``.  Raises BadSheet where the file cannot
    be read, names a question that the sheet does not have, or has a criterion without points.
    """
    file = sheet.folder / FILE_NAME
    content = _content(file)
    known = [question.id for question in sheet.questions]
    for question in content:
        if question not in known:
            raise BadSheet(
                f"{file} has a rubric for {question!r}, which is no question of the sheet. "
                f"Choose from: {', '.join(known)}."
            )
    return {each: _rubric(file, each, content[each]) for each in known if each in content}


def _content(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text("utf-8"))
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise BadSheet(f"{file} cannot be read ({error.strerror}). Check it.") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadSheet(f"{file} is not TOML: {error}. Mend it there.") from None


def _rubric(file: Path, question: str, groups: Any) -> Rubric:
    if not isinstance(groups, list) or not all(isinstance(each, dict) for each in groups):
        raise BadSheet(f"{file}: {question} is no list. Begin a criterion with [[{question}]].")
    criteria = [_criterion(file, question, number, g) for number, g in enumerate(groups, start=1)]
    return Rubric(question, tuple(criteria))


def _criterion(file: Path, question: str, number: int, group: dict[str, Any]) -> Criterion:
    points, text = group.get("points"), group.get("text")
    if not _is_worth_something(points):
        found = f"'points' are {points!r}. Give a number above 0"
    elif not isinstance(text, str) or not text.strip():
        found = "'text' is missing. Say what earns the points"
    elif group.keys() - KEYS:
        found = f"{min(group.keys() - KEYS)!r} is no key. Use points and text"
    else:
        return Criterion(float(group["points"]), " ".join(text.split()))
    raise BadSheet(f"{file}, criterion {number} of {question}: {found}.")


def _is_worth_something(points: object) -> bool:
    if not isinstance(points, (int, float)) or isinstance(points, bool):
        return False
    return 0 < points < math.inf
