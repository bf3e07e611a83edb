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
from grader.model import Submission
from grader.text import clean

__all__ = ["read_entries"]


def read_entries(piles: Sequence[StudentFiles], limits: Limits) -> list[Entry]:
    """Read the file of each pile that counts, in the order in which they lie in their sources."""
    choices = [(pile, choose(pile)) for pile in piles]
    total = sum(choice.leaf.size for _, choice in choices if choice.leaf)
    if total > limits.total_bytes:
        found = f"together have {total / 1e9:.1f} GB, and at most {limits.total_bytes / 1e9:g}"
        raise TooMuch("the submissions", f"{found} are read")
    choices.sort(key=lambda each: (each[0].source, each[1].leaf.position if each[1].leaf else 0))
    return [_entry(pile, choice) for pile, choice in choices]


def _entry(pile: StudentFiles, choice: Choice) -> Entry:
    submission, problem = _content(choice)
    return Entry(
        folder=pile.label,
        id=pile.id,
        name=pile.name,
        submission=submission,
        problem=clean(problem, 1000),
        notes=tuple(clean(note, 1000) for note in (*pile.notes, *choice.notes)),
    )


def _content(choice: Choice) -> tuple[Submission | None, str]:
    """A submission, or why there is none."""
    if choice.leaf is None:
        return None, choice.problem
    ending = choice.leaf.name[len(stem(choice.leaf.name)) :]
    name = clean(stem(choice.leaf.name), 200) + ending
    try:
        return submission_from(name, choice.leaf.read()), ""
    except Unreadable as refused:
        return None, f"{name} {refused}"
    except UnreadableSubmission as refused:
        return None, str(refused)
