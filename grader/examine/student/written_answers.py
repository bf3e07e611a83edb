"""
The written answers of a submission, and what was left out of them.

No mark depends on any of it.  It comes from the student's process all the same, so it is bounded
and cleaned here before anybody reads it.
"""

from collections.abc import Collection, Sequence

from grader.examine.student.session import Session
from grader.language import Message, message
from grader.sandbox.wire.bounds import Malformed
from grader.sandbox.wire.frames import LONGEST_TEXT, MOST_TEXTS, Kind, Omitted, Written, record
from grader.text import clean, place

__all__ = ["left_out", "written_answers"]

MOST_LINES = 10
LONGEST_LINE = 80
LONGEST_KIND = 60
LARGEST = 1 << 23  # bytes of written answers
UNKNOWN = message("{answer} is for no question of this sheet")
PROBLEMS = {
    "key": message("{answer} has a key that is {found}, not a question's name"),
    "value": message("{answer} is {found}, not a text"),
    "length": message("{answer} has {found} characters; the first {kept} are kept"),
}

Texts = tuple[tuple[str, str], ...]


def written_answers(
    session: Session, questions: Sequence[str], constants: Collection[str] = ()
) -> tuple[Texts, tuple[Message, ...]]:
    """
    The written answers to these questions, in their order, and what could not be taken.

    Entries that are ``constants`` of the sheet are no texts, and are judged by its properties.  A
    process is started for it where there is none, if the submission has any.
    """
    if not session.loading.answers:
        return (), ()
    texts: dict[str, str] = {}
    remarks = []
    for entry in (each for each in _entries(session) if each.question not in constants):
        problem, answer = PROBLEMS.get(entry.problem), _answer(entry)
        if entry.question in questions and entry.text.strip():
            text = entry.text.replace("\r\n", "\n")
            texts[entry.question] = clean(text, LONGEST_TEXT, lines=True)
        elif entry.question and entry.question not in questions and not problem:
            problem = UNKNOWN
        if problem:
            found = clean(entry.found, LONGEST_KIND)
            remarks.append(Message(problem, answer=answer, found=found, kept=LONGEST_TEXT))
    return tuple((q, texts[q]) for q in questions if q in texts), tuple(remarks[:MOST_LINES])


def _answer(entry: Written) -> str:
    return f"ANSWERS[{clean(repr(entry.question), 40)}]" if entry.question else "ANSWERS"


def left_out(omitted: Sequence[Omitted]) -> tuple[Message, ...]:
    """A sentence for each line that was meant for a notebook and was skipped."""
    said = [
        Message(
            "{where} was skipped: {text}",
            where=place(each.line, each.cell),
            text=clean(each.text, LONGEST_LINE),
        )
        for each in omitted[:MOST_LINES]
    ]
    more = len(omitted) - MOST_LINES
    return (*said, *([Message("and so were {n} further lines", n=more)] if more > 0 else []))


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
