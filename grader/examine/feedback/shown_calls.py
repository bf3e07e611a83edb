"""
Which calls a lost property is shown with, and which of them is known to be the wrong one.

A student who is shown a right answer as the wrong one learns something false.  So what an assertion
looked at is held against the model: only where the answers that are shown break the law by
themselves, the rest being right, are they shown alone; only an answer that differs from the model's
and breaks the law alone is called wrong.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from grader.errors import NotRecorded
from grader.examine.example_run import ExampleRun
from grader.examine.feedback.looked_at import LookedAt, looked_at
from grader.examine.feedback.right_answers import Replays, RightAnswers
from grader.examine.student.calls import Answer, Call
from grader.examine.student.faults import StudentFault
from grader.examine.student.replies import request_of
from grader.sandbox.wire.containers import Record
from grader.sandbox.wire.values import Opaque
from grader.sheets.sheet import Property

__all__ = ["MOST_SHOWN", "Shown", "shown_calls"]

MOST_SHOWN = 3
MOST_WEIGHED = 12  # calls that are held against the model one by one


@dataclass(frozen=True, slots=True)
class Shown:
    """
    What a failure is shown with.

    Attributes
    ----------
    places : tuple of int
        Of the calls in the run, in order; at most three.
    wrong : frozenset of int
        Those among them whose answer is known to be wrong by itself.
    subject : int or None
        The one whose answer was on trial, where that is known.
    alone : bool
        Whether the sentence is true of the subject whatever the others answered.
    further : int
        How many more calls were looked at.
    part : int or str or None
        Which part of the subject's answer was on trial, where that is known.
    computed : bool
        Whether it was no answer, nor a part of one, but was computed from it.
    """

    places: tuple[int, ...] = ()
    wrong: frozenset[int] = frozenset()
    subject: int | None = None
    alone: bool = True
    further: int = 0
    part: int | str | None = None
    computed: bool = False


def shown_calls(prop: Property, example_run: ExampleRun, right: RightAnswers) -> Shown:
    """The calls that the failure of a run is shown with."""
    found = looked_at(example_run)
    if example_run.asked_twice:
        try:
            return Shown(found.places, _contradicting(example_run, right))
        except NotRecorded:
            return Shown(found.places)
    if found.certain:
        return Shown(found.places, frozenset(found.places), next(iter(found.subjects), None))
    try:
        shown = _weighed(found, example_run, Replays(prop, example_run, right), right)
    except NotRecorded:  # which answers are wrong is not known then, and is not said
        everything = _distinct(range(len(example_run.exchanges)), example_run)
        shown = _first(everything, frozenset(), ())
    return replace(shown, part=found.part, computed=found.computed)


def _contradicting(example_run: ExampleRun, right: RightAnswers) -> frozenset[int]:
    """The wrong ones of two answers to one call."""
    return frozenset(
        place
        for place, (call, answer) in enumerate(example_run.exchanges)
        if isinstance(answer.value, StudentFault) or right.differs(call, answer)
    )


def _weighed(
    found: LookedAt, example_run: ExampleRun, replays: Replays, right: RightAnswers
) -> Shown:
    """What may have been looked at, held against the model."""
    places = _distinct(found.places, example_run)
    subjects = _distinct(found.subjects, example_run)
    if not replays.known or len(example_run.exchanges) == 1:
        return _first(places, frozenset(places) if replays.known else frozenset(), subjects)
    said = replays.said(range(len(example_run.exchanges)))
    if len(subjects) > 1:  # equal answers of several calls: only those that fail alike
        likely = tuple(each for each in subjects if replays.said([each]) == said)
        places = tuple(p for p in places if p in likely or p not in subjects) if likely else places
        subjects = likely or subjects
    places = _narrowed(places, said, replays)
    if len(places) <= MOST_WEIGHED:
        places = _needed(places, subjects, said, replays)
    if len(places) > MOST_WEIGHED or replays.said(places) != said:
        return _first(_distinct(range(len(example_run.exchanges)), example_run), frozenset(), ())
    wrong = {
        place
        for place in places
        if replays.breaks(place) and right.differs(*example_run.exchanges[place])
    }
    alone = len(subjects) == 1 and subjects[0] in wrong and replays.said(subjects) == said
    if len(places) == 1:
        wrong = set(places)
    return _first(places, frozenset(wrong), subjects, alone=alone)


def _narrowed(places: tuple[int, ...], said: str | None, replays: Replays) -> tuple[int, ...]:
    """One of very many that fails just so by itself, or as few as there are; few stay as many."""
    many = len(places) > MOST_WEIGHED
    while many and len(places) > 1:
        middle = len(places) // 2
        halves = (places[:middle], places[middle:])
        failing = next((half for half in halves if replays.said(half) == said), None)
        if failing is None:
            break
        places = failing
    return places


def _needed(
    places: tuple[int, ...], subjects: tuple[int, ...], said: str | None, replays: Replays
) -> tuple[int, ...]:
    """Without those that could have been answered otherwise, and nothing would be another."""
    if len(places) == 1:
        return places
    needed = tuple(p for p in places if p in subjects or _matters(p, said, replays))
    return needed or places


def _matters(place: int, said: str | None, replays: Replays) -> bool:
    """
    Whether something else would be said if one of the answers had been another one.

    Where that would lead to a call that a pack does not hold, the law goes on from the answer.
    """
    try:
        return replays.without(place) != said
    except NotRecorded:
        return True


def _distinct(places: "range | tuple[int, ...]", example_run: ExampleRun) -> tuple[int, ...]:
    """
    The first of each call and answer that are the same; a call is sent only once.

    What only made an object is left out where a later call is shown with the steps to it.
    """
    first: dict[object, int] = {}
    for place in places:
        call, answer = example_run.exchanges[place]
        same = answer.raw if any(answer.raw) and not call.timed else place
        first.setdefault((request_of(call), same), place)
    calls = [example_run.exchanges[place] for place in first.values()]
    makers = {n for n, (call, answer) in enumerate(calls) if _is_within(call, answer, calls[n:])}
    return tuple(place for n, place in enumerate(first.values()) if n not in makers)


def _is_within(call: Call, answer: Answer, later: Sequence[tuple[Call, Answer]]) -> bool:
    """Whether a call that led to an object is a step of a later one."""
    if not isinstance(answer.value, (Opaque, Record)):
        return False
    arguments = call.steps[-1].arguments if call.steps else call.arguments
    return any(step.arguments is arguments for each, _ in later[1:] for step in each.steps)


def _first(
    places: tuple[int, ...],
    wrong: frozenset[int],
    subjects: tuple[int, ...],
    *,
    alone: bool = True,
) -> Shown:
    """As many as are shown: the wrong ones and the one on trial before the others."""
    subject = subjects[0] if len(subjects) == 1 else None
    inorder = sorted(places, key=lambda place: (place not in wrong, place != subject, place))
    shown = tuple(sorted(inorder[:MOST_SHOWN]))
    return Shown(shown, wrong & {*shown}, subject, alone, len(places) - len(shown))
