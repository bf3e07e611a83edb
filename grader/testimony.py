"""
What a submission says of itself: its written answers, what it warned of, what was left out.

No mark depends on any of it.  It comes from the student's process all the same, so it is bounded
and cleaned here before anybody reads it.
"""

from collections.abc import Sequence
from typing import TypeVar

from grader.cleaning import clean
from grader.places import place
from grader.sandbox.bounds import Malformed
from grader.sandbox.frames import LONGEST_TEXT, MOST_TEXTS, Kind, Omitted, Word, Written, record
from grader.session import Session

__all__ = ["left_out", "warnings", "written_answers"]

MOST_WARNINGS = 20
MOST_LINES = 10
LONGEST_LINE = 80
LARGEST = {Kind.WARNINGS: 1 << 18, Kind.WRITTEN: 1 << 23}  # bytes

T = TypeVar("T")
Texts = tuple[tuple[str, str], ...]


def warnings(session: Session) -> tuple[tuple[str, int], ...]:
    """The messages that the submission's code warned with, and at how many places each."""
    counts: dict[str, int] = {}
    for message, places in _told(session, Kind.WARNINGS, list[tuple[Word, int]]):
        # NumPy's words, a little shorter.
        shown = clean(message.replace(" encountered in ", " in "))
        counts[shown] = counts.get(shown, 0) + min(max(places, 1), 1000)
    return tuple(sorted(counts.items())[:MOST_WARNINGS])


def written_answers(session: Session, questions: Sequence[str]) -> tuple[Texts, tuple[str, ...]]:
    """
    The written answers to these questions, in their order, and what could not be taken.

    A process is started for it where there is none, if the submission has any.
    """
    if not session.loading.answers:
        return (), ()
    entries = _told(session, Kind.WRITTEN, list[Written], afresh=True)[:MOST_TEXTS]
    texts: dict[str, str] = {}
    remarks = []
    for entry in entries:
        problem = entry.problem
        if entry.question in questions and entry.text.strip():
            text = entry.text.replace("\r\n", "\n")
            texts[entry.question] = clean(text, LONGEST_TEXT, lines=True)
        elif entry.question and entry.question not in questions and not problem:
            problem = "is for no question of this sheet"
        if problem:
            key = f"[{clean(repr(entry.question), 40)}]" if entry.question else ""
            remarks.append(f"ANSWERS{key} {clean(problem)}")
    return tuple((q, texts[q]) for q in questions if q in texts), tuple(remarks[:MOST_LINES])


def left_out(omitted: Sequence[Omitted]) -> tuple[str, ...]:
    """A sentence for each line that was meant for a notebook and was skipped."""
    said = [
        f"{place(each.line, each.cell)} was skipped: {clean(each.text, LONGEST_LINE)}"
        for each in omitted[:MOST_LINES]
    ]
    more = len(omitted) - MOST_LINES
    return (*said, *([f"and so were {more} further lines"] if more > 0 else []))


def _told(session: Session, kind: int, of: type[list[T]], *, afresh: bool = False) -> list[T]:
    """What the process tells; nothing where it is of another form."""
    told = session.tell(kind, afresh=afresh)
    if not told or len(told) > LARGEST[kind]:
        return []
    try:
        found: list[T] = record(told, of)
    except Malformed:
        return []
    return found
