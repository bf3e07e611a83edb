"""
The smallest mistake that can be shown, for a property that was lost.

Marks are made by then.  Hypothesis now draws freely and shrinks what fails, and the
smallest failing call, found or recorded, is the one that the student sees.

The search is bounded by a number of tries, not by a clock, so that the same submission
gets the same advice on a slow machine.  The clock is a net below it: where it is needed,
what the search had found is dropped and the recorded example stays.
"""

import time
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from hypothesis import Phase

from grader.call_text import brevity
from grader.examine.example_run import ExampleRun, run
from grader.examine.feedback.retold import retold
from grader.examine.feedback.right_answers import RightAnswers
from grader.examine.student.faults import StudentRaised
from grader.examine.student.session import Session
from grader.examine.verdict_text import Telling
from grader.examine.verdicts import Examined, judged, outcome_of
from grader.language import Message
from grader.sheets.draw import draw
from grader.sheets.sheet import Property

__all__ = ["advise"]

TRIES_PER_SECOND = 130  # what a second of the budget buys; a try takes three to seven milliseconds
MOST_SEARCHES = 12  # a search costs as much as ten tries before its first one
FEWEST_TRIES = 40  # that the net allows time for
PATIENCE = 20  # the net holds a search that takes this many times its share of the budget
MOST_CALLS = 200  # of an example run; a law that makes more judges chance, and nothing is smaller
FIRST, FURTHER = 4, 1  # shares of the first lost property of a function, and of the others
SEED = 3


class _Spent(BaseException):
    """The tries, or the time, are used up; passes through Hypothesis."""


def advise(
    examined: Sequence[tuple[Property, Examined]],
    session: Session,
    *,
    seconds: float,
    longest: float,
    telling: Telling,
    progress: Callable[[Message], None],
) -> list[tuple[Property, Examined]]:
    """
    The same verdicts, with the smallest examples that ``seconds`` worth of tries can find.

    All searches together may take ``longest`` seconds, on a machine however busy.  ``progress`` is
    told at every try; a BaseException that it raises ends the search.
    """
    ends = time.monotonic() + longest
    advised = list(examined)
    tries = int(seconds * TRIES_PER_SECOND)
    shares = _shares(examined)
    while shares:
        place, share = shares[0]
        prop, found = examined[place]
        about = Message(
            "a smaller example for {question} {function}",
            question=prop.question,
            function=prop.declared.function,
        )
        session.begin_question()
        share = tries * share // sum(s for _, s in shares)
        search = _Search(prop, found, session, share, partial(progress, about), telling.right)
        search.deadline = min(search.deadline, ends)
        smallest = search.smallest()
        tries -= search.tried
        shares = shares[1:]
        if smallest is not None:
            advised[place] = prop, judged(prop, smallest, found.verdict.calls, telling)
    return advised


def _shares(examined: Sequence[tuple[Property, Examined]]) -> list[tuple[int, int]]:
    """Places of the lost properties to search for, the first of each function in front."""
    places = [place for place, (prop, found) in enumerate(examined) if _worth(prop, found)]
    first: dict[tuple[str, str], int] = {}
    for place in places:
        prop = examined[place][0]
        first.setdefault((prop.question, prop.declared.function), place)
    further = [place for place in places if place not in first.values()]
    shares = [(place, FIRST) for place in first.values()] + [(place, FURTHER) for place in further]
    return shares[:MOST_SEARCHES]


def _worth(prop: Property, found: Examined) -> bool:
    failure = found.failed and found.failed.failure
    if prop.declared.measured or (found.failed and len(found.failed.exchanges) > MOST_CALLS):
        return False
    if isinstance(failure, StudentRaised):
        return failure.kind != "NotImplementedError"
    return isinstance(failure, AssertionError)


class _Search:
    """One search: what is left of it, and the best so far."""

    def __init__(
        self,
        prop: Property,
        found: Examined,
        session: Session,
        tries: int,
        progress: Callable[[], None],
        right: RightAnswers,
    ) -> None:
        self.prop = prop
        self.right = right
        self.progress = progress
        self.session = session
        self.outcome = found.verdict.outcome
        self.tries = tries
        self.tried = 0
        share = max(tries, FEWEST_TRIES) / TRIES_PER_SECOND
        self.deadline = time.monotonic() + PATIENCE * share
        self.best: ExampleRun | None = None
        self.size = brevity(found.failed.example if found.failed else {})

    def smallest(self) -> ExampleRun | None:
        """The smallest failing example run, if it is smaller than the recorded one."""
        try:
            draw(
                self.prop,
                self.attempt,
                examples=max(self.tries, 1),
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
        self.progress()
        if time.monotonic() > self.deadline:
            self.best = None
            raise _Spent
        if self.tried >= self.tries:
            raise _Spent
        self.tried += 1
        example_run = run(self.prop.body, example, self.session.ask)
        example_run.failure = retold(self.prop, example_run, self.right)
        if example_run.failure is None or outcome_of(example_run.failure) is not self.outcome:
            return
        size = brevity(example)
        if size < self.size:
            self.best, self.size = example_run, size
        raise AssertionError
