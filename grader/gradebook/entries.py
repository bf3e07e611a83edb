"""What a run is about: who handed in what, and under which heads it is reported."""

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import msgspec

from grader.class_results import Heading, PropertyHeading
from grader.examine.conditions import Conditions
from grader.language import LANGUAGES
from grader.model import Submission
from grader.sheets.ideas import ideas
from grader.sheets.rubric import read_rubric
from grader.sheets.sheet import Question, Sheet

__all__ = ["Entry", "Key", "Occasion", "anonymous", "headings", "key_of", "packed", "unpacked"]

NOTEBOOK = ".ipynb"


class Entry(Protocol):
    """One of a class, as collected: a submission, or the reason why there is none."""

    @property
    def folder(self) -> str:
        """What it is called; no two share one."""

    @property
    def id(self) -> str:
        """The person's id, or nothing."""

    @property
    def name(self) -> str:
        """The person's name, or nothing."""

    @property
    def submission(self) -> Submission | None:
        """What was handed in."""

    @property
    def problem(self) -> str:
        """Why it cannot be read."""

    @property
    def notes(self) -> tuple[str, ...]:
        """What the teacher should know."""


@dataclass(frozen=True, slots=True)
class Key:
    """
    What tells one submission from another: the digest of its bytes, and how they are read.

    The same bytes mean one thing as Python and another as a notebook.
    """

    sha256: str
    file: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion:
    """
    One run over a class.

    Attributes
    ----------
    conditions : Conditions
    corpus : bytes
        The corpus's file, kept so that any mark can be made again.
    corpus_kind : str
        ``"private"``, ``"public"`` or ``"named"``.
    source : str
        How the sheet is loaded: its registered name, import name or folder; empty for the default.
    title : str
        The sheet's heading.
    headings : tuple of Heading
        The questions that are marked.
    written : bool
        Whether the marks of written answers are added to the totals.
    """

    conditions: Conditions
    corpus: bytes
    corpus_kind: str
    source: str
    title: str
    headings: tuple[Heading, ...]
    written: bool = False


def anonymous(submission: Submission) -> Submission:
    """
    The submission under a name that says how it is read, and nothing about who wrote it.

    Platforms put students' names in file names; a report that is shared by two submissions with
    equal bytes must not show one of them to the other.
    """
    suffix = NOTEBOOK if submission.name.lower().endswith(NOTEBOOK) else ".py"
    return dataclasses.replace(submission, name=f"submission{suffix}")


def key_of(submission: Submission) -> Key:
    """What the gradebook knows the submission by."""
    return Key(submission.sha256, anonymous(submission).name)


def packed(submission: Submission) -> bytes:
    """A submission as bytes."""
    return msgspec.msgpack.encode(submission)


def unpacked(content: bytes) -> Submission:
    """The submission that was packed."""
    return msgspec.msgpack.decode(content, type=Submission)


def headings(sheet: Sheet, questions: Sequence[Question]) -> tuple[Heading, ...]:
    """Questions as reports about a class name them."""
    rubric = read_rubric(sheet)
    return tuple(
        Heading(
            id=question.id,
            title=question.title,
            points=question.points,
            properties=tuple(
                PropertyHeading(
                    p.name, p.declared.function, p.declared.points, p.law, p.declared.bonus
                )
                for p in question.properties
            ),
            rubric=rubric[question.id].text if question.id in rubric else "",
            rubric_points=rubric[question.id].points if question.id in rubric else 0.0,
            text=question.text,
            ideas=tuple((each, ideas(sheet, question.id, each)) for each in LANGUAGES),
            elsewhere=", ".join(each.name for each in question.elsewhere),
        )
        for question in questions
    )
