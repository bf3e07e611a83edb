"""
What a submission says of itself: its written answers, and what was left out.

No mark depends on any of it.  It comes from the student's process all the same, so it is bounded
and cleaned here before anybody reads it.
"""

from collections.abc import Sequence

from grader.examine.student.session import Session
from grader.sandbox.wire.bounds import Malformed
from grader.sandbox.wire.frames import LONGEST_TEXT, MOST_TEXTS, Kind, Omitted, Written, record
from grader.text import clean, place

__all__ = ["left_out", "written_answers"]

MOST_LINES = 10
LONGEST_LINE = 80
LARGEST = 1 << 23  # bytes of written answers

Texts = tuple[tuple[str, str], ...]


def written_answers(session: Session, questions: Sequence[str]) -> tuple[Texts, tuple[str, ...]]:
    """
    The written answers to these questions, in their order, and what could not be taken.

    A process is started for it where there is none, if the submission has any.
    """
    if not session.loading.answers:
        return (), ()
    texts: dict[str, str] = {}
    remarks = []
    for entry in _entries(session):
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


def _entries(session: Session) -> list[Written]:
    """The written answers as they come; none where they are of another form."""
    told = session.tell(Kind.WRITTEN, afresh=True)
    if not told or len(told) > LARGEST:
        return []
    try:
        found: list[Written] = record(told, list[Written])
    except Malformed:
        return []
    return found[:MOST_TEXTS]
