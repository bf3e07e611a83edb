"""
What a property has looked at, noted while it runs, so that a failure can show its calls.

An answer is a plain value and carries no mark of the call that it came from: a subclass that did
would change comparisons.  So the functions that read answers, and the assertions, note here which
objects they were given; whoever runs the property knows which call returned them.

An assertion that holds settles what was read for it.  What was read since then, and what the
failing assertion was given, is what it compared.
"""

import functools
from collections.abc import Callable, Iterator, Sized
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar, cast

from grader.authoring.disagreement import Disagreement, seen

__all__ = ["Trace", "assertion", "reader", "tracing"]

MOST_PARTS = 16  # of a list that are known again by themselves

Check = TypeVar("Check", bound=Callable[..., Any])


class Trace:
    """
    What a property looked at in one run.

    Parameters
    ----------
    calls : sized
        The calls that were answered so far; only their number is looked at.
    forgiven : int
        How many of the first assertions pass whatever they find: only the next one is on trial.

    Attributes
    ----------
    reads : list of objects
        What was read since the last assertion that held.
    settled : int
        How many calls had been answered when that assertion held.
    made_from : list of (object, object)
        Values that reading made, each with what it was made from.
    assertions : int
        How many assertions held, those within others not counted.
    """

    def __init__(self, calls: Sized, forgiven: int = 0) -> None:
        self.reads: list[Any] = []
        self.made_from: list[tuple[Any, Any]] = []
        self.settled = 0
        self.assertions = 0
        self.depth = 0
        self._forgiven = forgiven
        self._calls = calls

    def read(self, answer: Any, found: Any) -> None:
        """An answer, or a part of one, was read as ``found``."""
        self.reads.append(answer)
        parts = found if isinstance(found, list) and len(found) <= MOST_PARTS else [found]
        self.made_from += [(part, answer) for part in parts if part is not answer]

    def held(self) -> None:
        """An assertion held."""
        self.reads.clear()
        self.settled = len(self._calls)
        self.assertions += 1

    @property
    def forgives(self) -> bool:
        """Whether the assertion that is under way passes in any case; none within another does."""
        return self.depth == 1 and self.assertions < self._forgiven


_current: ContextVar[Trace | None] = ContextVar("trace", default=None)


@contextmanager
def tracing(trace: Trace) -> Iterator[None]:
    """Note in ``trace`` what is looked at meanwhile."""
    before = _current.set(trace)
    try:
        yield
    finally:
        _current.reset(before)


def reader(kind: Check) -> Check:
    """Let a function that reads an answer, or a part of one, note what it read."""

    @functools.wraps(kind)
    def noting(answer: Any, *others: Any, **options: Any) -> Any:
        try:
            found = kind(seen(answer), *others, **options)
        except Disagreement as failure:
            failure.about = (answer,)
            raise
        trace = _current.get()
        if trace is not None:
            trace.read(answer, found)
        return found

    return cast(Check, noting)


def assertion(check: Check) -> Check:
    """Let an assertion note that it held, and its failure know the objects that it compared."""

    @functools.wraps(check)
    def noting(*compared: Any, **options: Any) -> Any:
        compared = tuple(map(seen, compared))
        trace = _current.get()
        if trace is None:
            return check(*compared, **options)
        trace.depth += 1
        result = None
        try:
            result = check(*compared, **options)
        except Disagreement as failure:
            failure.about = compared
            if not trace.forgives:
                raise
        finally:
            trace.depth -= 1
        if not trace.depth:
            trace.held()
        return result

    return cast(Check, noting)
