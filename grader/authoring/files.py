"""Files that a property passes to a function, drawn by strategies like any value."""

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any

from grader.sandbox.wire.further.files import TextFile

__all__ = ["csv_file", "text_file"]


def text_file(content: str, name: str = "text.txt") -> TextFile:
    """
    A text file, in UTF-8, of which a student's function is given the path.

    In a property it can be opened, and passed to the model.  Raises ValueError for a name that is
    no plain one, for more than 500 000 bytes, and for what is no text.
    """
    if not isinstance(content, str):
        raise ValueError(f"text_file takes text, no {type(content).__name__}")  # noqa: TRY004
    return TextFile(content.encode(), name)


def csv_file(
    rows: Iterable[Iterable[Any]], header: Sequence[str] = (), name: str = "table.csv"
) -> TextFile:
    """A file of comma-separated values, likewise; floats are written with all their digits."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    if header:
        writer.writerow(header)
    writer.writerows(rows)
    return text_file(text.getvalue(), name)
