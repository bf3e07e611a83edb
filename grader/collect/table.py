"""
Tables that people and platforms hand over as CSV: read by one rule, and changed in place.

Rosters, grading worksheets, gradebooks and marked answers come out of spreadsheets of many
countries.  The encoding and the separator of such a file are not known.  The encoding is taken
from its first bytes, or is UTF-8, or else what Windows writes, which is told.  The separator is
the one that makes known headings appear, which no sniffing of the text can rival.

Python's ``csv`` reads values and forgets how they were written: which cells were quoted, how lines
ended, whether there was a byte order mark.  A learning platform may care, and a teacher who
compares two versions wants to see the grades and nothing else.  So cells are kept here as they
stand in the file.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from grader.errors import GraderError

__all__ = ["KeptTable", "decoded", "read_table"]

MARK = "\ufeff"
DELIMITERS = ",;\t|"
BEFORE = re.compile("\ufeff?[\\r\\n]*(?:sep=.(?:\\r\\n|\\n|\\r))?[\\r\\n]*", re.IGNORECASE)
BYTE_ORDER_MARKS = {
    b"\xef\xbb\xbf": "utf-8",
    b"\xff\xfe\0\0": "utf-32",
    b"\0\0\xfe\xff": "utf-32",
    b"\xff\xfe": "utf-16",
    b"\xfe\xff": "utf-16",
}
SAMPLE = 1_000  # bytes


@dataclass(frozen=True, slots=True)
class KeptTable:
    """
    A table as it stands in its file.

    Attributes
    ----------
    before : str
        The byte order mark, and Excel's line about the separator, where they are there.
    delimiter : str
    cells : tuple of tuple of str
        The cells of each line as they are written, quotes and all.
    ends : tuple of str
        How each line ends.
    """

    before: str
    delimiter: str
    cells: tuple[tuple[str, ...], ...]
    ends: tuple[str, ...]

    @property
    def full_lines(self) -> list[int]:
        """The lines under the headings that are not shorter than those."""
        return [n for n in range(1, len(self.cells)) if len(self.cells[n]) >= len(self.cells[0])]

    def value(self, line: int, column: int) -> str:
        """What a cell says; nothing where the line is shorter."""
        cells = self.cells[line]
        return _value(cells[column]) if 0 <= column < len(cells) else ""

    def column(self, column: int) -> list[str]:
        """What the cells of a column say, without its heading."""
        return [self.value(line, column) for line in range(1, len(self.cells))]

    def line_number(self, line: int) -> int:
        """Where a line begins in the file, as editors count; a quoted cell may hold line ends."""
        above = "".join(cell for cells in self.cells[:line] for cell in cells)
        return line + 1 + above.count("\n")

    def values(self, line: int) -> tuple[str, ...]:
        """What the cells of a line say."""
        return tuple(map(_value, self.cells[line]))

    def text(self, changed: Mapping[tuple[int, int], str]) -> str:
        """The file with new values at these (line, column), and every other character kept."""
        lines = (
            self.delimiter.join(self._cells(line, changed)) + end
            for line, end in enumerate(self.ends)
        )
        return self.before + "".join(lines)

    def _cells(self, line: int, changed: Mapping[tuple[int, int], str]) -> Iterator[str]:
        for column, kept in enumerate(self.cells[line]):
            value = changed.get((line, column))
            if value is None or value == _value(kept):
                yield kept
            else:
                yield self._written(value, quoted=kept.startswith('"'))

    def _written(self, value: str, *, quoted: bool) -> str:
        if quoted or any(each in value for each in (self.delimiter, '"', "\n", "\r")):
            return '"' + value.replace('"', '""') + '"'
        return value


def decoded(content: bytes) -> tuple[str, str]:
    """
    The text of a file, and what is doubtful about it, as the end of a sentence; often nothing.

    It is UTF-8, or UTF-16 or 32 by its mark or its zeros, or else the code page of Windows in
    Western Europe, of which nobody can be certain.
    """
    marked = (name for mark, name in BYTE_ORDER_MARKS.items() if content.startswith(mark))
    encoding = next(marked, "") or _by_zeros(content[:SAMPLE]) or "utf-8"
    for each in (encoding, "cp1252", "latin-1"):
        try:
            text = content.decode(each)
        except UnicodeDecodeError:
            continue
        sure = each == encoding
        return text, "" if sure else "is not UTF-8, and was read as Windows-1252: look at the names"
    raise AssertionError("Latin-1 decodes everything")


def _by_zeros(start: bytes) -> str:
    """UTF-16 without a mark: every second byte of an English heading is zero."""
    half = len(start) // 4
    if start[1::2].count(0) > half:
        return "utf-16-le"
    return "utf-16-be" if start[::2].count(0) > half else ""


def read_table(
    text: str, name: str, known: Callable[[str], bool] = frozenset().__contains__
) -> KeptTable:
    """
    The table in ``text``, the content of the file ``name``.

    The delimiter is that for which most headings are ``known``, or else whichever the first line
    has most of.  Raises GraderError where a quoted cell does not end.
    """
    found = BEFORE.match(text)
    before = found[0] if found else ""
    text = text[len(before) :]
    first = re.sub(r'"[^"]*"', "", text.partition("\n")[0])
    delimiter = max(DELIMITERS, key=partial(_score, text, first, known))
    lines, ends = [], []
    for cells, end in _lines(text, delimiter, name):
        lines.append(cells)
        ends.append(end)
    return KeptTable(before, delimiter, tuple(lines), tuple(ends))


def _score(text: str, first: str, known: Callable[[str], bool], delimiter: str) -> tuple[int, int]:
    """How well a delimiter fits: headings that are known, and how often it stands there."""
    try:
        header, _ = next(_lines(text, delimiter, ""), ((), ""))
    except GraderError:
        header = ()
    return sum(known(_value(cell)) for cell in header), first.count(delimiter)


def _lines(text: str, delimiter: str, name: str) -> Iterator[tuple[tuple[str, ...], str]]:
    mark = re.escape(delimiter)
    plain = rf"[^{mark}\r\n]*"
    cell = re.compile(rf'("[^"]*(?:""[^"]*)*"{plain}|{plain})({mark}|\r\n|\n|\r|\Z)')
    place = 0
    cells: list[str] = []
    while place < len(text) or cells:
        found = cell.match(text, place)
        if found is None or _is_cut(found[1]):
            line = text.count("\n", 0, place) + 1
            raise GraderError(
                f"{name}, line {line}: a quoted cell does not end. Export the file again."
            )
        cells.append(found[1])
        place = found.end()
        if found[2] != delimiter:
            yield tuple(cells), found[2]
            cells = []


def _is_cut(cell: str) -> bool:
    """Whether a cell begins with a quote that nothing ends."""
    return cell.startswith('"') and (len(cell) == 1 or '"' not in cell[1:])


def _value(cell: str) -> str:
    if not cell.startswith('"'):
        return cell
    inner, _, after = cell[1:].rpartition('"')
    return inner.replace('""', '"') + after
