"""What there is to say about a watched file after a save, as a value."""

import time
from dataclasses import dataclass, field

from grader.model import Mark, Report

__all__ = ["News"]

MOST_NAMED = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
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

    @property
    def headline(self) -> str:
        """What has happened, in one sentence."""
        if self.report is None:
            return f"{self.moment} · {self.problem}"
        total = f"{self.report.earned} of {self.report.possible} points"
        if self.problem:
            return f"{self.moment} · {self.problem} Before that it had {total}."
        if self.before is None:
            return f"{self.moment} · everything checked: {total}"
        if not self.checked:
            return f"{self.moment} · saved; nothing that is marked has changed: {total}"
        total += _gain(self.report.earned - self.before.earned)
        return f"{self.moment} · {self._checked()} checked again: {total}"

    def completes(self, other: "News") -> bool:
        """Whether it adds the advice to what the other one said."""
        same = self.before is other.before and self.checked == other.checked
        return same and self.advised and not other.advised and not self.problem

    def _checked(self) -> str:
        if self.report is not None and len(self.checked) == len(self.report.marks):
            return "everything"
        if len(self.checked) > MOST_NAMED:
            return f"{len(self.checked)} questions"
        return ", ".join(self.checked)

    def marks(self) -> tuple[Mark, ...]:
        """All marks, those that are new in front."""
        found = self.report.marks if self.report is not None else ()
        return tuple(sorted(found, key=lambda mark: mark.question not in self.checked))


def _gain(points: int) -> str:
    return f" ({points:+d})" if points else ""
