"""
A corpus from start to end: its examples come about, the model answers pass them, it is written.

A corpus on which the model answers lose a point wrongs every right submission, so nothing is
written before they were graded on it in a process like a student's.
"""

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from grader.errors import GraderError
from grader.examine.model_marks import assert_full_marks, author_examiner
from grader.examine.recorded_answers import record_answers
from grader.language import Message
from grader.sandbox.processes.launch import Launcher
from grader.sheets.choosing.found import (
    FOUND,
    FoundCall,
    added,
    corpus_with,
    read_found,
    write_found,
)
from grader.sheets.choosing.kept import to_be_drawn
from grader.sheets.choosing.right_solutions import holds_of_all
from grader.sheets.corpus import (
    FILE_NAME,
    corpus_bytes,
    corpus_from,
    read_corpus,
    recorded_corpus,
    store_corpus,
)
from grader.sheets.record import PUBLIC_SEED, recorded, renewed
from grader.sheets.sheet import Sheet
from grader.text import clean

__all__ = [
    "ExampleSource",
    "Examples",
    "Frozen",
    "drawn",
    "freeze",
    "kept",
    "redrawn",
    "with_found",
]

Tell = Callable[[Message | str], None]


@dataclass(frozen=True, slots=True)
class Examples:
    """
    What a corpus's file is to hold.

    Attributes
    ----------
    content : bytes
        Of the file.
    is_new : bool
        Whether the file has to be written.
    anew : tuple of str or None
        The properties whose examples were drawn anew; None where not most of them were kept.
    found : sequence of FoundCall
        All calls that the sheet has learned, where some were added.
    """

    content: bytes
    is_new: bool = True
    anew: tuple[str, ...] | None = None
    found: Sequence[FoundCall] = ()


@dataclass(frozen=True, slots=True)
class Frozen:
    """What was frozen: the examples, and the digest of the corpus that they make."""

    examples: Examples
    digest: str


ExampleSource = Callable[[Sheet, Path, Tell], Examples]


def freeze(
    launched: Launcher, sheet: Sheet, file: Path, source: ExampleSource, progress: Tell
) -> Frozen:
    """
    Take examples from a source, grade the model answers on them, and write them to a file.

    Beside the sheet's own corpus it is recorded what the model answers.  Raises BadSheet where the
    model answers are not given every point, and GraderError as the source does; then nothing has
    been written.
    """
    examples = source(sheet, file, progress)
    corpus = corpus_from(examples.content, str(file), sheet)
    assert_full_marks(author_examiner(sheet, corpus, launched), progress)
    if examples.is_new:
        store_corpus(file, examples.content)
    if examples.found:
        write_found(sheet.folder / FOUND, sheet, examples.found)
    if file == sheet.folder / FILE_NAME:
        record_answers(sheet, corpus)
    return Frozen(examples, corpus.digest)


def drawn(seed_file: Path | None = None) -> ExampleSource:
    """All examples are drawn: from the public seed, or the bytes of a file."""

    def source(sheet: Sheet, _: Path, progress: Tell) -> Examples:
        seed = seed_file.read_bytes() if seed_file is not None else PUBLIC_SEED
        return Examples(recorded(sheet, seed, progress, jobs=os.cpu_count() or 1))

    return source


def kept(sheet: Sheet, file: Path, _: Tell) -> Examples:
    """All examples stay; raises GraderError where the sheet has changed since."""
    return Examples(corpus_bytes(file, sheet), is_new=False)


def redrawn(named: Sequence[str]) -> ExampleSource:
    """All examples stay but for those of named questions and properties, and of what is new."""

    def source(sheet: Sheet, file: Path, progress: Tell) -> Examples:
        corpus = recorded_corpus(corpus_bytes(file, sheet), str(file), sheet)
        keys = to_be_drawn(sheet, corpus, named)
        return Examples(renewed(sheet, corpus, keys, progress), anew=tuple(keys))

    return source


def with_found(found_file: Path) -> ExampleSource:
    """
    All examples stay, and the calls of a file that a probe wrote are added.

    Raises GraderError where one of them is none that a right solution of the sheet survives.
    """

    def source(sheet: Sheet, file: Path, progress: Tell) -> Examples:
        properties = {prop.key: prop for prop in sheet.properties}
        found = read_found(found_file, sheet)
        for each in found:
            prop = properties.get(each.key)
            if prop is not None and (failing := holds_of_all(sheet, prop, each.packed)):
                raise GraderError(
                    f"{each.key} does not hold of {failing} on {clean(each.call)}. Nothing was "
                    f"added: take that call out of {found_file}, or mend what is wrong there."
                )
        calls = added(sheet, found)
        content = corpus_with(sheet, read_corpus(file, sheet), calls)
        if content is None:  # all of them were in it before
            return replace(kept(sheet, file, progress), found=calls)
        return Examples(content, found=calls)

    return source
