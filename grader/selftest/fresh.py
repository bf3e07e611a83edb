"""
Examples that are drawn anew for one check, for authors and for those who doubt a mark.

A corpus is chosen once, and a mistake may hide between its examples.  The same laws on others tell
more about a submission, and about a sheet; but the next time they are others again, so no mark is
ever made of them.
"""

import secrets
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from grader.examine.examiner import Examiner
from grader.examine.known_answers import KnownAnswers
from grader.language import Message
from grader.sandbox.wire.codec import decode
from grader.sheets.choosing.candidates import assumed, drawn
from grader.sheets.corpus import Corpus, Packed
from grader.sheets.draw import own_examples
from grader.sheets.flaws.model import model_flaw
from grader.sheets.model_answers import ModelStudent, model_student, source_folders
from grader.sheets.packs.whole import assert_whole
from grader.sheets.record import USUAL
from grader.sheets.sheet import Property

__all__ = ["fresh_examiner"]

SEED_BYTES = 8


def fresh_examiner(
    examiner: Examiner,
    count: int,
    progress: Callable[[Message], None] = lambda _: None,
    seed: bytes | None = None,
) -> Examiner:
    """
    The same examiner, with up to ``count`` new examples of each property that it asks.

    A property that says itself how many it wants has those, and one that measures time keeps the
    recorded ones.  ``seed`` repeats a draw.  Raises BadSheet where a property does not hold of the
    model answer on one of them.
    """
    assert_whole(examiner.sheet, "check --fresh")
    chosen = seed or secrets.token_bytes(SEED_BYTES)
    model = model_student(examiner.sheet)
    folders = source_folders(examiner.sheet)
    packed = dict(examiner.corpus.packed)
    for question in examiner.questions:
        progress(Message("new examples, {question}", question=question.id))
        for prop in question.properties:
            if not prop.declared.measured:
                packed[prop.key] = _held(prop, _new(prop, chosen, count, model), model, folders)
    name = f"drawn afresh from {chosen.hex()}"
    corpus = Corpus(name, name, examiner.corpus.header, packed)
    return replace(examiner, corpus=corpus, known=KnownAnswers())


def _new(prop: Property, seed: bytes, count: int, model: ModelStudent) -> list[Packed]:
    own = own_examples(prop, USUAL)
    written, packed = drawn(prop, seed, count if own == USUAL else own)
    written, packed = assumed(prop, written, packed, model)
    return packed[written:] or packed


def _held(
    prop: Property, packed: list[Packed], model: ModelStudent, folders: Sequence[Path]
) -> list[Packed]:
    for each in packed:
        try:
            prop.body(model, **decode(*each, ours=True))
        except Exception as error:
            raise model_flaw(prop, error, model, decode(*each, ours=True), folders) from error
    return packed
