"""
Recording a corpus: each property once, with the model answer as the student.

Many candidates are drawn and few are kept: the written ones, and those that together have the
most traits, since a mistake that shows on few inputs shows on those with some trait.  The property
must hold of the model answer in each, so a wrong sheet is found here and not by a student.
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
from grader.sheets.choice import choose
from grader.sheets.corpus import Header, Packed, sheet_digest, write_corpus
from grader.sheets.draw import draw, own_examples, written_examples
from grader.sheets.model_answers import model_student
from grader.sheets.sheet import Property, Sheet
from grader.sheets.traits import traits

__all__ = ["PUBLIC_SEED", "freeze", "record"]

PUBLIC_SEED = b"public"
EXAMPLES = 32  # of each property, the written ones included
FEWEST_DRAWN = 12  # beside however many are written
CANDIDATES = 240  # that are drawn, of which the examples are chosen
# From the eleventh on, Hypothesis mostly varies what it drew before, six times each. So draws
# start anew before that: nearly every one is then of its own shape, and far fewer find as much.
AT_A_TIME = 9
STARTS = 30  # for a property whose examples are often equal


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
    asked = own_examples(prop, EXAMPLES)
    wanted = written_examples(prop) + asked if asked != EXAMPLES else _usual(prop)
    written, found = _candidates(prop, seed)
    examples = [decode(*packed) for packed in found]
    told = [brevity(example) for example in examples]
    order = sorted(range(len(found)), key=lambda place: (told[place], found[place]))
    places = choose(
        [traits(examples[place]) for place in order],
        [told[place][0] for place in order],
        [position for position, place in enumerate(order) if place < written],
        wanted,
    )
    chosen = [order[place] for place in sorted(places)]
    for place in chosen:
        _hold(prop, student, decode(*found[place]))
    return [found[place] for place in chosen]


def _candidates(prop: Property, seed: bytes) -> tuple[int, list[Packed]]:
    """How many distinct examples are written, and these, followed by others that were drawn."""
    found: dict[Packed, None] = {}

    def keep(**values: Any) -> None:
        found.setdefault(_packed(prop, values))

    def start(number: int, phase: Phase) -> None:
        seed_number = _seed_number(seed, prop, number)
        draw(prop, keep, examples=AT_A_TIME, seed_number=seed_number, phases=(phase,))

    if written_examples(prop):
        start(0, Phase.explicit)
    written = len(found)
    for number in range(STARTS):
        start(number, Phase.generate)
        if len(found) >= written + CANDIDATES:
            break
    return written, list(found)


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
