"""
Who is in the class: a CSV with ``folder,id,name``, or what a platform exports.

Moodle's grading worksheet, Canvas's gradebook and Gradescope's roster each have their own
columns, and rows that are nobody: "Points Possible", the test student, the staff.  What looks wrong
and is no error, a column that is empty for everybody or a name with control characters, is told.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from grader.collect.errors import BadRoster, Unreadable
from grader.collect.limits import Limits
from grader.collect.names import label, listed
from grader.collect.open_file import bounded
from grader.collect.table import KeptTable, decoded, read_table
from grader.errors import GraderError
from grader.language import Message
from grader.text import clean

__all__ = ["Person", "Roster", "read_roster"]

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
CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\ufffd]")
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


@dataclass(frozen=True, slots=True)
class Roster:
    """The people of a class, and what looks wrong about the file that says who they are."""

    people: tuple[Person, ...]
    remarks: tuple[str, ...] = ()


def read_roster(file: Path, limits: Limits) -> Roster:
    """The people of a class; raises BadRoster."""
    try:
        text, doubt = decoded(bounded(file, limits.roster_bytes))
    except Unreadable as refused:
        raise BadRoster(str(file), refused.found, refused.advice) from None
    table = _table(text, file)
    header = table.values(0)
    meanings = [MEANINGS.get(_plain(heading), "") for heading in header]
    if not set(meanings) & {"folder", "id", "number", "login", "name", "last"}:
        raise BadRoster(
            str(file),
            Message(
                "has no column that says who is who, but: {header}",
                header=clean(", ".join(header)[:200]),
            ),
            Message("Give it the columns folder, id and name, or take the CSV of your platform."),
        )
    is_canvas = {"student", "id"} <= set(map(_plain, header))
    rows = [table.values(line) for line in range(1, len(table.cells))]
    people = tuple(_people(meanings, rows, is_canvas))
    doubts = [doubt, *_doubts(header, meanings, rows, people)]
    return Roster(people, tuple(f"the roster {label(str(file))} {each}" for each in doubts if each))


def _table(text: str, file: Path) -> KeptTable:
    if not text.strip("\ufeff\r\n\t ,;|"):
        raise BadRoster(str(file), Message("is empty"), Message("Export it again."))
    try:
        return read_table(text, "", lambda heading: _plain(heading) in MEANINGS)
    except GraderError as error:
        reason = clean(str(error).partition(". ")[0].lstrip(", "))
        found = Message("is no CSV ({reason})", reason=reason)
        raise BadRoster(str(file), found, Message("Export it as CSV (UTF-8).")) from None


def _doubts(
    header: Sequence[str],
    meanings: Sequence[str],
    rows: Sequence[Sequence[str]],
    people: Sequence[Person],
) -> Iterator[str]:
    """What is odd about a table, as the ends of sentences."""
    for column, (heading, meaning) in enumerate(zip(header, meanings, strict=True)):
        told = (row[column].strip() for row in rows if column < len(row))
        if meaning and rows and not any(told):
            yield f"has nothing in its column {label(heading)}"
    odd = [p.name or p.id for p in people if any(map(CONTROL.search, (p.name, p.id, p.folder)))]
    if odd:
        yield f"holds control characters where names are: {listed(odd)}. Was it saved as UTF-8?"


def _people(
    meanings: Sequence[str], rows: Sequence[Sequence[str]], is_canvas: bool
) -> Iterator[Person]:
    for row in rows:
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
