"""
One question's examples, on which a wrong answer is tried: the recorded ones, and others after them.

The others are drawn with a seed of their own.  What they catch and the recorded ones do not is what
the corpus misses; what neither catches may be no wrong answer at all.
"""

import contextlib
import inspect
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from grader.audit.power.memories import BY_MEMORY
from grader.audit.power.saboteurs import everywhere, where
from grader.call_text import example_text
from grader.examine.student.in_process import quiet
from grader.sandbox.wire.codec import decode, encode
from grader.sandbox.wire.containers import held
from grader.sandbox.wire.given_functions import given
from grader.sheets.choosing.cpu_limit import Late, cpu_limit, has_clock
from grader.sheets.choosing.traits import paired, traits
from grader.sheets.choosing.wrong_answers import Function, WrongAnswer, catches
from grader.sheets.corpus import Packed
from grader.sheets.draw import own_examples
from grader.sheets.model_answers import ModelStudent
from grader.sheets.record import USUAL
from grader.sheets.sheet import Property, Question
from grader.text import clean

__all__ = ["Bench", "Tried", "drawn_for"]

LONGEST = 300
SECONDS = 1.0  # of CPU time, for one call
ALONE = " alone"  # ends a trait's name that says the same of an example without any other

Traits = dict[Packed, frozenset[str]]
Call = tuple[str, Packed]  # a function's name, and the arguments
Differs = Callable[[Call], bool]


@dataclass(frozen=True, slots=True)
class Tried:
    """
    What came of one wrong answer.

    Attributes
    ----------
    family, name : str
    is_caught : bool
        Whether a recorded example catches it.
    example : str
        Where none does: a property and an input that would have; empty where none is known.
    """

    family: str
    name: str
    is_caught: bool
    example: str = ""


@dataclass(frozen=True)
class _Example:
    """An example of a property, and the calls that the model is asked on it."""

    prop: Property
    packed: Packed
    calls: frozenset[Call]


def drawn_for(prop: Property) -> bool:
    """Whether further examples are drawn: not of chance, nor of time, which say how many."""
    return own_examples(prop, USUAL) == USUAL and not prop.declared.measured


class Bench:
    """
    The examples of one question.

    Parameters
    ----------
    question : Question
    model : mapping from a name to the model's function
    recorded, further : mapping from a property's key to examples
    """

    def __init__(
        self,
        question: Question,
        model: Mapping[str, Function],
        recorded: Mapping[str, Sequence[Packed]],
        further: Mapping[str, Sequence[Packed]],
    ) -> None:
        self.model = model
        self._answers: dict[str, dict[Packed, Any]] = {}
        judging = [prop for prop in question.properties if not prop.declared.measured]
        with quiet():
            self._recorded = list(self._examples(judging, recorded))
            self._further = list(self._examples(judging, further))

    def saboteurs(self, function: str) -> Iterator[Tried]:
        """What comes of every function that is right but for little, made of this one."""
        right = self.model[function]
        told = self._traits.get(function, {})
        names = list(inspect.signature(right).parameters)
        for trait in _telling(told):

            def holds(arguments: tuple[Any, ...], trait: str = trait) -> bool:
                packed = encode([*map(held, arguments)])
                if packed not in told:
                    told[packed] = _single(names, arguments)
                return trait in told[packed]

            marked = {(function, packed) for packed, found in told.items() if trait in found}
            yield self._tried(where(function, right, trait, holds), marked.__contains__)
        for wrong in everywhere(function, right):
            yield self.tried(wrong)

    def tried(self, wrong: WrongAnswer) -> Tried:
        """What comes of a wrong answer."""
        return self._tried(wrong, (lambda _: True) if wrong.family == BY_MEMORY else None)

    def _differing(self, wrong: WrongAnswer) -> Differs:
        """Whether a call is answered otherwise than by the model, found out when it is asked."""
        known: dict[Call, bool] = {}

        def differs(call: Call) -> bool:
            name, packed = call
            if call not in known and name in wrong.functions:
                answer = self._answer(packed, wrong.functions[name])
                known[call] = answer != self._answers[name][packed]
            return known.get(call, False)

        return differs

    def _answer(self, packed: Packed, function: Function) -> Any:
        """What a function answers to a call, and what becomes of its arguments, as bytes."""
        arguments = decode(*packed, symbolic=True)
        try:
            with quiet(), cpu_limit(SECONDS) if has_clock() else contextlib.nullcontext():
                return encode([held(function(*map(given, arguments))), arguments])
        except (Exception, Late) as error:
            return type(error)

    def _tried(self, wrong: WrongAnswer, differs: Differs | None) -> Tried:
        differs = differs or self._differing(wrong)
        for example in self._asking(self._recorded, wrong, differs):
            if self._catches(example, wrong):
                return Tried(wrong.family, wrong.name, True)
        for example in self._asking(self._further, wrong, differs):
            if self._catches(example, wrong):
                return Tried(wrong.family, wrong.name, False, _text(example))
        return Tried(wrong.family, wrong.name, False)

    @cached_property
    def _traits(self) -> dict[str, Traits]:
        found: dict[str, Traits] = {}
        for function, calls in self._answers.items():
            names = list(inspect.signature(self.model[function]).parameters)
            found[function] = {each: _single(names, decode(*each, ours=True)) for each in calls}
        return found

    def _asking(
        self, examples: Sequence[_Example], wrong: WrongAnswer, differs: Differs
    ) -> Iterator[_Example]:
        """The examples on which a wrong answer may be another one than the model's."""
        for example in examples:
            if example.calls:
                if any(map(differs, example.calls)):
                    yield example
            elif example.prop.declared.function in wrong.functions:
                yield example

    def _catches(self, example: _Example, wrong: WrongAnswer) -> bool:
        return catches(example.prop, self.model, wrong, decode(*example.packed, ours=True))

    def _examples(
        self, props: Sequence[Property], packed: Mapping[str, Sequence[Packed]]
    ) -> Iterator[_Example]:
        """Examples with their calls, but for those that a law assumes away: they tell nothing."""
        for prop in props:
            for each in packed.get(prop.key, ()):
                calls = self._calls(prop, each) if drawn_for(prop) else set()
                if calls is not None:
                    yield _Example(prop, each, frozenset(calls))

    def _calls(self, prop: Property, packed: Packed) -> set[Call] | None:
        """What the model is asked; None where the law does not hold, or does not speak of it."""
        calls: set[Call] = set()
        noting = {n: self._noting(n, calls) for n, f in self.model.items() if callable(f)}
        try:
            prop.body(ModelStudent(**{**self.model, **noting}), **decode(*packed, ours=True))
        except Exception:
            return None
        return calls

    def _noting(self, name: str, calls: set[Call]) -> Function:
        def noted(*arguments: Any) -> Any:
            sent = [*map(held, arguments)]
            packed = encode(sent)
            calls.add((name, packed))
            known = self._answers.setdefault(name, {})
            if packed not in known:
                known[packed] = self._answer(packed, self.model[name])
            return self.model[name](*map(given, sent))

        return noted


def _single(names: Sequence[str], arguments: Sequence[Any]) -> frozenset[str]:
    """What is special about arguments, each thing by itself."""
    found = traits(dict(zip(names, arguments, strict=False)))
    return frozenset(name for name in found if not (paired(name) or name.endswith(ALONE)))


def _telling(told: Traits) -> list[str]:
    """One trait of all those that the same calls have, in the order of their names."""
    having: dict[str, list[Packed]] = {}
    for packed, names in told.items():
        for name in names:
            having.setdefault(name, []).append(packed)
    return sorted({tuple(calls): name for name, calls in sorted(having.items())}.values())


def _text(example: _Example) -> str:
    given = example_text(decode(*example.packed, ours=True))
    return f"{example.prop.key}, for {clean(given, LONGEST)}"
