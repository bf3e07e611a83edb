"""
A CSV file of somebody else's, of which a few cells are changed and everything else stays.

Python's ``csv`` reads values and forgets how they were written: which cells were quoted, how lines
ended, whether there was a byte order mark.  A learning platform may care, and a teacher who
compares two versions wants to see the grades and nothing else.  So cells are kept here as they
stand in the file.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from grader.errors import GraderError

__all__ = ["KeptTable", "read_table"]

MARK = "\ufeff"
DELIMITERS = ",;\t"


@dataclass(frozen=True, slots=True)
class KeptTable:
    """
    A table as it stands in its file.

    Attributes
    ----------
    before : str
        The byte order mark, where there is one.
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


def read_table(text: str, name: str) -> KeptTable:
    """
    The table in ``text``, the content of the file ``name``.

    The delimiter is the comma, the semicolon or the tab, whichever the first line has most of.
    Raises GraderError where a quoted cell does not end.
    """
    before = MARK if text.startswith(MARK) else ""
    text = text.removeprefix(MARK)
    first = re.sub(r'"[^"]*"', "", text.lstrip("\r\n").partition("\n")[0])
    delimiter = max(DELIMITERS, key=first.count)
    lines, ends = [], []
    for cells, end in _lines(text, delimiter, name):
        lines.append(cells)
        ends.append(end)
    return KeptTable(before, delimiter, tuple(lines), tuple(ends))


def _lines(text: str, delimiter: str, name: str) -> Iterator[tuple[tuple[str, ...], str]]:
    plain = rf"[^{delimiter}\r\n]*"
    cell = re.compile(rf'("[^"]*(?:""[^"]*)*"{plain}|{plain})({delimiter}|\r\n|\n|\r|\Z)')
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
