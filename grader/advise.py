"""
The smallest mistake that can be shown, for a property that was lost.

Marks are made by then.  Hypothesis now draws freely and shrinks what fails, and the
smallest failing call, found or recorded, is the one that the student sees.

The search is bounded by a number of tries, not by a clock, so that the same submission
gets the same advice on a slow machine.  The clock is a net below it: where it is needed,
what the search had found is dropped and the recorded example stays.
"""

import time
from collections.abc import Sequence
from typing import Any

from hypothesis import Phase

from grader.dialogue import Dialogue, run
from grader.errors import StudentRaised
from grader.examine import Examined, judged, outcome_of
from grader.hypothesis_runs import draw
from grader.model import Outcome
from grader.sandbox.wire import encode
from grader.session import Session
from grader.sheet import Property

__all__ = ["advise", "searchable"]

TRIES_PER_SECOND = 250
FEWEST_TRIES = 20
SEED = 3


class _Spent(BaseException):
    """The tries, or the time, are used up; passes through Hypothesis."""


def searchable(examined: Sequence[tuple[Property, Examined]]) -> list[int]:
    """Places of the lost properties worth a search: the first of each function."""
    first: dict[str, int] = {}
    for place, (prop, found) in enumerate(examined):
        if found.failed is not None and _worth(found, prop):
            first.setdefault(f"{prop.question}/{prop.declared.function}", place)
    return list(first.values())


def _worth(found: Examined, prop: Property) -> bool:
    failure = found.failed and found.failed.failure
    unwritten = isinstance(failure, StudentRaised) and failure.kind == "NotImplementedError"
    searched = found.verdict.outcome in (Outcome.WRONG, Outcome.RAISED)
    return searched and not unwritten and not prop.declared.measured


def advise(
    prop: Property, found: Examined, session: Session, *, seconds: float, full: bool
) -> Examined:
    """The same verdict, with the smallest example that ``seconds`` worth of tries can find."""
    search = _Search(prop, found, session, seconds)
    smallest = search.smallest()
    if smallest is None:
        return found
    return judged(prop, smallest, found.verdict.calls, full=full)


class _Search:
    """One search: what is left of it, and the best so far."""

    def __init__(self, prop: Property, found: Examined, session: Session, seconds: float) -> None:
        self.prop = prop
        self.session = session
        self.outcome = found.verdict.outcome
        self.tries = max(int(seconds * TRIES_PER_SECOND), FEWEST_TRIES)
        self.deadline = time.monotonic() + max(seconds, 0.1)
        self.best: Dialogue | None = None
        self.size = _size(found.failed.example if found.failed else {})

    def smallest(self) -> Dialogue | None:
        """The smallest failing dialogue, if it is smaller than the recorded one."""
        try:
            draw(
                self.prop,
                self.attempt,
                examples=self.tries,
                seed_number=SEED,
                phases=(Phase.generate, Phase.shrink),
            )
        except _Spent:
            pass
        except Exception:  # Hypothesis's own report of the failure: we have it already
            return self.best
        return self.best

    def attempt(self, **example: Any) -> None:
        """Try one example; raise what it failed with, for Hypothesis to shrink."""
        if time.monotonic() > self.deadline:
            self.best = None
            raise _Spent
        if self.tries <= 0:
            raise _Spent
        self.tries -= 1
        dialogue = run(self.prop.body, example, self.session)
        if dialogue.failure is None or outcome_of(dialogue.failure) is not self.outcome:
            return
        size = _size(example)
        if size < self.size:
            self.best, self.size = dialogue, size
        raise AssertionError


def _size(example: Any) -> tuple[int, bytes, bytes]:
    structure, blob = encode(dict(example))
    return len(structure) + len(blob), structure, blob
