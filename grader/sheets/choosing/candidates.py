"""
The candidates of which the examples of a property are chosen.

They are what is written with ``@example``, and what the property's own strategies draw: distinct,
and none that the property's ``assume`` rejects.
"""

import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from hypothesis import Phase
from hypothesis.errors import Unsatisfiable, UnsatisfiedAssumption

from grader.call_text import brevity
from grader.errors import BadSheet
from grader.sandbox.wire.codec import decode, encode
from grader.sandbox.wire.given_functions import given_afresh
from grader.sandbox.wire.parts import first_opaque
from grader.sheets.corpus import Packed
from grader.sheets.draw import draw, written_examples
from grader.sheets.flaws.places import flaw, line_of
from grader.sheets.model_answers import ModelStudent
from grader.sheets.sheet import Property, Sheet

__all__ = ["assumed", "candidates", "drawn", "mentions", "size", "written_ones"]

# From the eleventh on, Hypothesis mostly varies what it drew before, six times each. So draws
# start anew before that: nearly every one is then of its own shape, and far fewer find as much.
AT_A_TIME = 9
STARTS = 4  # more than that needs, for a property whose examples are often equal
BARREN = 3  # starts one after the other without anything new, after which there is hardly any


def mentions(sheet: Sheet, word: bytes) -> bool:
    """Whether a word is in any module in the folder of a sheet."""
    return any(word in file.read_bytes() for file in sheet.folder.rglob("*.py"))


def drawn(
    prop: Property, seed: bytes, count: int, folders: Sequence[Path] = ()
) -> tuple[int, list[Packed]]:
    """The candidates, as below; raises BadSheet, in one line, where they cannot be drawn."""
    try:
        return candidates(prop, seed, count)
    except BadSheet:
        raise
    except Unsatisfiable as error:
        said = f"{prop.key}: no example can be drawn. Filter less, or draw what is wanted."
        raise BadSheet(f"{line_of(prop.body)}: {said}") from error
    except Exception as error:
        said = f"{prop.key}: its strategies fail: {{error}}. Mend them."
        raise flaw(error, folders, said, line_of(prop.body)) from error


def assumed(
    prop: Property, written: int, packed: Sequence[Packed], model: ModelStudent
) -> tuple[int, list[Packed]]:
    """The candidates that the property's ``assume`` takes; how many of them are written."""
    kept = [place for place, each in enumerate(packed) if _is_taken(prop, each, model)]
    if not kept:
        raise BadSheet(
            f"{line_of(prop.body)}: {prop.key}: assume() rejects all examples. "
            f"Draw some that it takes."
        )
    return sum(place < written for place in kept), [packed[place] for place in kept]


def written_ones(prop: Property, model: ModelStudent) -> list[Packed]:
    """The written examples that the property's ``assume`` takes."""
    _, packed = candidates(prop, b"", 0)
    return [each for each in packed if _is_taken(prop, each, model)]


def _is_taken(prop: Property, packed: Packed, model: ModelStudent) -> bool:
    try:
        prop.body(ModelStudent(**given_afresh(vars(model))), **decode(*packed, ours=True))
    except UnsatisfiedAssumption:
        return False
    except Exception:
        return True  # the model's flaw, which is told where the candidate is chosen
    return True


def candidates(prop: Property, seed: bytes, count: int) -> tuple[int, list[Packed]]:
    """How many distinct examples are written, and these, followed by up to ``count`` drawn ones."""
    found: dict[Packed, None] = {}

    def keep(**values: Any) -> None:
        if len(found) < written + count:
            found.setdefault(_packed(prop, values))

    def start(number: int, phase: Phase, examples: int = AT_A_TIME) -> None:
        seed_number = _seed_number(seed, prop, number)
        draw(prop, keep, examples=examples, seed_number=seed_number, phases=(phase,))

    written = written_examples(prop)
    if written:
        start(0, Phase.explicit)
    written = len(found)
    barren = 0
    for number in range(count // AT_A_TIME + STARTS):
        before = len(found)
        if before >= written + count or barren == BARREN:
            break
        start(number, Phase.generate, min(AT_A_TIME, count))
        barren = 0 if len(found) > before else barren + 1
    drawn = sorted(list(found)[written:], key=size)
    return written, [*list(found)[:written], *drawn]


def size(packed: Packed) -> tuple[tuple[int, int, str], Packed]:
    """What candidates are put in order by: how brief they are."""
    return brevity(decode(*packed, ours=True)), packed


def _packed(prop: Property, drawn: Mapping[str, Any]) -> Packed:
    """The bytes of an example; BadSheet where not all of it can be recorded."""
    begin = f"{line_of(prop.body)}: {prop.key}"
    taken = sorted(name for name, value in drawn.items() if hasattr(type(value), "__next__"))
    if taken:
        raise BadSheet(
            f"{begin} draws an iterator for {', '.join(taken)}, which one call would use up. "
            f"Draw a list, and pass iter(…) of it inside the property."
        )
    packed = encode(dict(drawn))
    found = first_opaque(decode(*packed))
    if found is not None:
        raise BadSheet(
            f"{begin} draws {found.description}, which cannot be recorded. Draw one of the kinds "
            f"in docs/values.md, and make anything else inside the property."
        )
    return packed


def _seed_number(seed: bytes, prop: Property, number: int) -> int:
    digest = hashlib.sha256(b"\0".join([seed, prop.key.encode(), str(number).encode()])).digest()
    return int.from_bytes(digest[:8], "big")
