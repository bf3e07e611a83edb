"""The result of checking a watched file after a save, as a value."""

import time
from dataclasses import dataclass, field

from grader.language import Language
from grader.model import Mark, Report, added

__all__ = ["Update"]

MOST_NAMED = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Update:
    """
    How a file stands now.

    Attributes
    ----------
    report : Report or None
        All marks, old and new; None where it could never be checked.
    problem : str
        Why it cannot be checked as it is; empty where it could.
    checked : tuple of str
        The questions that were checked for this save; the others keep their marks.
    before : Report or None
        How it stood before.
    advised : bool
        Whether reasons and smaller examples have been looked for; they come a little later.
    moment : str
        The time of day.
    """

    report: Report | None
    problem: str = ""
    checked: tuple[str, ...] = ()
    before: Report | None = None
    advised: bool = True
    moment: str = field(default_factory=lambda: time.strftime("%H:%M:%S"))

    def headline(self, words: Language) -> str:
        """What has happened, in one sentence."""
        return f"{self.moment} · {self._sentence(words)}"

    def _sentence(self, words: Language) -> str:
        if self.report is None:
            return self.problem
        earned, possible = self.report.earned, self.report.possible
        points = words.say("{earned} of {possible} points", earned=earned, possible=possible)
        if self.problem:
            before = words.say("Before that it had {points}.", points=points)
            return f"{self.problem} {before}"
        if self.before is None:
            return words.say("everything checked: {points}", points=points)
        if not self.checked:
            return words.say("saved; nothing that is marked has changed: {points}", points=points)
        points += _gain(added((earned, -self.before.earned)))
        if len(self.checked) == len(self.report.marks):
            return words.say("everything checked again: {points}", points=points)
        if len(self.checked) > MOST_NAMED:
            count = len(self.checked)
            return words.say("{n} questions checked again: {points}", n=count, points=points)
        named = ", ".join(self.checked)
        return words.say("{questions} checked again: {points}", questions=named, points=points)

    def completes(self, other: "Update") -> bool:
        """Whether it adds the advice to what the other one said."""
        same = self.before is other.before and self.checked == other.checked
        return same and self.advised and not other.advised and not self.problem

    def marks(self) -> tuple[Mark, ...]:
        """All marks, those that are new in front."""
        found = self.report.marks if self.report is not None else ()
        return tuple(sorted(found, key=lambda mark: mark.question not in self.checked))


def _gain(points: float) -> str:
    return f" ({points:+g})" if points else ""
