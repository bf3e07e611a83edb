"""Reads, for each student, the one file that counts, and no other."""

from collections.abc import Sequence

from grader.collect.choose import Choice, choose
from grader.collect.entries import Entry
from grader.collect.errors import TooMuch, Unreadable
from grader.collect.limits import Limits
from grader.collect.listing import StudentFiles
from grader.collect.names import stem
from grader.collect.submission_file import submission_from
from grader.errors import UnreadableSubmission
from grader.language import Message
from grader.model import Submission
from grader.text import clean

__all__ = ["read_entries"]


def read_entries(students: Sequence[StudentFiles], limits: Limits) -> list[Entry]:
    """Read each student's file that counts, in the order in which they lie in their sources."""
    choices = [(student, choose(student)) for student in students]
    total = sum(choice.file.size for _, choice in choices if choice.file)
    if total > limits.total_bytes:
        found = Message(
            "together have {total} GB, and at most {most} are read",
            total=f"{total / 1e9:.1f}",
            most=f"{limits.total_bytes / 1e9:g}",
        )
        raise TooMuch("the submissions", found)
    choices.sort(key=lambda each: (each[0].source, each[1].file.position if each[1].file else 0))
    return [_entry(student, choice) for student, choice in choices]


def _entry(student: StudentFiles, choice: Choice) -> Entry:
    submission, problem = _content(choice)
    return Entry(
        folder=student.label,
        id=student.id,
        name=student.name,
        submission=submission,
        problem=clean(problem, 1000),
        notes=tuple(clean(note, 1000) for note in (*student.notes, *choice.notes)),
    )


def _content(choice: Choice) -> tuple[Submission | None, str]:
    """A submission, or why there is none."""
    if choice.file is None:
        return None, choice.problem
    ending = choice.file.name[len(stem(choice.file.name)) :]
    name = clean(stem(choice.file.name), 200) + ending
    try:
        return submission_from(name, choice.file.read()), ""
    except Unreadable as refused:
        return None, f"{name} {refused}"
    except UnreadableSubmission as refused:
        return None, str(refused)
