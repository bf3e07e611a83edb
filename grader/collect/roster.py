"""
Who is in the class: a CSV with ``folder,id,name``, or what a platform exports.

Moodle's grading worksheet, Canvas's gradebook and Gradescope's roster each have their own
columns, and rows that are nobody: "Points Possible", the test student, the staff.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from grader.collect.errors import BadRoster, Unreadable
from grader.collect.limits import Limits
from grader.collect.opening import bounded
from grader.collect.table import decoded, rows

__all__ = ["Person", "read_roster"]

# What the headings mean, in small letters; Moodle's also as it writes them in German.
MEANINGS = {
    "folder": "folder", "directory": "folder",
    "id": "id", "sid": "id", "student id": "id", "id number": "id", "id-nummer": "id",
    "matriculation number": "id", "matrikelnummer": "id",
    "identifier": "number",
    "sis user id": "login", "sis login id": "login", "login": "login", "username": "login",
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
