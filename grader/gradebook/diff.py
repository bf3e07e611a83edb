"""
What changed for whom between two runs, as values.

After a sheet was mended its class is marked again; who reads the new marks wants to know whose are
others, and which property made them so.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from grader.class_results import ClassResults, Lost, Row

__all__ = ["Change", "Turn", "changes"]

Named = dict[tuple[str, str], str]  # by question and property


@dataclass(frozen=True, slots=True)
class Turn:
    """
    A property that was judged differently.

    Attributes
    ----------
    question, property : str
    before, after : str
        Its outcome: ``"passed"``, one of the others, or ``"not asked"`` where the sheet of that run
        does not have it.
    law : str
        The property as a sentence.
    """

    question: str
    property: str
    before: str
    after: str
    law: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """
    What is different about one entry of the class.

    Attributes
    ----------
    folder, id, name : str
    before, after : str
        What it had: ``"12 of 20"``, ``"12 of 20, 3 open"``, a problem, or ``"not there"``.
    resubmitted : bool
        Whether something else was handed in.
    turns : tuple of Turn
    """

    folder: str
    id: str
    name: str
    before: str
    after: str
    resubmitted: bool
    turns: tuple[Turn, ...]


def changes(old: ClassResults, new: ClassResults) -> Iterator[Change]:
    """Everyone whose marks, or the reasons for them, are not the same, by folder."""
    before, after = ({row.folder: row for row in each.rows} for each in (old, new))
    for folder in sorted(before | after):
        change = _change(folder, before.get(folder), after.get(folder), old, new)
        if change.turns or change.before != change.after:
            yield change


def _change(
    folder: str, was: Row | None, now: Row | None, old: ClassResults, new: ClassResults
) -> Change:
    known = now or was
    assert known is not None
    return Change(
        folder=folder,
        id=known.id,
        name=known.name,
        before=_had(was),
        after=_had(now),
        resubmitted=was is not None and now is not None and was.sha256 != now.sha256,
        turns=tuple(_turns(_outcomes(was, old), _outcomes(now, new), _laws(old) | _laws(new)))
        if was and now and was.marks and now.marks
        else (),
    )


def _had(row: Row | None) -> str:
    if row is None:
        return "not there"
    if row.problem:
        return row.problem
    return f"{row.earned} of {row.possible}" + (f", {row.open} open" if row.open else "")


def _outcomes(row: Row | None, results: ClassResults) -> Named:
    """The outcome of each property that was asked."""
    asked = {
        (question.id, each.name): "passed"
        for question in results.questions
        for each in question.properties
    }
    lost: tuple[Lost, ...] = row.lost if row is not None else ()
    return asked | {(each.question, each.property): str(each.outcome) for each in lost}


def _laws(results: ClassResults) -> Named:
    return {(q.id, each.name): each.law for q in results.questions for each in q.properties}


def _turns(before: Named, after: Named, laws: Named) -> Iterator[Turn]:
    for question, name in dict.fromkeys([*after, *before]):
        was, now = (each.get((question, name), "not asked") for each in (before, after))
        if was != now:
            yield Turn(question, name, was, now, laws[question, name])
