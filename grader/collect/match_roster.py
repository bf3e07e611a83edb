"""
Finds the person of the roster whom a student's files belong to.

From the most certain sign to the least: the folder that the roster names, the platform's number,
an id, an email address or login, and last the full name.  A sign that fits two people fits nobody.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from grader.class_results import ABSENT
from grader.collect.listing import StudentFiles
from grader.collect.names import label
from grader.collect.roster import Person

__all__ = ["Matched", "matched"]

Sign = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Matched:
    """Students with their names, and whoever handed in nothing."""

    students: tuple[StudentFiles, ...]
    absent: tuple[StudentFiles, ...]
    remarks: tuple[str, ...]


def matched(students: Sequence[StudentFiles], people: Sequence[Person]) -> Matched:
    """Give each student the person that the roster knows it by."""
    owners: defaultdict[Sign, set[int]] = defaultdict(set)
    for number, person in enumerate(people):
        for sign in _signs_of_person(person):
            owners[sign].add(number)
    found = [_owner(student, owners) for student in students]
    named = [
        student if owner is None else _named(student, people[owner])
        for student, owner in zip(students, found, strict=True)
    ]
    unknown = [
        f"{student.label} is not in the roster"
        for student, owner in zip(students, found, strict=True)
        if owner is None
    ]
    present = set(found)
    absent = [_absent(person) for number, person in enumerate(people) if number not in present]
    return Matched(tuple(named), tuple(absent), (*unknown, *_ambiguous(people)))


def _signs_of_person(person: Person) -> Iterator[Sign]:
    if person.folder:
        yield "folder", _plain(person.folder)
    if person.number:
        yield "number", person.number
    for login in filter(None, [person.id, *person.logins]):
        yield "id", _plain(login)
        yield "id", _plain(login.partition("@")[0])
    if person.name:
        last, _, first = person.name.partition(",")
        yield "name", _letters(person.name)
        yield "name", _letters(f"{first} {last}")


def _signs_of_student(student: StudentFiles) -> Iterator[Sign]:
    called = [student.label, *student.aliases]
    yield from (("folder", _plain(name)) for name in called)
    if student.platform in ("moodle", "canvas"):
        yield "number", student.id
    yield from (("id", _plain(name)) for name in [student.id, *called] if name)
    yield from (("name", _letters(name)) for name in [student.name, *called] if _letters(name))


def _owner(student: StudentFiles, owners: Mapping[Sign, set[int]]) -> int | None:
    for sign in _signs_of_student(student):
        if fitting := owners.get(sign):
            return next(iter(fitting)) if len(fitting) == 1 else None
    return None


def _named(student: StudentFiles, person: Person) -> StudentFiles:
    return replace(
        student, id=label(person.id) or student.id, name=label(person.name) or student.name
    )


def _absent(person: Person) -> StudentFiles:
    """A row for somebody who handed in nothing, called as the platform would have called it."""
    joined = "_".join(filter(None, [person.name, person.number]))
    return StudentFiles(
        label=label(person.folder or (joined if person.number else person.id) or person.name),
        id=label(person.id),
        name=label(person.name),
        problem=ABSENT,
    )


def _ambiguous(people: Sequence[Person]) -> Iterator[str]:
    """Ids and folders that the roster gives to several people."""
    for what in ("id", "folder"):
        holders: defaultdict[str, list[str]] = defaultdict(list)
        for person in people:
            if value := getattr(person, what):
                holders[value].append(label(person.name or person.id or person.folder))
        for value, names in sorted(holders.items()):
            if len(names) > 1:
                yield f"the roster gives the {what} {label(value)} to {' and '.join(names)}"


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold().strip()


def _letters(name: str) -> str:
    """A name without all that platforms leave out of it."""
    return re.sub(r"[\W_]", "", _plain(name))
