"""
What held is tried once more, a little of all of it, on a process that was never asked anything.

A function that goes by the number of the call, that remembers what it said, or that drew lots
when the file was loaded, can be consistent within one process; in another, asked in another
order, it is not.
"""

from collections.abc import Sequence

from grader.errors import SandboxFailed
from grader.examine.ask_twice import Doubt, Witness, heard_again
from grader.examine.example_run import Dialogue
from grader.examine.student.session import Session
from grader.examine.verdicts import Examined, judged
from grader.sheets.sheet import Property

__all__ = ["confirmed"]


def confirmed(
    examined: Sequence[tuple[Property, Examined]], session: Session, *, full: bool
) -> list[tuple[Property, Examined]]:
    """The same verdicts, but for properties that hold in one process and not in the next."""
    asked = [(place, each) for place, (_, found) in enumerate(examined) for each in found.witnesses]
    if not asked:
        return list(examined)
    session.chance.shuffle(asked)
    session.begin_again()
    doubts: dict[int, Dialogue] = {}
    for (place, _), doubt in zip(asked, _doubts([each for _, each in asked], session), strict=True):
        if doubt is not None:
            doubts.setdefault(place, doubt)
    return [
        (prop, judged(prop, doubts[place], found.verdict.calls, full=full))
        if place in doubts
        else (prop, found)
        for place, (prop, found) in enumerate(examined)
    ]


def _doubts(asked: Sequence[Witness], session: Session) -> list[Dialogue | None]:
    try:
        return [doubt and _lost(doubt) for doubt in heard_again(asked, session)]
    except SandboxFailed as error:  # ours, so the points stay open
        return [Dialogue({}, error, finished=True) for _ in asked]


def _lost(doubt: Doubt) -> Dialogue:
    return Dialogue({}, doubt.fault, finished=True, said=doubt.said)
