"""
Further examples of a property, to hold a hint against that was made of the recorded ones.

They are drawn as the recorded ones are, from the property's own strategies, with seeds of their
own.  Several runs of few examples tell more than one of many: within a run Hypothesis likes to
vary what it has drawn already, so that its examples are no independent witnesses.  Nothing that a
submission does has an influence on them, and neither has a clock: under the same versions the same
property has the same ones.

One kind is hardly drawn and is right by chance with most mistakes: zeros throughout.  Such are made
of examples that fail.
"""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

import numpy as np
from hypothesis import Phase

from grader.call_text import brevity
from grader.sheets.draw import draw
from grader.sheets.sheet import Property

__all__ = ["emptied", "fresh_examples"]

RUNS = 8


def fresh_examples(prop: Property, count: int, seed: int) -> list[Mapping[str, Any]]:
    """Up to ``count`` examples of a property, no two alike; fewer where they are hard to find."""
    drawn: dict[Any, Mapping[str, Any]] = {}
    note = partial(_note, drawn)
    each = -(-count // RUNS)
    for run in range(RUNS if count > 0 else 0):
        draw(prop, note, examples=each, seed_number=seed + run, phases=(Phase.generate,))
    return list(drawn.values())[:count]


def emptied(examples: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """The same examples with zeros in their arrays, no two alike, and those without arrays left."""
    found: dict[Any, Mapping[str, Any]] = {}
    for example in examples:
        _note(found, **_emptied(dict(example)))
    for example in examples:
        found.pop(brevity(example), None)
    return list(found.values())


def _emptied(value: Any) -> Any:
    if isinstance(value, np.ndarray) and value.dtype.kind in "iufc":
        return np.zeros_like(value)
    if type(value) in (list, tuple):
        return type(value)(map(_emptied, value))
    if type(value) is dict:
        return {key: _emptied(entry) for key, entry in value.items()}
    return value


def _note(drawn: dict[Any, Mapping[str, Any]], **example: Any) -> None:
    drawn.setdefault(brevity(example), example)
