"""
From a notebook's bytes to a submission.

nbformat knows what a notebook is and how an old one becomes a new one; it gets what is left
without the outputs.  What a submission keeps is the code, each cell with its place among all
cells: that number is the one thing about a cell that is there before it is run, stays when
it is run again, and can be found by counting.
"""

import hashlib
import warnings
from collections.abc import Sequence
from typing import Any

import msgspec

from grader.collect.notebooks.outputs import Broken, without_outputs
from grader.errors import UnreadableSubmission
from grader.language import Message
from grader.model import Cell, Submission
from grader.text import clean

__all__ = ["LARGEST", "read"]

LARGEST = 256_000_000  # bytes of a file, outputs included
BOM = b"\xef\xbb\xbf"
UTF16 = (b"\xff\xfe", b"\xfe\xff")


def read(name: str, source: bytes) -> Submission:
    """
    The submission that a notebook's bytes are.

    Parameters
    ----------
    name : str
        What it is called by.
    source : bytes
        A notebook in format 3 or 4, of at most ``LARGEST`` bytes.

    Returns
    -------
    Submission
        Its ``source`` is a notebook with the code alone; its digest that of what was given.

    Raises
    ------
    UnreadableSubmission
    """
    try:
        notebook = _read(source)
    except Broken as broken:
        raise UnreadableSubmission(clean(name), broken.found, broken.advice) from None
    cells = tuple(
        Cell(number, cell["source"])
        for number, cell in enumerate(notebook["cells"], 1)
        if cell["cell_type"] == "code"
    )
    kept = _source(notebook["cells"])
    return Submission(name, kept, cells or (Cell(1, ""),), hashlib.sha256(source).hexdigest())


def _read(source: bytes) -> Any:
    if len(source) > LARGEST:
        found = Message(
            "has {size} MB, and a notebook at most {most}",
            size=f"{len(source) / 1e6:.0f}",
            most=LARGEST // 1_000_000,
        )
        raise Broken(found, Message("Clear its outputs and save it."))
    if source.startswith(UTF16):
        raise Broken(Message("is UTF-16 text"), Message("Save it as UTF-8."))
    if not source.removeprefix(BOM).strip():
        raise Broken(Message("is empty"), Message("Save the notebook, and hand in what was saved."))
    small = without_outputs(source.removeprefix(BOM))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return _upgraded(small)


def _source(cells: Sequence[Any]) -> bytes:
    """A notebook of these cells, with their code alone."""
    code: dict[str, Any] = {"execution_count": None, "outputs": []}
    small = [
        {"cell_type": cell["cell_type"], "metadata": {}, "source": cell["source"]}
        | (code if cell["cell_type"] == "code" else {})
        for cell in cells
    ]
    notebook = {"cells": small, "metadata": {}, "nbformat": 4, "nbformat_minor": 4}
    return msgspec.json.encode(notebook)


def _upgraded(small: dict[str, Any]) -> Any:
    """As nbformat's current version has it; imported here, since only notebooks need it."""
    import nbformat

    try:
        notebook = nbformat.from_dict(small)  # type: ignore[no-untyped-call]
        nbformat.validate(notebook)
        return nbformat.convert(notebook, 4)  # type: ignore[no-untyped-call]
    except nbformat.ValidationError as error:
        raise Broken(
            Message("is no valid notebook: {error}", error=clean(str(error))),
            Message("Open it in Jupyter and save it."),
        ) from None
