"""
The order of rows, names for them that differ, and which of two submissions is the newer.

All follow from names alone, so that a run which is resumed on another machine finds the same.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from grader.collect.listing import StudentFiles
from grader.collect.names import listed

__all__ = ["distinct", "in_order", "newest"]


def in_order(students: Iterable[StudentFiles]) -> list[StudentFiles]:
    """Students by label, then by where they come from; no file system is asked."""
    return sorted(students, key=_place)


def distinct(students: Sequence[StudentFiles]) -> list[StudentFiles]:
    """The students under labels of which no two are the same."""
    taken = {student.label for student in students}
    seen: set[str] = set()
    named = []
    for student in students:
        name, number = student.label, 2
        while name in seen or (name in taken and name != student.label):
            name, number = f"{student.label} ({number})", number + 1
        seen.add(name)
        named.append(replace(student, label=name))
    return named


def _place(student: StudentFiles) -> tuple[str, int, tuple[tuple[str, ...], ...], str]:
    return student.label, student.source, tuple(file.parts for file in student.files), student.id


def newest(students: Iterable[StudentFiles]) -> list[StudentFiles]:
    """The newest submission of each person where an order is known; the others as they are."""
    people: defaultdict[tuple[str, str], list[StudentFiles]] = defaultdict(list)
    kept = []
    for student in students:
        if student.id and student.order:
            people[student.platform, student.id].append(student)
        else:
            kept.append(student)
    return kept + [
        _last(sorted(each, key=lambda student: student.order)) for each in people.values()
    ]


def _last(students: list[StudentFiles]) -> StudentFiles:
    last = students[-1]
    if len(students) == 1:
        return last
    older = [student.label for student in students[:-1] if student.label != last.label]
    note = f"the newest of {len(students)} submissions"
    note += f"; not counted: {listed(older)}" if older else ""
    return replace(last, notes=(*last.notes, note))
