"""
Examples that differ from another one in a single argument.

Whoever remembers answers by some of the arguments, or by the last call, is right until two such are
asked.  Hypothesis draws arguments independently of each other, so that one may be exchanged for
that of another drawn example; what an author has written may belong together, and is left as it is.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache, partial
from itertools import combinations, islice
from types import FunctionType
from typing import Any

from grader.sandbox.wire.codec import decode, encode
from grader.sandbox.wire.containers import held
from grader.sandbox.wire.given_functions import given_afresh
from grader.sheets.choosing.candidates import mentions
from grader.sheets.choosing.right_solutions import holds_of_all
from grader.sheets.corpus import Packed
from grader.sheets.model_answers import ModelStudent
from grader.sheets.sheet import Property, Sheet

__all__ = ["crossed"]

BASES, OTHERS = 3, 6  # examples of which an argument is exchanged, and those it is taken from

Function = Callable[..., Any]


def crossed(
    sheet: Sheet,
    prop: Property,
    model: Mapping[str, Function],
    chosen: Sequence[Packed],
    drawn: Sequence[Packed],
) -> list[Packed]:
    """
    An example for each argument in which no two of the chosen ones differ alone.

    Made of a few drawn examples, one of them chosen, and held by every right solution of the sheet.
    Two that are answered alike do not count.  None where the sheet shares what is drawn between
    arguments, which then depend on each other.
    """
    known = {packed: _parts(packed) for packed in [*chosen, *drawn]}
    names = list(next(iter(known.values()), {}))
    bases = [packed for packed in drawn if packed in chosen]
    if len(names) < 2 or not bases or mentions(sheet, b"shared("):
        return []

    answers = cache(partial(_answers, prop, model))

    def told_apart(one: Packed, other: Packed) -> bool:
        return None not in (answers(one), answers(other)) and answers(one) != answers(other)

    def holds(candidate: Packed) -> bool:
        return not holds_of_all(sheet, prop, candidate)

    found = []
    for name in names:
        pairs = _differing_alone(name, [(packed, known[packed]) for packed in chosen])
        if not any(told_apart(*pair) for pair in pairs):
            others = _exchanged(name, bases, drawn, known)
            telling = (new for old, new in others if told_apart(old, new))
            found += list(islice(filter(holds, telling), 1))
    return found


def _parts(packed: Packed) -> dict[str, Packed]:
    return {name: encode(value) for name, value in decode(*packed, ours=True).items()}


def _differing_alone(
    name: str, examples: Sequence[tuple[Packed, Mapping[str, Packed]]]
) -> Iterator[tuple[Packed, Packed]]:
    """Pairs of examples that have all arguments alike but this one."""
    alike: dict[tuple[Packed, ...], list[Packed]] = {}
    for packed, parts in examples:
        others = tuple(value for key, value in parts.items() if key != name)
        alike.setdefault(others, []).append(packed)
    for group in alike.values():
        yield from combinations(group, 2)


def _exchanged(
    name: str,
    bases: Sequence[Packed],
    drawn: Sequence[Packed],
    known: Mapping[Packed, Mapping[str, Packed]],
) -> Iterator[tuple[Packed, Packed]]:
    """Examples, each with one that has another value of this argument, and all else as it is."""
    for base in bases[:BASES]:
        others = [each for each in drawn if known[each][name] != known[base][name]]
        for other in others[:: max(1, len(others) // OTHERS)][:OTHERS]:
            values = decode(*base, ours=True) | {name: decode(*other, ours=True)[name]}
            yield base, encode(values)


def _answers(
    prop: Property, model: Mapping[str, Function], packed: Packed
) -> tuple[Packed, ...] | None:
    """What the model answers where the function is asked; None where the property does not hold."""
    answers: list[Packed] = []
    right = model.get(prop.declared.function)
    if not isinstance(right, FunctionType):
        return ()

    def noted(*arguments: Any, **named: Any) -> Any:
        answer = right(*arguments, **named)
        answers.append(encode([held(answer)]))
        return answer

    student = ModelStudent(**given_afresh({**model, prop.declared.function: noted}))
    try:
        prop.body(student, **decode(*packed, ours=True))
    except Exception:
        return None
    return tuple(answers)
