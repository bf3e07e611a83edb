"""
Text that a student controls, made safe to show.

An exception's message may hold escape codes that repaint a terminal, characters that
turn text around, or a megabyte of it.  Everything of that kind passes through here
before it reaches a terminal, a file or a page; each of those adds its own quoting.
"""

import re
import unicodedata

__all__ = ["clean"]

LONGEST = 300
NUMBER = re.compile(r"[-+]?[0-9.]{1,40}(e[-+]?[0-9]{1,4})?|-inf")
# Control, format (bidi overrides among them), surrogate, private use, unassigned, separators.
HIDDEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


def clean(text: str, longest: int = LONGEST, *, lines: bool = False) -> str:
    r"""
    ``text`` on one line, without anything invisible, at most ``longest`` characters.

    What is hidden shows as its escape, such as ``\x1b``; ``lines`` keeps line breaks.  A text that
    a spreadsheet would compute gets an apostrophe in front.
    """
    shown = f"'{text[:longest]}" if _is_formula(text) else text[: longest + 1]
    if shown.isascii() and shown.isprintable():
        safe = shown  # as nearly all text is
    else:
        safe = "".join(c if _harmless(c) or (lines and c == "\n") else _escape(c) for c in shown)
    return safe if max(len(text), len(safe)) <= longest else safe[: longest - 1] + "…"


def _is_formula(text: str) -> bool:
    """Whether a spreadsheet would take it for one; a number with a sign is none."""
    return text[:1] in ("=", "@", "+", "-") and not NUMBER.fullmatch(text)


def _harmless(character: str) -> bool:
    return (character.isascii() and character.isprintable()) or not _hidden(character)


def _hidden(character: str) -> bool:
    return unicodedata.category(character) in HIDDEN


def _escape(character: str) -> str:
    return " " if character in "\n\t\r" else character.encode("unicode_escape").decode("ascii")
