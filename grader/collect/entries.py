"""The result of collecting: a row for everybody, and what the teacher should know besides."""

from dataclasses import dataclass

from grader.model import Submission

__all__ = ["Collected", "Entry"]


@dataclass(frozen=True, slots=True)
class Entry:
    """
    What one person handed in, or why nothing of it can be graded.

    Attributes
    ----------
    folder : str
        What it is called where it was found, cleaned for showing; no two entries share one.
    id, name : str
        The person, by the roster or by the platform's names; empty where neither says.
    submission : Submission or None
        None exactly where there is a problem.
    problem : str
        Why there is no submission, with what to do.
    notes : tuple of str
        What the teacher should know: late, the newest of three, files that were not looked at.
    """

    folder: str
    id: str = ""
    name: str = ""
    submission: Submission | None = None
    problem: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Collected:
    """
    A class's submissions.

    Attributes
    ----------
    entries : tuple of Entry
        Sorted by folder.
    remarks : tuple of str
        What was ignored or looks wrong and belongs to no single entry, by name.
    """

    entries: tuple[Entry, ...]
    remarks: tuple[str, ...] = ()
