"""
Further examples of a property, to hold a hint against that was made of the recorded ones.

They are drawn as the recorded ones are, from the property's own strategies, with a seed of their
own.  Nothing that a submission does has an influence on them, and neither has a clock: under the
same versions the same property has the same ones.
"""

from collections.abc import Mapping
from functools import partial
from typing import Any

from hypothesis import Phase

from grader.sheets.draw import draw
from grader.sheets.sheet import Property

__all__ = ["fresh_examples"]

SEED = 11


def fresh_examples(prop: Property, count: int, seed: int = SEED) -> list[Mapping[str, Any]]:
    """Up to ``count`` examples of a property; fewer only where there are no more."""
    drawn: list[Mapping[str, Any]] = []
    if count > 0:
        note = partial(_note, drawn)
        draw(prop, note, examples=count, seed_number=seed, phases=(Phase.generate,))
    return drawn


def _note(drawn: list[Mapping[str, Any]], **example: Any) -> None:
    drawn.append(example)
