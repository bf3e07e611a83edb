"""
Blackboard's download of an assignment's files: a flat folder, every attempt of everybody in it.

A name holds the assignment's title, the person's username, ``attempt``, when it was handed in, to
the second, and the file's own name.  Each attempt has a text of its own beside its files, which
ends with the time.  It begins with ``Name: Ada Lovelace (ada01)``: the only place that
holds the full name, and that tells a username with an underscore from the title before it.
Whether an attempt was late, neither says.
"""

import re
from collections import defaultdict
from dataclasses import dataclass, replace

from grader.collect.errors import Unreadable
from grader.collect.listing import ListedFile, Listing, Sorted, StudentFiles, without
from grader.collect.names import label

__all__ = ["is_blackboard", "sort_blackboard"]

TIME = r"[0-9]{4}(?:-[0-9]{2}){5}"
NAME = re.compile(
    rf"(?P<title>.+)_attempt_(?P<time>{TIME})(?:\.txt|_(?P<file>.+))", re.DOTALL | re.IGNORECASE
)
OWNER = re.compile(
    r"\ufeff?\s*Name:[ ]*(?P<name>[^\r\n]{0,300}?)[ ]*\((?P<user>[^()\r\n]{1,100})\)"
)


@dataclass(frozen=True, slots=True)
class Attempt:
    """What one person handed in at one time."""

    title: str
    time: str
    files: tuple[ListedFile, ...]
    text: ListedFile | None = None


def is_blackboard(name: str) -> bool:
    """Whether a file is called as Blackboard calls it."""
    return NAME.fullmatch(name) is not None


def sort_blackboard(listing: Listing) -> Sorted:
    """All attempts whose names Blackboard wrote; the time tells the newest."""
    attempts: defaultdict[tuple[str, str], list[ListedFile]] = defaultdict(list)
    texts: dict[tuple[str, str], ListedFile] = {}
    explained = set()
    for file in listing.files:
        if len(file.parts) == 1 and (found := NAME.fullmatch(file.parts[0])):
            key = found["title"], found["time"]
            explained.add(file.parts[0])
            if found["file"]:
                attempts[key].append(replace(file, called=found["file"]))
            else:
                texts[key] = file
    students = tuple(
        _student(Attempt(*key, tuple(attempts.get(key, ())), texts.get(key)))
        for key in sorted(attempts.keys() | texts.keys())
    )
    return Sorted(students, without(listing, explained), platform="Blackboard")


def _student(attempt: Attempt) -> StudentFiles:
    user, name = _owner(attempt)
    typed = "" if attempt.files else "is text typed into Blackboard, not a file. Ask for the file."
    return StudentFiles(
        label=label(user),
        files=attempt.files,
        id=label(user),
        name=label(name),
        platform="blackboard",
        order=int(attempt.time.replace("-", "")),
        problem=typed,
    )


def _owner(attempt: Attempt) -> tuple[str, str]:
    """Username and full name; the latter is empty where the attempt's text does not say it."""
    told = OWNER.match(_beginning(attempt.text))
    if told and attempt.title.casefold().endswith("_" + told["user"].casefold()):
        return told["user"], told["name"]
    return attempt.title.rpartition("_")[2], ""


def _beginning(text: ListedFile | None) -> str:
    try:
        return text.read()[:1000].decode("utf-8", "replace") if text and not text.problem else ""
    except Unreadable:
        return ""
