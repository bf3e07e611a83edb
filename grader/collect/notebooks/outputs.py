"""
A notebook without its outputs, before anything else looks at it.

Outputs are pictures and tables, often a thousand times as long as the code.  Decoding into the
types below passes over all that they do not name, without making objects of it, so a hundred
megabytes cost little more than the file itself.
"""

import re
from collections.abc import Iterator
from typing import Annotated, Any

import msgspec
from msgspec import UNSET, Meta, Raw, UnsetType

from grader.language import Message
from grader.text import clean

__all__ = ["MOST_CELLS", "MOST_CODE", "Broken", "without_outputs"]

MOST_CODE = 1_000_000  # bytes in all code cells, as in a Python file
MOST_CELLS = 2_000
AGAIN = Message("Open it in Jupyter, save it, and hand in what was saved.")
ESCAPED = 6  # bytes that one of code may take in JSON
CHOOSE = Message(
    "Choose one of the two versions in git, see that it opens in Jupyter, and hand that in."
)
MERGING = re.compile(rb"^(?:<{7}|>{7}) ", re.MULTILINE)
ESCAPE = re.compile(
    rb"\\u[dD][89aAbB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}"
    rb"|(?P<half>\\u[dD][89a-fA-F][0-9a-fA-F]{2})|\\.",
    re.DOTALL,
)
# A text that never ends is one, too: else each quote in it would be looked at to the file's end.
NO_JSON = re.compile(rb'"[^"\\]*(?:\\.[^"\\]*)*(?:"|\\?\Z)|-?\b(?:NaN|Infinity)\b', re.DOTALL)


class Broken(Exception):
    """What is wrong with a notebook, and what to do; to follow its name."""

    def __init__(self, found: Message, advice: Message) -> None:
        self.found = found
        self.advice = advice
        super().__init__(found)


class _Cell(msgspec.Struct, frozen=True):
    cell_type: Raw | UnsetType = UNSET
    source: Raw | UnsetType = UNSET
    input: Raw | UnsetType = UNSET  # what format 3 calls the source of code

    @property
    def is_code(self) -> bool:
        """Whether it is code; what else an extension calls its cells does not matter."""
        return not isinstance(self.cell_type, UnsetType) and bytes(self.cell_type) == b'"code"'


class _Worksheet(msgspec.Struct, frozen=True):
    cells: list[_Cell] = []


class _Language(msgspec.Struct, frozen=True):
    language: str = ""
    name: str = ""


class _Metadata(msgspec.Struct, frozen=True):
    kernelspec: _Language | None = None
    language_info: _Language | None = None

    @property
    def language(self) -> str:
        info, kernel = self.language_info or _Language(), self.kernelspec or _Language()
        return info.name or kernel.language


class _Notebook(msgspec.Struct, frozen=True):
    nbformat: Annotated[int, Meta(ge=0, le=99)]
    cells: list[_Cell] | None = None
    worksheets: list[_Worksheet] | None = None  # of format 3
    metadata: _Metadata = _Metadata()


_decoder = msgspec.json.Decoder(_Notebook)
_text_decoder = msgspec.json.Decoder(str | list[str])


def without_outputs(source: bytes) -> dict[str, Any]:
    """
    What of a notebook in format 3 or 4 is needed to read its code, as nbformat takes it.

    Raises Broken.
    """
    notebook = _decoded(source)
    language = notebook.metadata.language
    if language and "python" not in language.lower():
        raise Broken(
            Message("is a notebook in {language}", language=clean(language)),
            Message("Write the answers in Python."),
        )
    if notebook.nbformat == 4 and notebook.cells is not None:
        small = [*_small(notebook.cells, "source")]
        return {"nbformat": 4, "nbformat_minor": 4, "metadata": {}, "cells": small}
    if notebook.nbformat == 3 and notebook.worksheets is not None:
        small = [*_small([c for sheet in notebook.worksheets for c in sheet.cells], "input")]
        worksheets = [{"cells": small, "metadata": {}}]
        return {"nbformat": 3, "nbformat_minor": 0, "metadata": {}, "worksheets": worksheets}
    if notebook.nbformat in (3, 4):
        raise Broken(Message("is no notebook: it has no cells"), AGAIN)
    raise Broken(
        Message(
            "is a notebook of format {format}, and 3 and 4 can be read",
            format=str(notebook.nbformat),
        ),
        Message("Open it in Jupyter and save it again."),
    )


def _decoded(source: bytes) -> _Notebook:
    try:
        try:
            return _decoder.decode(source)
        except msgspec.ValidationError:
            raise
        except msgspec.DecodeError:
            if MERGING.search(source):
                raise Broken(
                    Message("holds git's conflict marks (<<<<<<<, >>>>>>>)"), CHOOSE
                ) from None
            return _decoder.decode(_whole_letters(_as_json(source)))  # as Python writes JSON
    except msgspec.ValidationError as error:
        raise Broken(_none_for(error), AGAIN) from None
    except RecursionError:
        raise Broken(Message("is no notebook: it is nested too deeply"), AGAIN) from None
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise Broken(_none_for(error), AGAIN) from None


def _none_for(error: Exception) -> Message:
    return Message("is no notebook: {error}", error=clean(str(error)))


def _as_json(source: bytes) -> bytes:
    """With ``null`` for the numbers that JSON does not know; texts stay as they are."""
    return NO_JSON.sub(lambda found: found[0] if found[0][:1] == b'"' else b"null", source)


def _whole_letters(source: bytes) -> bytes:
    """
    With U+FFFD for half an emoji, which Python writes and nothing else takes for text.

    Outputs are left out anyway; in code it costs the text that it stands in.
    """
    return ESCAPE.sub(lambda found: rb"\ufffd" if found["half"] else found[0], source)


def _small(cells: list[_Cell], code: str) -> Iterator[dict[str, Any]]:
    """The cells with nothing but code, which is under that name; of other cells, their kind."""
    if len(cells) > MOST_CELLS:
        raise Broken(
            Message("has {cells} cells, and may have {most}", cells=len(cells), most=MOST_CELLS),
            Message("Is it the right file?"),
        )
    left = MOST_CODE
    for cell in cells:
        if not cell.is_code:
            yield {"cell_type": "markdown", "metadata": {}, "source": ""}
            continue
        text = _text(cell.source if code == "source" else cell.input, left)
        left -= len(text.encode())
        if left < 0:
            raise _too_long()
        extra = {"execution_count": None} if code == "source" else {"language": "python"}
        yield {"cell_type": "code", "metadata": {}, "outputs": [], code: text, **extra}


def _text(raw: Raw | UnsetType, longest: int) -> str:
    """A cell's text, which may be in pieces; too long a one is not even decoded."""
    if isinstance(raw, UnsetType):
        return ""
    if memoryview(raw).nbytes > ESCAPED * longest + MOST_CODE:
        raise _too_long()
    try:
        found = _text_decoder.decode(raw)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise Broken(
            Message("has a cell without text: {error}", error=clean(str(error))), AGAIN
        ) from None
    return found if isinstance(found, str) else "".join(found)


def _too_long() -> Broken:
    return Broken(
        Message(
            "has more than {most} MB of code, which is more than a submission may",
            most=MOST_CODE // 1_000_000,
        ),
        Message("Is it the right file?"),
    )
