"""
Which lost properties have one cause, so that it is said once, under all the laws that it breaks.

Every form of a report shows the same groups: a mistake is one thing on the screen, on the page
and in the notebook, or students count them differently from their teachers.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from grader.authoring.disagreement import NO_RETURN
from grader.model import LoadFailure, Mark, Outcome, Report, Verdict, is_absent
from grader.text import place

__all__ = ["MISSING", "Cause", "causes", "has_no_return", "missing_by", "unheard"]

NOTHING = f"returned {NO_RETURN}"
MISSING = "there is no function called "
OF_ANOTHER_KIND = re.compile(r"returned an? [a-zA-Z_. ]+, should be an? [a-zA-Z_. ]+")
EVERYWHERE = re.compile(r"; goes wrong on all of \d+ examples$")  # a hint, in place of a call


@dataclass(frozen=True, slots=True)
class Cause:
    """One mistake of one function: the lost properties that it explains, the first one shown."""

    verdicts: tuple[Verdict, ...]

    @property
    def shown(self) -> Verdict:
        """The verdict whose call stands for all of them."""
        return self.verdicts[0]

    @property
    def is_follower(self) -> bool:
        """Whether it may come from another function, and is told briefly for that reason."""
        return _follows(self.shown)

    @property
    def laws(self) -> tuple[str, ...]:
        """The laws that the shown call breaks, or, where none is, of which the same was found."""
        shown = _told(self.shown)
        return tuple(each.law for each in self.verdicts if _told(each) == shown)

    @property
    def other_laws(self) -> tuple[str, ...]:
        """Laws that are lost by the same mistake, in other calls."""
        shown = _told(self.shown)
        return tuple(each.law for each in self.verdicts if _told(each) != shown)


def causes(mark: Mark) -> tuple[Cause, ...]:
    """
    The mistakes of a question; what may follow from another one stands below that.

    Nothing is told of functions that are not there, or were never heard: see ``unheard``.
    """
    groups: dict[tuple[object, ...], list[Verdict]] = {}
    for verdict in mark.verdicts:
        lost = verdict.outcome is not Outcome.PASSED
        if lost and not is_absent(verdict) and not _is_unheard(verdict):
            groups.setdefault(_key(verdict), []).append(verdict)
    found = [Cause(tuple(verdicts)) for verdicts in groups.values()]
    follows = {each.shown.function: each.shown.follows for each in found}
    return tuple(sorted(found, key=lambda each: _depth(each, follows)))


def has_no_return(verdict: Verdict) -> bool:
    """Whether the function returned None: one mistake, however many laws it breaks."""
    return verdict.outcome is Outcome.WRONG and verdict.message.startswith(NOTHING)


def missing_by(failure: LoadFailure, report: Report) -> tuple[str, ...]:
    """The functions that are missing because of what failed while the file was loaded."""
    missing = [v for v in _verdicts(report) if v.outcome is Outcome.MISSING]
    if not failure.is_whole:
        why = f"; {place(failure.line, failure.cell)} failed while loading: "
        missing = [v for v in missing if v.message.startswith(f"{MISSING}{v.function}{why}")]
    return tuple(dict.fromkeys(verdict.function for verdict in missing))


def unheard(report: Report) -> Iterator[tuple[Verdict, tuple[str, ...]]]:
    """What kept functions from being called at all, each once, with all their names."""
    groups: dict[tuple[object, ...], list[Verdict]] = {}
    for verdict in filter(_is_unheard, _verdicts(report)):
        groups.setdefault((verdict.outcome, verdict.message), []).append(verdict)
    for verdicts in groups.values():
        yield verdicts[0], tuple(dict.fromkeys(each.function for each in verdicts))


def _verdicts(report: Report) -> Iterator[Verdict]:
    return (verdict for mark in report.marks for verdict in mark.verdicts)


def _is_unheard(verdict: Verdict) -> bool:
    """Whether something that is not about this function kept it from being called."""
    ours = verdict.outcome in (Outcome.PASSED, Outcome.WRONG, Outcome.RAISED)
    if ours or is_absent(verdict) or verdict.outcome.is_open:
        return False
    return verdict.message.startswith("loading the file ")


def _key(verdict: Verdict) -> tuple[object, ...]:
    """What verdicts of one cause have in common."""
    function, outcome = verdict.function, verdict.outcome
    if has_no_return(verdict):
        return function, outcome, NOTHING
    if verdict.misconception:
        return function, outcome, verdict.misconception
    if _follows(verdict):
        return function, outcome, verdict.follows
    found = (EVERYWHERE.sub("", verdict.message), verdict.line, verdict.cell)
    if outcome is Outcome.WRONG and verdict.message and not _is_of_another_kind(verdict):
        return function, outcome, found, _example(verdict)
    return function, outcome, found


def _is_of_another_kind(verdict: Verdict) -> bool:
    """Whether an answer is of a kind that is wrong whatever the law: one mistake in all calls."""
    return OF_ANOTHER_KIND.fullmatch(verdict.message) is not None


def _follows(verdict: Verdict) -> bool:
    return bool(verdict.follows and not verdict.misconception)


def _example(verdict: Verdict) -> tuple[object, ...]:
    return verdict.call, verdict.returned, verdict.shown


def _told(verdict: Verdict) -> tuple[object, ...]:
    """What stands below a law: its call, and where none is shown what was found."""
    if verdict.call and not _follows(verdict):
        return _example(verdict)
    return verdict.message, verdict.line, verdict.cell


def _depth(cause: Cause, follows: Mapping[str, str]) -> int:
    """How many functions of the question it may follow from, one through the other."""
    depth, functions = 0, {cause.shown.function}
    while functions and depth <= len(follows):
        functions = {each for name in functions for each in follows.get(name, "").split(", ")}
        functions &= follows.keys()
        depth += 1
    return depth
