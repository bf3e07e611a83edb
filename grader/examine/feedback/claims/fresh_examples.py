"""
Further examples of a property, to hold a hint against that was made of the recorded ones.

They are drawn as the recorded ones are, from the property's own strategies, with seeds of their
own.  Several runs of few examples tell more than one of many: within a run Hypothesis likes to
vary what it has drawn already, so that its examples are no independent witnesses.  Nothing that a
submission does has an influence on them, and neither has a clock: under the same versions the same
property has the same ones.
"""

from collections.abc import Mapping
from functools import partial
from typing import Any

from hypothesis import Phase

from grader.call_text import brevity
from grader.sheets.draw import draw
from grader.sheets.sheet import Property

__all__ = ["fresh_examples"]

RUNS = 8


def fresh_examples(
    prop: Property, count: int, seed: int, runs: int = RUNS
) -> list[Mapping[str, Any]]:
    """
    Up to ``count`` examples of a property, no two alike; fewer where they are hard to find.

    To begin a run costs as much as some ten examples.
    """
    drawn: dict[Any, Mapping[str, Any]] = {}
    note = partial(_note, drawn)
    each = -(-count // runs)
    for run in range(runs if count > 0 else 0):
        draw(prop, note, examples=each, seed_number=seed + run, phases=(Phase.generate,))
    return list(drawn.values())[:count]


def _note(drawn: dict[Any, Mapping[str, Any]], **example: Any) -> None:
    drawn.setdefault(brevity(example), example)
