"""
Recording a corpus: each property once, with the model answer as the student.

What is drawn is kept only if the property holds of the model answer, so a wrong sheet is
found here and not by a student.
"""

import hashlib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import hypothesis
from hypothesis import Phase

from grader.call_text import brevity
from grader.errors import BadSheet
from grader.sandbox.wire.codec import decode, encode
from grader.sandbox.wire.values import Opaque
from grader.sheets.corpus import Header, Packed, sheet_digest, write_corpus
from grader.sheets.draw import draw, own_examples, written_examples
from grader.sheets.model_answers import model_student
from grader.sheets.sheet import Property, Sheet

__all__ = ["PUBLIC_SEED", "freeze", "record"]

PUBLIC_SEED = b"public"
EXAMPLES = 32  # of each property, the written ones included
FEWEST_DRAWN = 12  # beside however many are written
# From the eleventh on, Hypothesis mostly varies what it drew before, six times each. So draws
# start anew before that: nearly every one is then of its own shape, and far fewer find as much.
AT_A_TIME = 9
STARTS = 20  # for a property whose examples are often equal


def freeze(sheet: Sheet, file: Path, seed: bytes, progress: Callable[[str], None]) -> str:
    """Record all properties of ``sheet`` into ``file``; the digest of the corpus."""
    student = model_student(sheet)
    properties: dict[str, list[Packed]] = {}
    for prop in sheet.properties:
        progress(prop.key)
        properties[prop.key] = record(prop, student, seed)
    header = Header(
        sheet=sheet.name,
        sheet_digest=sheet_digest(sheet),
        seed_digest=hashlib.sha256(seed).hexdigest(),
        hypothesis=hypothesis.__version__,
        examples=EXAMPLES,
    )
    return write_corpus(file, header, properties)


def record(prop: Property, student: object, seed: bytes) -> list[Packed]:
    """Distinct examples of one property, smallest first; it holds of the model in each."""
    found: dict[Packed, None] = {}
    asked = own_examples(prop, EXAMPLES)
    wanted = written_examples(prop) + asked if asked != EXAMPLES else _usual(prop)

    def keep(**values: Any) -> None:
        packed = _packed(prop, values)
        if packed not in found and len(found) < wanted:
            found[packed] = None
            _hold(prop, student, values)

    for number in range(STARTS):
        draw(
            prop,
            keep,
            examples=min(asked, AT_A_TIME),
            seed_number=_seed_number(seed, prop, number),
            phases=(Phase.generate,) if number else (Phase.explicit, Phase.generate),
        )
        if len(found) >= wanted:
            break
    return sorted(found, key=lambda packed: (brevity(decode(*packed)), packed))


def _usual(prop: Property) -> int:
    return max(EXAMPLES, written_examples(prop) + FEWEST_DRAWN)


def _packed(prop: Property, drawn: Mapping[str, Any]) -> Packed:
    packed = encode(dict(drawn))
    if _opaque(decode(*packed)):
        raise BadSheet(
            f"{prop.key} draws a value that cannot be recorded. Draw numbers, text, lists, "
            f"tuples, dicts or arrays, and make anything else inside the property."
        )
    return packed


def _opaque(value: Any) -> bool:
    if isinstance(value, dict):
        return any(map(_opaque, value.values()))
    if isinstance(value, (list, tuple)):
        return any(map(_opaque, value))
    return isinstance(value, Opaque)


def _hold(prop: Property, student: object, drawn: Mapping[str, Any]) -> None:
    try:
        prop.body(student, **drawn)
    except Exception as error:
        raise BadSheet(
            f"{prop.key} does not hold of the model answer: {error!r} for {drawn!r}. "
            f"Mend the property or the model, then freeze again."
        ) from error


def _seed_number(seed: bytes, prop: Property, number: int) -> int:
    digest = hashlib.sha256(b"\0".join([seed, prop.key.encode(), str(number).encode()])).digest()
    return int.from_bytes(digest[:8], "big")
