"""What the doctor finds out, as values, and what follows from it."""

from collections.abc import Sequence
from dataclasses import dataclass

from grader.report.guarantees import GUARANTEES
from grader.sandbox.isolation.tiers import STRONGEST_FIRST

__all__ = ["Diagnosis", "ProbeResult", "is_demanded"]


@dataclass(frozen=True, slots=True)
class ProbeResult:
    """
    One thing that was tried.

    Attributes
    ----------
    what : str
        What was tried, in words.
    since : str
        The weakest isolation that promises anything about it.
    found : str
        What came of it.
    as_promised : bool
        Whether that is what this isolation promises; true where it promises nothing.
    """

    what: str
    since: str
    found: str
    as_promised: bool


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """
    What the isolation of a machine is worth.

    Attributes
    ----------
    tier : str
        The isolation that was tried.
    best : str
        The strongest in which a process starts on this machine.
    findings : sequence of Finding
        Empty where no process could be started.
    failure : str
        Why no process could be started; empty where one was.
    advice : sequence of str
        What would raise the isolation on this machine.
    """

    tier: str
    best: str
    findings: Sequence[ProbeResult] = ()
    failure: str = ""
    advice: Sequence[str] = ()

    @property
    def holds(self) -> bool:
        """Whether the isolation keeps all that it promises."""
        return not self.failure and all(finding.as_promised for finding in self.findings)

    @property
    def guarantee(self) -> str:
        """What follows, in a sentence."""
        if self.failure:
            return f"Nothing runs under {self.tier!r}: {self.failure}."
        broken = sum(not finding.as_promised for finding in self.findings)
        if broken:
            return f"{self.tier!r} does not keep what it promises: {broken} of the probes failed."
        return GUARANTEES[self.tier]


def is_demanded(tier: str, since: str) -> bool:
    """Whether ``tier`` promises what ``since`` and all stronger ones do."""
    return STRONGEST_FIRST.index(tier) <= STRONGEST_FIRST.index(since)
