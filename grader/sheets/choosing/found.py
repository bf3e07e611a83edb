"""
Calls that a probe has found: on them a submission fails a law that it holds on the corpus.

They are data, to be given to the author of a sheet, and tell nothing about who fails on them.
Those that are added lie beside the corpus from then on, and belong to every corpus of the sheet,
public or private: so a class is marked on them, everybody alike.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path

import msgspec

from grader.errors import GraderError
from grader.files import replace
from grader.sandbox.wire.bounds import Malformed
from grader.sandbox.wire.codec import decode
from grader.sandbox.wire.parts import given_functions
from grader.sheets.choosing.candidates import size
from grader.sheets.choosing.computing import only_computes
from grader.sheets.corpus import Corpus, Packed, corpus_content, sheet_digest
from grader.sheets.flaws.model import model_flaw
from grader.sheets.model_answers import ModelStudent, model_student, source_folders
from grader.sheets.sheet import Property, Sheet
from grader.text import clean

__all__ = [
    "FOUND",
    "FoundCall",
    "added",
    "corpus_with",
    "learned",
    "read_found",
    "with_calls",
    "write_found",
]

FOUND = "found.json"
FORMAT = 1


class FoundCall(msgspec.Struct, frozen=True):
    """
    An input of a property.

    Attributes
    ----------
    key : str
        The property's; ``property`` in the file.
    call, message : str
        A call that the law makes there, as Python, and what was wrong with an answer to it.
    structure, blob : bytes
        The property's arguments, as the wire encodes them; base64 in the file.
    submissions : int
        How many held the law on the corpus and fail here.
    """

    key: str = msgspec.field(name="property")
    call: str
    message: str
    structure: bytes
    blob: bytes
    submissions: int = 0

    @property
    def packed(self) -> Packed:
        """The arguments, as a corpus holds them."""
        return self.structure, self.blob


class _File(msgspec.Struct, frozen=True):
    format: int
    sheet: str
    sheet_digest: str
    found: list[FoundCall]


def write_found(file: Path, sheet: Sheet, found: Sequence[FoundCall]) -> None:
    """Put found calls in place; raises OSError where that cannot be."""
    content = msgspec.json.encode(_File(FORMAT, sheet.name, sheet_digest(sheet), list(found)))
    replace(file, msgspec.json.format(content, indent=2) + b"\n")


def read_found(file: Path, sheet: Sheet) -> list[FoundCall]:
    """
    The calls that were found for this very version of a sheet.

    Raises GraderError where the file holds none, or those of another version, or passes a function
    that does more than compute: such would be run here.
    """
    content = _content(file)
    if content.sheet_digest != sheet_digest(sheet):
        raise GraderError(
            f"{file} was found with another sheet, or another version of this one. Name the sheet "
            f"with --sheet, or probe the class again: grader grade --probe SECONDS{sheet.option}"
        )
    for each in content.found:
        for function in given_functions(decode(*each.packed, ours=True)):
            if not only_computes(function.source):
                raise GraderError(
                    f"{file} passes a function that may do more than compute: "
                    f"{clean(function.source)!r}. Take that call out of the file; if it "
                    f"is wanted, write it into the law, with @example."
                )
    return content.found


def learned(sheet: Sheet) -> list[FoundCall]:
    """
    The calls that were added to a sheet, those of properties that it still has.

    Raises GraderError where the list cannot be read.
    """
    file = sheet.folder / FOUND
    if not file.is_file():
        return []
    keys = {prop.key for prop in sheet.properties}
    return [each for each in _content(file).found if each.key in keys]


def _content(file: Path) -> _File:
    try:
        content = msgspec.json.decode(file.read_bytes(), type=_File)
        for each in content.found:
            decode(*each.packed, ours=True)
    except (OSError, msgspec.MsgspecError, Malformed, RecursionError) as error:
        raise GraderError(
            f"{file} does not hold calls that a probe has found ({error}). "
            f"Name the found.json that 'grader grade --probe' wrote."
        ) from error
    return content


def added(sheet: Sheet, found: Sequence[FoundCall]) -> list[FoundCall]:
    """The calls that a sheet has learned with further ones; an equal one is there once."""
    known = {(each.key, each.packed): each for each in (*learned(sheet), *found)}
    return sorted(known.values(), key=lambda each: (each.key, size(each.packed)))


def with_calls(
    sheet: Sheet, packed: Mapping[str, Sequence[Packed]], found: Sequence[FoundCall]
) -> dict[str, list[Packed]]:
    """
    The examples of each property with those that were found, smallest first.

    Raises BadSheet where a property does not hold of the model answer on one of them.
    """
    model, properties = model_student(sheet), {prop.key: prop for prop in sheet.properties}
    examples = {key: list(each) for key, each in packed.items()}
    for each in found:
        if each.key not in properties:
            raise GraderError(f"the sheet has no property {clean(each.key)}: leave that call out.")
        if each.key in examples and each.packed not in examples[each.key]:
            _assert_holds(sheet, properties[each.key], each, model)
            examples[each.key].append(each.packed)
            examples[each.key].sort(key=size)
    return examples


def _assert_holds(sheet: Sheet, prop: Property, found: FoundCall, model: ModelStudent) -> None:
    try:
        prop.body(model, **decode(*found.packed, ours=True))
    except Exception as error:
        example = decode(*found.packed, ours=True)
        raise model_flaw(prop, error, model, example, source_folders(sheet)) from error


def corpus_with(sheet: Sheet, corpus: Corpus, found: Sequence[FoundCall]) -> bytes | None:
    """The file of a corpus with the calls that it lacks; None where it lacks none."""
    packed = with_calls(sheet, corpus.packed, found)
    if packed == {key: list(each) for key, each in corpus.packed.items()}:
        return None
    return corpus_content(corpus.header, packed)
