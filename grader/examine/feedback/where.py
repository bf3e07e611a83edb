"""
Where a function goes wrong: which of the frozen examples it fails, and what those have in common.

Nothing here can move a mark: marks are made before.  How many examples it rests on is told with
what was found, so that a student can judge how much to make of it.
"""

import contextlib
import inspect
import time
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations
from typing import Any, NamedTuple

from grader.errors import BadSheet, CallTimedOut, GivenUp, OutOfTime, SandboxFailed
from grader.examine.example_run import ExampleRun, run
from grader.examine.feedback.call_facts import Nouns, facts
from grader.examine.feedback.hint_levels import is_hint, kept_back
from grader.examine.student.proxy import Answer, Call, Student
from grader.examine.student.session import Session
from grader.examine.verdicts import Examined
from grader.language import Message, message
from grader.sheets.corpus import Corpus
from grader.sheets.model_answers import model_student
from grader.sheets.sheet import Property, Sheet

__all__ = ["located", "told_apart"]

AXES = "axes.toml"
AT_FIRST = 24  # examples of a property; where all of them fail, the others are not asked
SECONDS = 12.0  # a net, below what the session allows
# By how far a condition holds, and whether it says where a function is right.
REACHES = {
    ("always", False): message(
        "goes wrong where {fact}, and nowhere else ({wrong} of {n} examples)"
    ),
    ("always", True): message("goes wrong unless {fact} ({wrong} of {n} examples)"),
    ("only", False): message(
        "goes wrong only where {fact}, but not always there ({wrong} of {n} examples)"
    ),
    ("only", True): message(
        "goes wrong nowhere where {fact}, but in most other places ({wrong} of {n} examples)"
    ),
    ("sure", False): message(
        "goes wrong where {fact}, and in other places ({wrong} of {n} examples)"
    ),
    ("sure", True): message(
        "goes wrong unless {fact}, and sometimes even then ({wrong} of {n} examples)"
    ),
    ("mostly", False): message("goes wrong mostly where {fact} ({wrong} of {n} examples)"),
    ("mostly", True): message("goes wrong mostly unless {fact} ({wrong} of {n} examples)"),
}
HALF, FEW = 0.5, 0.2  # shares of the examples of which a condition that is told may be wrong

Facts = Mapping[Message, None]


def located(
    examined: Sequence[tuple[Property, Examined]], sheet: Sheet, corpus: Corpus, session: Session
) -> list[tuple[Property, Examined]]:
    """The same verdicts, which tell where the broken laws break in the place of an example."""
    asker = _Asker(sheet, corpus, session, examined)
    return [(prop, _located(prop, found, asker)) for prop, found in examined]


def _located(prop: Property, found: Examined, asker: "_Asker") -> Examined:
    if found.failed is None:
        return found
    asked = is_hint(found.verdict) and not prop.declared.measured
    where = asker.where(prop) if asked else None
    return replace(found, verdict=kept_back(found.verdict, where))


class _Enough(BaseException):
    """A property's first call is known; not for a property to catch."""


class _Asker:
    """
    Asks a submission all examples of a property, and compares those that fail with the rest.

    The examples of other properties of the same function, which held, are among the rest: without
    them, what all examples of one property have in common would be no answer to where.
    """

    def __init__(
        self,
        sheet: Sheet,
        corpus: Corpus,
        session: Session,
        examined: Sequence[tuple[Property, Examined]],
    ) -> None:
        self._held = [prop for prop, found in examined if found.failed is None]
        self._model = model_student(sheet)
        self._nouns = _axes(sheet)
        self._corpus = corpus
        self._session = session
        self._deadline = time.monotonic() + SECONDS

    def where(self, prop: Property) -> Message | None:
        """What the examples that a property fails have in common, in words."""
        self._session.begin_question()
        examples = self._corpus.examples(prop)
        first = examples[:: -(-len(examples) // AT_FIRST) or 1]
        reply = self._asked(prop, first)
        if any(not fails for fails, _ in reply):
            reply = self._asked(prop, examples)
        if time.monotonic() > self._deadline:
            return None  # rather nothing than what another machine would not say
        failing = [each for fails, each in reply if fails]
        passing = [each for fails, each in reply if not fails]
        others = [p for p in self._held if p.declared.function == prop.declared.function]
        return told_apart(failing, passing, [f for p in others for f in self._first_calls(p)])

    def _asked(
        self, prop: Property, examples: Sequence[Mapping[str, Any]]
    ) -> list[tuple[bool, Facts]]:
        """For each example, whether the property fails it, and what is true of it."""
        reply = []
        for example in examples:
            example_run = run(prop.body, example, self._session.ask)
            if isinstance(example_run.failure, (CallTimedOut, GivenUp, OutOfTime, SandboxFailed)):
                break  # what takes so long is not asked for the sake of a hint
            reply.append((example_run.failure is not None, self._facts(prop, example_run)))
        return reply

    def _facts(self, prop: Property, example_run: ExampleRun) -> Facts:
        """The facts of the last call, because that is the call the property failed on."""
        own = [call for call, _ in example_run.exchanges if call.function == prop.declared.function]
        return self._of(own[-1]) if own else {}

    def _first_calls(self, held: Property) -> Iterator[Facts]:
        """The first call that a property makes in each example; nobody is asked."""
        for example in self._corpus.examples(held):
            calls: list[Call] = []

            def note(asked: Sequence[Call], calls: list[Call] = calls) -> Sequence[Answer]:
                calls.extend(asked)
                raise _Enough

            with contextlib.suppress(_Enough):
                held.body(Student(note), **example)
            if calls:
                yield self._of(calls[0])

    def _of(self, call: Call) -> Facts:
        return facts(self._named(call), self._nouns.get(call.function, {}))

    def _named(self, call: Call) -> dict[str, Any]:
        """A call's arguments by the names that the sheet gives them."""
        parameters = inspect.signature(getattr(self._model, call.function)).parameters
        return dict(zip(parameters, call.arguments, strict=False))


class _Condition(NamedTuple):
    """Facts that hold together where a function goes wrong, or one without which it does."""

    facts: tuple[Message, ...]
    unless: bool = False

    def holds(self, of: Facts) -> bool:
        return all(fact in of for fact in self.facts) is not self.unless

    @property
    def words(self) -> Message:
        one, *others = self.facts
        return Message("{one} and {other}", one=one, other=others[0]) if others else one


def told_apart(
    failing: Sequence[Facts], passing: Sequence[Facts], others: Sequence[Facts] = ()
) -> Message | None:
    """
    The condition that best tells failing examples from passing ones, in words.

    Where none does, ``others``, which pass as well, are looked at; a condition that needs them has
    to be nearly right.
    """
    wrong, tried = len(failing), len(failing) + len(passing)
    if not failing:
        return None
    if passing and (told := _best(failing, passing, HALF)):
        return told
    if others and (told := _best(failing, [*passing, *others], FEW)):
        return told
    if not passing:
        return Message("goes wrong on all of {n} examples", n=tried)
    return Message(
        "goes wrong on {wrong} of {n} examples that have nothing simple in common",
        wrong=wrong,
        n=tried,
    )


def _best(failing: Sequence[Facts], passing: Sequence[Facts], slack: float) -> Message | None:
    """The condition that sorts fewest examples wrongly; None where that are too many."""

    def missed(condition: _Condition) -> int:
        return sum(not condition.holds(each) for each in failing)

    def false(condition: _Condition) -> int:
        return sum(condition.holds(each) for each in passing)

    best = min(
        _conditions(failing, passing),
        key=lambda c: (missed(c) + false(c), len(c.facts) + c.unless),
        default=_Condition(()),
    )
    reach = _reach(missed(best) / len(failing), false(best) / len(passing), slack)
    if not reach:
        return None
    n = len(failing) + len(passing)
    return Message(REACHES[reach, best.unless], fact=best.words, wrong=len(failing), n=n)


def _reach(missed: float, false: float, slack: float) -> str:
    """How far a condition holds; empty where it says too little to be told."""
    if not missed and not false:
        return "always"
    if not missed and false <= slack:
        return "only"
    if not false and missed <= slack:
        return "sure"
    return "mostly" if max(missed, false) <= FEW else ""


def _conditions(failing: Sequence[Facts], passing: Sequence[Facts]) -> Iterator[_Condition]:
    """Single facts, simple ones first, then pairs that all failing examples share."""
    single = dict.fromkeys(text for each in failing for text in each)
    yield from (_Condition((text,)) for text in single)
    usual = dict.fromkeys(text for each in passing for text in each)
    yield from (_Condition((text,), unless=True) for text in usual)
    shared = [text for text in single if all(text in each for each in failing)]
    yield from map(_Condition, combinations(shared, 2))


def _axes(sheet: Sheet) -> Mapping[str, Nouns]:
    """What the axes of array arguments count, by function, where the sheet says so."""
    file = sheet.folder / AXES
    try:
        named: Mapping[str, Nouns] = tomllib.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        raise BadSheet(f"{file} cannot be read: {error}. Mend that line.") from None
    return named
