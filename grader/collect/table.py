"""
A CSV file as somebody's spreadsheet wrote it.

Encoding and separator are not known.  The separator is the one that makes known columns appear,
which no sniffing of the text can rival.
"""

import csv
import io
from collections.abc import Callable, Iterator, Sequence

from grader.collect.errors import BadRoster

__all__ = ["decoded", "rows"]

SEPARATORS = ",;\t|"
BYTE_ORDER_MARKS = {
    b"\xef\xbb\xbf": "utf-8-sig",
    b"\xff\xfe": "utf-16",
    b"\xfe\xff": "utf-16",
}


def decoded(content: bytes) -> str:
    """Text of a file in UTF-8, in UTF-16 with its mark, or else in what Windows writes."""
    marked = (name for mark, name in BYTE_ORDER_MARKS.items() if content.startswith(mark))
    encoding = next(marked, "utf-8")
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        return content.decode("latin-1")


def rows(file: str, text: str, known: Callable[[str], bool]) -> tuple[list[str], list[list[str]]]:
    """
    Header and rows, by the separator for which most headings are ``known``.

    Raises BadRoster where the text is no table.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").lstrip("\n\ufeff")
    if lines[:4].lower() == "sep=":
        lines = lines.partition("\n")[2]
    best = max(SEPARATORS, key=lambda separator: _score(lines, separator, known))
    try:
        table = [row for row in _read(lines, best) if any(cell.strip() for cell in row)]
    except csv.Error as error:
        raise BadRoster(file, f"is no CSV ({error})", "Export it as CSV (UTF-8).") from None
    if not table:
        raise BadRoster(file, "is empty", "Export it again.")
    return table[0], table[1:]


def _score(lines: str, separator: str, known: Callable[[str], bool]) -> int:
    try:
        header: Sequence[str] = next(_read(lines, separator), [])
    except csv.Error:
        return 0
    return sum(map(known, header))


def _read(lines: str, separator: str) -> Iterator[list[str]]:
    return csv.reader(io.StringIO(lines, newline=""), delimiter=separator)
