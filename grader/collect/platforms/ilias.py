"""
ILIAS's download of all submissions of an exercise's assignment.

Each member has a folder, named by ``ilExSubmission`` of ILIAS: last name, first name, login, and
ILIAS's number of the person, with underscores between.  A team's members lie in a folder of the
team.  A file that came late begins with the words for that in the language of whoever
downloads, and one of the same name that was handed in again gets a number, which grows with time.
Multi-feedback takes folders of the same names back.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from grader.collect.listing import ListedFile, Listing, Sorted, StudentFiles, without
from grader.collect.names import is_candidate, label, listed, stem

__all__ = ["sort_ilias"]

FOLDER = re.compile(
    r"(?P<last>[^_0-9]+)_(?P<first>[^_0-9]+)_(?P<login>.+)_(?P<number>[1-9][0-9]{0,9})"
)
LATE = re.compile(
    r"(?:late submission|versp(?:ae|ä|a)tete abgabe|zu sp(?:ae|ä|a)t abgegeben) ?-+ ?",
    re.IGNORECASE,
)
AGAIN = re.compile(r" ?\(([0-9]{1,4})\)$")


@dataclass(frozen=True, slots=True)
class _Member:
    """A folder, taken apart, and the team in whose folder it lies."""

    folder: str
    name: re.Match[str]
    team: str = ""


def sort_ilias(listing: Listing) -> Sorted:
    """
    The members in ILIAS's folders; none where most folders are called otherwise.

    Folders such as ``group_a_sheet_3`` look like it, but a number is one person's.
    """
    paths = {file.parts[:-1] for file in listing.files} | set(listing.folders)
    called = {member.folder: member for path in paths if (member := _member(path))}
    numbers = Counter(member.name["number"] for member in called.values())
    members = {f: member for f, member in called.items() if numbers[member.name["number"]] == 1}
    tops = {path[0] for path in paths if path}
    explained = {folder.partition("/")[0] for folder in members}
    if 2 * len(explained) <= len(tops):
        return Sorted((), listing)
    files: defaultdict[str, list[ListedFile]] = defaultdict(list)
    for file in listing.files:
        if (member := _member(file.parts[:-1])) and member.folder in members:
            files[member.folder].append(file)
    students = [_student(member, files[folder]) for folder, member in sorted(members.items())]
    rest = without(listing, explained)
    return Sorted(tuple(students), rest, platform="ILIAS")


def _member(path: Sequence[str]) -> _Member | None:
    """The member whose folder a path leads into."""
    if path and (name := FOLDER.fullmatch(path[0])):
        return _Member(path[0], name)
    if len(path) > 1 and (name := FOLDER.fullmatch(path[1])):
        return _Member(f"{path[0]}/{path[1]}", name, path[0])
    return None


def _student(member: _Member, files: Sequence[ListedFile]) -> StudentFiles:
    versions: defaultdict[tuple[str, ...], list[ListedFile]] = defaultdict(list)
    for file in sorted(files, key=_version):
        versions[(*file.parts[:-1], _original(file))].append(file)
    late = any(LATE.match(each[-1].parts[-1]) for each in versions.values())
    team = [f"in {label(member.team)}"] if member.team else []
    login, number = member.name["login"], member.name["number"]
    return StudentFiles(
        label=label(member.name[0]),
        files=tuple(map(_noted, versions.values())),
        id=label(login),
        name=label(f"{member.name['first']} {member.name['last']}"),
        platform="ilias",
        aliases=(number,),
        notes=(*team, *(["late"] if late else [])),
    )


def _version(file: ListedFile) -> int:
    again = AGAIN.search(stem(file.parts[-1]))
    return int(again[1]) if again else 1


def _original(file: ListedFile) -> str:
    """What its owner called a file."""
    name = LATE.sub("", file.parts[-1], count=1)
    short = stem(name)
    return AGAIN.sub("", short) + name[len(short) :] if is_candidate(name) else name


def _noted(versions: Sequence[ListedFile]) -> ListedFile:
    """The newest version, under its owner's name for it, saying which ones it replaces."""
    newest = replace(versions[-1], called=_original(versions[-1]))
    if len(versions) == 1:
        return newest
    older = listed(version.parts[-1] for version in versions[:-1])
    note = f"the newest of {len(versions)}; not counted: {older}"
    return replace(newest, notes=(*newest.notes, note))
