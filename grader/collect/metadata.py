r"""
Who handed in what, from Gradescope's ``submission_metadata.yml``.

The file is what Ruby makes of nested hashes: at the margin a line for each submission, indented
by two its ``:submitters:``, each with ``:name:``, ``:sid:`` and ``:email:``, and after them
everything that the autograder printed.  Three fields of a file of hundreds of megabytes are wanted,
nearly all of which students wrote.  So its lines are read for these alone, in one pass, instead of
building all of it by a YAML library, whose aliases and tags would have to be kept out, and which
refuses some of what Ruby writes.  What a student prints is always indented deeper.
"""

import re
from collections import defaultdict
from dataclasses import dataclass, replace

__all__ = ["Submitter", "submitters"]

LINE = re.compile(
    rb"^(?:(?P<submission>submission_[0-9]{1,20}):"
    rb"|  (?! |-):?(?P<key>\w+):"
    rb"|[ ]{2,6}(?P<item>-)?[ ]{1,3}:?(?P<field>name|sid|email):[ ]?(?P<value>[^\r\n]{0,1000}))",
    re.MULTILINE,
)
ESCAPE = re.compile(r"\\(x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|.)")
LETTERS = {"n": "\n", "t": "\t", "r": "\r", "e": "\x1b", "0": "\0", "a": "\a", "b": "\b"}
NOTHING = ("", "null", "~", "''", '""')


@dataclass(frozen=True, slots=True)
class Submitter:
    """Somebody who handed in a submission, alone or with others."""

    name: str = ""
    sid: str = ""
    email: str = ""


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
