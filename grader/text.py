"""
Words that are shown: text made safe, counts, places, and names that are nearly right.

An exception's message may hold escape codes that repaint a terminal, characters that
turn text around, or a megabyte of it.  Everything that a student controls passes through ``clean``
before it reaches a terminal, a file or a page; each of those adds its own quoting.  Names that
are compared may come from a submission, too, so how many, and how long they may be, is bounded.
"""

import re
import unicodedata
from difflib import get_close_matches

from grader.language import Message, Value, message

__all__ = [
    "NEARLY",
    "as_formula",
    "begun",
    "clean",
    "clean_message",
    "nearest",
    "no_formula",
    "place",
    "several",
]

LONGEST = 300
LONGEST_TEMPLATE = 1_000  # a sheet may have put its values in, where it has no Message
NUMBER = re.compile(r"[-+]?[0-9.]{1,40}(e[-+]?[0-9]{1,4})?|-inf")
# Where Python has put an object, which differs from run to run; it may be cut off at the end.
ADDRESS = re.compile(r"\bat 0x([0-9A-Fa-f]{6,16}\b|[0-9A-Fa-f]*\Z)")
# Control, format (bidi overrides among them), surrogate, private use, unassigned, separators.
HIDDEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
# What counts as a letter, a mark or a symbol, and shows as nothing: fillers of Hangul, an empty
# pattern of Braille, two vowels of Khmer, and what joins letters or chooses their forms.
BLANK = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0") | frozenset(
    chr(code)
    for first, last in ((0x180B, 0x180F), (0xFE00, 0xFE0F), (0xE0100, 0xE01EF))
    for code in range(first, last + 1)
)


def clean(text: str, longest: int = LONGEST, *, lines: bool = False) -> str:
    r"""
    ``text`` on one line, without anything invisible, at most ``longest`` characters.

    What is hidden shows as its escape, such as ``\x1b``; ``lines`` keeps line breaks.  A text that
    a spreadsheet would compute gets an apostrophe in front, and the address of an object is left
    out.
    """
    return _visible(f"'{text}" if _is_formula(text) else text, longest, lines=lines)


def clean_message(said: Message) -> Message:
    """The same message with every text in it on one line and without anything invisible."""
    values = {name: _clean_value(value) for name, value in said.values}
    return Message(_visible(said.template, LONGEST_TEMPLATE), **values)


def _clean_value(value: Value) -> Value:
    if isinstance(value, Message):
        return clean_message(value)
    return _visible(value, LONGEST) if isinstance(value, str) else value


def _visible(text: str, longest: int, *, lines: bool = False) -> str:
    shown = text[: longest + 1]
    if "at 0x" in shown:
        shown = ADDRESS.sub("at 0x…", shown)
    if shown.isascii() and shown.isprintable():
        safe = shown  # as nearly all text is
    else:
        safe = "".join(c if _harmless(c) or (lines and c == "\n") else _escape(c) for c in shown)
    return safe if max(len(text), len(safe)) <= longest else safe[: longest - 1] + "…"


def no_formula(text: str) -> str:
    """
    ``text`` with an apostrophe in front where a spreadsheet would compute it.

    One that has apostrophes there already gets one more, so that ``as_formula`` gives each back.
    """
    return f"'{text}" if _is_formula(text.lstrip("'")) else text


def as_formula(text: str) -> str:
    """The text that ``no_formula`` was given."""
    quoted = text[:1] == "'" and _is_formula(text.lstrip("'"))
    return text[1:] if quoted else text


def _is_formula(text: str) -> bool:
    """Whether a spreadsheet would take it for one; a number with a sign is none."""
    return text[:1] in ("=", "@", "+", "-") and not NUMBER.fullmatch(text)


def _harmless(character: str) -> bool:
    return (character.isascii() and character.isprintable()) or not _hidden(character)


def _hidden(character: str) -> bool:
    return unicodedata.category(character) in HIDDEN or character in BLANK


def _escape(character: str) -> str:
    return " " if character in "\n\t\r" else character.encode("unicode_escape").decode("ascii")


def begun(sentence: str) -> str:
    """The same with a capital letter first, as it stands alone and within no other sentence."""
    return sentence[:1].upper() + sentence[1:]


def several(number: int, noun: str) -> str:
    """The number, its thousands apart, with the noun; an s makes that a plural."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def place(line: int, cell: int = 0) -> Message:
    """``line 7`` of a Python file, ``cell 3, line 2`` of a notebook; line 0 is the whole."""
    if cell and line:
        return Message("cell {cell}, line {line}", cell=cell, line=line)
    if cell:
        return Message("cell {cell}", cell=cell)
    return Message("line {line}", line=line) if line else Message("the file")


NEARLY = message("{near} has nearly that name: rename it if it is meant")
LIKENESS = 0.75  # of difflib: 'sofmax' has 0.92 of 'softmax', 'max_pool2d' 0.69 of 'average_pool2d'
MOST_COMPARED = 200
LONGER = 3  # characters that may be there, or be missing


def nearest(name: str, known: frozenset[str], taken: frozenset[str] = frozenset()) -> str:
    """
    The name among ``known`` that is most like ``name``; empty where none is like it.

    What is ``taken`` means itself, and is not looked at.  ``name`` is one that is not known.
    """
    alike = [n for n in known - taken if abs(len(n) - len(name)) <= LONGER]
    compared = sorted(alike)[:MOST_COMPARED]  # sorted: a set has no order that lasts
    found = get_close_matches(name, compared, n=1, cutoff=LIKENESS)
    return found[0] if found else ""
