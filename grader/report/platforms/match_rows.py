"""
Matches the lines of a platform's table with the rows of a class.

A mark that goes to the wrong person is the worst that can happen here, so a doubt leaves the
line alone and says so.  Ids decide, then names; where one id fits two lines, or an id fits and the
names have nothing in common, nobody is.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from grader.class_results import Row
from grader.text import clean

__all__ = ["Line", "Matched", "match"]


@dataclass(frozen=True, slots=True)
class Line:
    """
    One line of a platform's table.

    Attributes
    ----------
    number : int
        Where it stands in the table, from 0.
    ids : tuple of str
        Everything on it that names one person and no other.
    name : str
    """

    number: int
    ids: tuple[str, ...]
    name: str


@dataclass(frozen=True, slots=True)
class Matched:
    """Rows by the number of their line, and what was left alone, in words."""

    rows: Mapping[int, Row]
    remarks: tuple[str, ...]


def match(lines: Sequence[Line], rows: Iterable[Row]) -> Matched:
    """The row for each line, where there is no doubt."""
    rows = tuple(rows)
    by_id = _index((key, line) for line in lines for key in map(_key, line.ids) if key)
    by_name = _index((_name(line.name), line) for line in lines if line.name)
    found: dict[int, list[Row]] = {}
    remarks = []
    for row in rows:
        line, doubt = _line_of(row, by_id, by_name)
        if line is None:
            remarks.append(f"{_who(row)} {doubt}.")
        else:
            found.setdefault(line.number, []).append(row)
    for several in (each for each in found.values() if len(each) > 1):
        who = " and ".join(map(_who, several))
        remarks.append(f"{who} are the same person there: neither was filled in.")
    single = {number: each[0] for number, each in found.items() if len(each) == 1}
    others = [_whose(line) for line in lines if line.number not in found]
    remarks += [f"No submission is known to be of {other}: left as it was." for other in others]
    return Matched(single, tuple(remarks))


def _line_of(
    row: Row, by_id: Mapping[str, list[Line]], by_name: Mapping[str, list[Line]]
) -> tuple[Line | None, str]:
    """The line of a row, or why there is none."""
    for key in filter(None, (_key(row.id), _key(row.folder))):
        lines = by_id.get(key, [])
        if len(lines) > 1:
            return None, "could be several lines: none was filled in"
        if lines and _are_strangers(row.name, lines[0].name):
            return None, f"has the id of {_whose(lines[0])}: not filled in, compare the two"
        if lines:
            return lines[0], ""
    lines = by_name.get(_name(row.name), []) if row.name else []
    if len(lines) > 1:
        return None, "has a name that stands there more than once: none was filled in"
    return (lines[0], "") if lines else (None, "is not in the file")


def _index(pairs: Iterable[tuple[str, Line]]) -> dict[str, list[Line]]:
    found: dict[str, list[Line]] = {}
    for key, line in pairs:
        if line not in found.setdefault(key, []):
            found[key].append(line)
    return found


def _key(text: str) -> str:
    return unicodedata.normalize("NFC", text).strip().casefold()


def _words(name: str) -> list[str]:
    return sorted(re.findall(r"\w+", _key(name)))


def _name(name: str) -> str:
    """A name whichever way round it is written: ``Abel, Ada`` is ``Ada Abel``."""
    return " ".join(_words(name))


def _are_strangers(one: str, other: str) -> bool:
    """Whether two full names share no word; one run together, as in file names, tells nothing."""
    ours, theirs = _words(one), _words(other)
    return len(ours) > 1 and len(theirs) > 1 and not set(ours) & set(theirs)


def _who(row: Row) -> str:
    name = f" ({clean(row.name)})" if row.name else ""
    return f"{clean(row.folder)}{name}"


def _whose(line: Line) -> str:
    return clean(line.name) or clean(next(iter(line.ids), "")) or f"line {line.number + 1}"
