"""
Which calls a failure is about, found out from the objects that were compared.

The answers of a run are the very objects that the property was given.  What an assertion compared
is one of them, a part of one, a view of its numbers, or was read from one; an answer that took part
in arithmetic was read before.  A small int or a word of our own may be the answer to several calls
at once: then all of them come into question.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from grader.authoring.disagreement import Disagreement
from grader.authoring.trace import Trace
from grader.examine.example_run import ExampleRun
from grader.examine.student.calls import Answer, Call, returned
from grader.examine.student.faults import EndlessIteration, StudentFault
from grader.examine.student.unreadable import Unreadable
from grader.sandbox.wire.values import ObjectArray

__all__ = ["SHARED", "LookedAt", "looked_at"]

SHARED = (int, bool, str, bytes, type(None))  # of which Python keeps one object for all equal ones
DEEPEST = 8
MOST_ENTRIES = 1_000


@dataclass(frozen=True, slots=True)
class LookedAt:
    """
    The calls that a failure may be about, by their places in the run.

    Attributes
    ----------
    places : tuple of int
        In order; none where the failure is about no call.
    subjects : tuple of int
        Those that the answer on trial may have come from; one where that is known.
    certain : bool
        Whether it is known that these are all.
    part : int or str or None
        Which part of the answer was on trial, by its place or its key, where that is known.
    computed : bool
        Whether what was on trial is no answer, nor a part of one, but was computed from it.
    """

    places: tuple[int, ...]
    subjects: tuple[int, ...] = ()
    certain: bool = False
    part: int | str | None = None
    computed: bool = False


def looked_at(example_run: ExampleRun) -> LookedAt:
    """The calls that the failure of a run may be about."""
    failure, exchanges = example_run.failure, example_run.exchanges
    everything = tuple(range(len(exchanges)))
    if example_run.asked_twice:
        return LookedAt(everything, certain=True)
    if isinstance(failure, StudentFault):
        places = (n for n, (_, a) in enumerate(exchanges) if a.value is failure and a.heard)
        found = tuple(places)[:1]
        if isinstance(failure, Unreadable):
            found = tuple(n for n, (_, a) in enumerate(exchanges) if failure.is_about(a.value))[:1]
        if isinstance(failure, EndlessIteration):  # found out from what the last call returned
            found = everything[-1:]
        return LookedAt(found, certain=True)
    if isinstance(failure, Disagreement) and failure.own_call and exchanges:
        return LookedAt(everything[-1:], everything[-1:], certain=True)
    if example_run.trace is None:
        return LookedAt(everything)
    return _compared(failure, exchanges, example_run.trace)


def _compared(
    failure: BaseException | None, exchanges: Sequence[tuple[Call, Answer]], trace: Trace
) -> LookedAt:
    """What was handed to the assertion or read for it; else what was asked since the last one."""
    origins = _Origins(exchanges, trace)
    about = failure.about if isinstance(failure, Disagreement) else ()
    subjects = origins.of(about[0]) if about else ()
    others = [each for each in about[1:] if not isinstance(each, SHARED)]
    found = {*subjects, *(place for each in [*others, *trace.reads] for place in origins.of(each))}
    everything = range(len(exchanges))
    since = everything[trace.settled :] or everything
    part = origins.part(about[0]) if about else None
    return LookedAt(
        tuple(sorted(found)) or tuple(since),
        subjects,
        part=part,
        computed=bool(about) and origins.is_computed(about[0]),
    )


class _Origins:
    """Which calls returned an object."""

    def __init__(self, exchanges: Sequence[tuple[Call, Answer]], trace: Trace) -> None:
        self._places: dict[int, list[int]] = {}
        self._arrays: list[tuple[np.ndarray[Any, Any], int]] = []
        self._sources: dict[int, list[Any]] = {}
        self._keys: dict[int, set[int | str]] = {}
        self._whole = {id(returned(call, answer)) for call, answer in exchanges}
        for found, source in trace.made_from:
            self._sources.setdefault(id(found), []).append(source)
        for place, (call, answer) in enumerate(exchanges):
            value = returned(call, answer)
            for key, part in _keyed(value):
                self._keys.setdefault(id(part), set()).add(key)
            for part in _parts(value):
                self._places.setdefault(id(part), []).append(place)
                if isinstance(part, np.ndarray) and part.size:
                    self._arrays.append((part, place))

    def of(self, value: Any, depth: int = 0) -> tuple[int, ...]:
        """Places of the calls that the value may have come from."""
        found = set(self._places.get(id(value), ()))
        if not found and isinstance(value, np.ndarray) and value.size:
            found = {place for array, place in self._arrays if np.may_share_memory(array, value)}
        if not found and depth < DEEPEST:
            further = [*self._sources.get(id(value), ())]
            if isinstance(value, (list, tuple)) and len(value) <= MOST_ENTRIES:
                further += value
            found = {place for each in further for place in self.of(each, depth + 1)}
        return tuple(sorted(found))

    def is_computed(self, value: Any) -> bool:
        """
        Whether a value is no answer, nor a part of one, nor one of these read as a number.

        Nor is it told as one where it may be any of several equal parts.
        """
        if len(self._keys.get(id(value), ())) > 1 and id(value) not in self._whole:
            return True
        return not (
            isinstance(value, (*SHARED, list, tuple))
            or id(value) in self._places
            or id(value) in self._sources
        )

    def part(self, value: Any) -> int | str | None:
        """Which part of an answer the value is, or was read from; None where that is not known."""
        keys = self._keys.get(id(value), set())
        for source in () if keys else self._sources.get(id(value), ()):
            keys = keys | self._keys.get(id(source), set())
        return next(iter(keys)) if len(keys) == 1 else None


def _keyed(value: Any) -> list[tuple[int | str, Any]]:
    """The parts of a small tuple, list or dict, by place or key."""
    if isinstance(value, dict) and len(value) <= MOST_ENTRIES:
        return [(key, entry) for key, entry in value.items() if isinstance(key, str)]
    if isinstance(value, (list, tuple)) and len(value) <= MOST_ENTRIES:
        return list(enumerate(value))
    return []


def _parts(value: Any, depth: int = 0) -> Iterator[Any]:
    """A value, and what it is made of."""
    yield value
    inner = value.items if isinstance(value, ObjectArray) else value
    entries = inner.values() if isinstance(inner, dict) else inner
    if isinstance(inner, (list, tuple, dict)) and len(inner) <= MOST_ENTRIES and depth < DEEPEST:
        for entry in entries:
            yield from _parts(entry, depth + 1)
