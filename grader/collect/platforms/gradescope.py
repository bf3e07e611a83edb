"""
Gradescope's export of a programming assignment's submissions.

One folder for each submission, and beside them ``submission_metadata.yml``, which says whose they
are.  That file is what Ruby makes of nested hashes: at the margin a line for each submission,
indented by two its ``:submitters:``, each with ``:name:``, ``:sid:`` and ``:email:``, and after
them everything that the autograder printed.  Three fields of a file of hundreds of megabytes are
wanted, nearly all of which students wrote.  So its lines are read for these alone, in one pass,
instead of building all of it by a YAML library, whose aliases and tags would have to be kept out,
and which refuses some of what Ruby writes.  What a student prints is always indented deeper.
"""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from grader.collect.errors import Unreadable
from grader.collect.listing import ListedFile, Listing, Sorted, StudentFiles, without
from grader.collect.names import label

__all__ = ["METADATA", "Submitter", "is_gradescope", "sort_gradescope", "submitters"]


@dataclass(frozen=True, slots=True)
class Submitter:
    """Somebody who handed in a submission, alone or with others."""

    name: str = ""
    sid: str = ""
    email: str = ""


METADATA = "submission_metadata.yml"
FOLDER = re.compile(r"submission_([0-9]{1,20})")


def is_gradescope(name: str) -> bool:
    """Whether a file or folder is called as Gradescope calls them."""
    return name == METADATA or FOLDER.fullmatch(name) is not None


def sort_gradescope(listing: Listing) -> Sorted:
    """The submissions in Gradescope's folders; a group's for each of its members."""
    folders = {folder[0] for folder in listing.folders if FOLDER.fullmatch(folder[0])}
    if not folders:
        return Sorted((), listing)
    known, remarks = _metadata(listing)
    files: dict[str, list[ListedFile]] = {folder: [] for folder in folders}
    for file in listing.files:
        if len(file.parts) > 1 and file.parts[0] in folders:
            files[file.parts[0]].append(file)
    students = [
        student
        for folder in sorted(folders | known.keys())
        for student in _students(folder, files.get(folder), known.get(folder, ()))
    ]
    nameless = [
        f"{folder}: {METADATA} does not say whose it is"
        for folder in sorted(folders - known.keys() if known else ())
    ]
    rest = without(listing, {*folders, METADATA})
    return Sorted(tuple(students), rest, (*remarks, *nameless), platform="Gradescope")


def _students(
    folder: str, files: Sequence[ListedFile] | None, group: Sequence[Submitter]
) -> list[StudentFiles]:
    """The submission as each of its submitters' own."""
    number = int(folder.rpartition("_")[2])
    base = StudentFiles(
        label=folder,
        files=tuple(files or ()),
        platform="gradescope",
        order=number,
        problem="" if files is not None else f"{METADATA} names it, but it is not there",
    )
    return [
        replace(
            base,
            id=label(person.sid or person.email),
            name=label(person.name),
            aliases=(person.email,) if person.email else (),
            notes=tuple(f"handed in with {label(o.name or o.sid)}" for o in group if o != person),
        )
        for person in group
    ] or [base]


def _metadata(listing: Listing) -> tuple[dict[str, tuple[Submitter, ...]], tuple[str, ...]]:
    """Who handed in each folder, and what is wrong with the file that says so."""
    file = next((file for file in listing.files if file.parts == (METADATA,)), None)
    if file is None:
        return {}, (f"there is no {METADATA}, so nobody's name is known",)
    if file.problem:
        return {}, (f"{METADATA} {file.problem}",)
    try:
        return submitters(file.read()), ()
    except Unreadable as refused:
        return {}, (f"{METADATA} {refused}",)


LINE = re.compile(
    rb"^(?:(?P<submission>submission_[0-9]{1,20}):"
    rb"|  (?! |-):?(?P<key>\w+):"
    rb"|[ ]{2,6}(?P<item>-)?[ ]{1,3}:?(?P<field>name|sid|email):[ ]?(?P<value>[^\r\n]{0,1000}))",
    re.MULTILINE,
)
ESCAPE = re.compile(r"\\(x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|.)")
LETTERS = {"n": "\n", "t": "\t", "r": "\r", "e": "\x1b", "0": "\0", "a": "\a", "b": "\b"}
NOTHING = ("", "null", "~", "''", '""')


def submitters(content: bytes) -> dict[str, tuple[Submitter, ...]]:
    """The submitters of each submission's folder."""
    found: defaultdict[str, list[Submitter]] = defaultdict(list)
    folder, is_inside = "", False
    for line in LINE.finditer(content):
        if line["submission"]:
            folder, is_inside = line["submission"].decode(), False
        elif line["key"]:
            is_inside = line["key"] == b"submitters"
        elif is_inside and folder:
            if line["item"]:
                found[folder].append(Submitter())
            if found[folder]:
                value = {line["field"].decode(): _scalar(line["value"])}
                found[folder][-1] = replace(found[folder][-1], **value)
    return {folder: tuple(each) for folder, each in found.items()}


def _scalar(written: bytes) -> str:
    """A value as YAML writes it on one line: plain, or in quotes of either kind."""
    text = written.decode("utf-8", "replace").strip()
    if text in NOTHING:
        return ""
    if text[:1] == text[-1:] == "'" and len(text) > 1:
        return text[1:-1].replace("''", "'")
    if text[:1] == text[-1:] == '"' and len(text) > 1:
        return ESCAPE.sub(_unescaped, text[1:-1])
    return text


def _unescaped(escape: re.Match[str]) -> str:
    letter = escape[1]
    if len(letter) == 1:
        return LETTERS.get(letter, letter)
    number = int(letter[1:], 16)
    return chr(number) if number < 0x110000 else "\ufffd"
