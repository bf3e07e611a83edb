"""
Who is in the class: a CSV with ``folder,id,name``, or what a platform exports.

Moodle's grading worksheet, Canvas's gradebook and Gradescope's roster each have their own
columns, and rows that are nobody: "Points Possible", the test student, the staff.  The encoding
and the separator of the file are not known.  The separator is the one that makes known columns
appear, which no sniffing of the text can rival.
"""

import csv
import io
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from grader.collect.errors import BadRoster, Unreadable
from grader.collect.limits import Limits
from grader.collect.open_file import bounded

__all__ = ["Person", "decoded", "read_roster", "rows"]

# What the headings mean, in small letters; Moodle's also as it writes them in German.
MEANINGS = {
    "folder": "folder", "directory": "folder",
    "id": "id", "sid": "id", "student id": "id", "id number": "id", "id-nummer": "id",
    "matriculation number": "id", "matrikelnummer": "id",
    "identifier": "number",
    "sis user id": "login", "sis login id": "login", "login": "login", "username": "login",
    "benutzername": "login", "github_username": "login", "github username": "login",
    "email": "login", "email address": "login", "e-mail": "login", "e-mail-adresse": "login",
    "name": "name", "full name": "name", "student": "name", "student name": "name",
    "vollständiger name": "name",
    "first name": "first", "vorname": "first",
    "last name": "last", "surname": "last", "nachname": "last",
    "role": "role",
}  # fmt: skip
PARTICIPANT = re.compile(r"(?:Participant|Teilnehmer\S*)\s*(\d+)$", re.IGNORECASE)
NOBODY = {"points possible", "student, test", "test student"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """
    One row of the roster.

    Attributes
    ----------
    folder, id, name : str
        As written; empty where the roster does not say.
    number : str
        A platform's own number of the person.
    logins : tuple of str
        Email addresses and the like.
    """

    folder: str = ""
    id: str = ""
    name: str = ""
    number: str = ""
    logins: tuple[str, ...] = ()


def read_roster(file: Path, limits: Limits) -> tuple[Person, ...]:
    """The people of a class; raises BadRoster."""
    try:
        text = decoded(bounded(file, limits.roster_bytes))
    except Unreadable as refused:
        raise BadRoster(str(file), refused.found, refused.advice) from None
    header, table = rows(str(file), text, lambda heading: _plain(heading) in MEANINGS)
    meanings = [MEANINGS.get(_plain(heading), "") for heading in header]
    if not set(meanings) & {"folder", "id", "number", "login", "name", "last"}:
        raise BadRoster(
            str(file),
            f"has no column that says who is who, but: {', '.join(header)[:200]}",
            "Give it the columns folder, id and name, or take the CSV of your platform.",
        )
    is_canvas = {"student", "id"} <= set(map(_plain, header))
    return tuple(_people(meanings, table, is_canvas))


def _people(meanings: list[str], table: list[list[str]], is_canvas: bool) -> Iterator[Person]:
    for row in table:
        cells: dict[str, list[str]] = {}
        for meaning, cell in zip(meanings, row, strict=False):
            if meaning and cell.strip():
                cells.setdefault(meaning, []).append(" ".join(cell.split()))
        person = _person(cells, is_canvas)
        staff = cells.get("role", ["student"])[0].lower() not in ("student", "")
        if person != Person() and person.name.lower() not in NOBODY and not staff:
            yield person


def _person(cells: Mapping[str, list[str]], is_canvas: bool) -> Person:
    def first(meaning: str) -> str:
        return cells.get(meaning, [""])[0]

    named, number = first("id"), first("number")
    if participant := PARTICIPANT.fullmatch(number or named):
        named = "" if participant.string == named else named
        number = participant[1]
    elif is_canvas:
        number = named
    logins = tuple(cells.get("login", []))
    return Person(
        folder=first("folder"),
        id=named or number or next(iter(logins), ""),
        name=first("name") or f"{first('first')} {first('last')}".strip(),
        number=number,
        logins=logins,
    )


def _plain(heading: str) -> str:
    return " ".join(heading.replace("\ufeff", "").split()).lower()


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
