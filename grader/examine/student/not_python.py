"""
What a file may be that Python cannot read.

"invalid syntax" tells a student little and a teacher nothing: the file may be Python of a newer
version than the grader's, which is nobody's mistake, or Python 2, a web page that was saved
in place of the file, or a merge that was never finished.  It is told from its text, by signs that
nothing else has; where there are none, nothing is added to what Python itself says.
"""

import re
import sys
from collections.abc import Callable
from typing import NamedTuple

from grader.language import Message

__all__ = ["may_be"]

LONGEST = 1_000_000  # characters that are looked at, of which one line may be
LONGEST_LINE = 1_000
VERSION = ".".join(map(str, sys.version_info[:3]))


class _Sign(NamedTuple):
    """A pattern, in the text of the whole or in the line that Python stopped at, and its advice."""

    pattern: re.Pattern[str]
    advice: Message


def _sign(pattern: str, advice: Message) -> _Sign:
    return _Sign(re.compile(pattern, re.MULTILINE), advice)


def _newer(version: tuple[int, int], pattern: str, feature: Message) -> tuple[_Sign, ...]:
    """A sign of a newer Python, where this one is older."""
    if sys.version_info >= version:
        return ()
    needed = ".".join(map(str, version))
    said = Message(
        "needs Python {needed} or later ({feature}), and this grader runs {version}",
        needed=needed,
        feature=feature,
        version=VERSION,
    )
    return (_sign(pattern, said),)


FILES = (
    _sign(
        r"(?i)\A\ufeff?\s*<(?:!doctype|html|head|\?xml|body)\b",
        Message("this is a web page: download the file itself, and hand that in"),
    ),
    _sign(r"\A\s*\{\\rtf", Message("this is rich text (RTF): save it as plain text")),
    _sign(r"\A%PDF-", Message("this is a PDF: hand in the Python file itself")),
    _sign(
        r"^(?:<{7}|>{7}) ",
        Message(
            "git's conflict marks (<<<<<<<, =======, >>>>>>>) are in it: "
            "keep one of the two versions and take the marks out"
        ),
    ),
)
TABS = Message("tabs and spaces are mixed: indent with spaces alone")
NAME, OPEN = r"[A-Za-z_]\w*", r"\b[rRbB]?[fF][rR]?"
LINES = (
    *_newer((3, 12), rf"^\s*(?:(?:async\s+)?def|class)\s+{NAME}\s*\[", Message("type parameters")),
    *_newer((3, 12), rf"^\s*type\s+{NAME}\s*(?:\[.*\])?\s*=", Message("a type statement")),
    *_newer(
        (3, 12),
        rf"""{OPEN}(["'])(?>(?:(?!\1).)*\{{)(?:(?!\1)[^}}])*\1[^}}]*\}}""",
        Message("an f-string with its own quotes inside"),
    ),
    *_newer(
        (3, 12),
        rf"""{OPEN}(["'])(?>(?:(?!\1)[^{{]|\{{(?:(?!\1)[^}}\\])*\}})*)\{{(?:(?!\1)[^}}\\])*\\""",
        Message("an f-string with a backslash inside its braces"),
    ),
    *_newer((3, 14), r"""\b[rR]?[tT][rR]?["']""", Message("a template string")),
    _sign(
        r"^\s*except\s+[\w.]+\s*,\s*[a-z_]\w*\s*:",
        Message("this is Python 2: write 'except Error as e:'; Python 3 runs here"),
    ),
    *_newer(
        (3, 14),
        r"^\s*except\*?\s+[\w.]+(?:\s*,\s*[\w.]+)+\s*:",
        Message("'except A, B:' without brackets"),
    ),
    _sign(
        r"^\s*print\s+[^\s(=.,:\[]|^\s*print\s*$|^\s*print\s*>>",
        Message("this is Python 2: write print(…); Python 3 runs here"),
    ),
    _sign(r"^\s*exec\s+[\"'\w]", Message("this is Python 2: write exec(…); Python 3 runs here")),
    _sign(
        r"^\s*raise\s+[\w.]+\s*,",
        Message("this is Python 2: write raise Error(…); Python 3 runs here"),
    ),
    _sign(
        r"(?<![\w.])[1-9][0-9]*L\b",
        Message("this is Python 2: write whole numbers without L; Python 3 runs here"),
    ),
    _sign(
        r"(?<!`)`[^`\n]+`(?!`)",
        Message("this is Python 2: write repr(…) for `…`; Python 3 runs here"),
    ),
    _sign(
        r"""\b[uU][rR]["']""", Message("this is Python 2: write r'…' for ur'…'; Python 3 runs here")
    ),
    _sign(r"<>", Message("this is Python 2: write !=; Python 3 runs here")),
)


def may_be(text: str, line: int, kind: str) -> Message | None:
    """
    What a text may be of which Python said that it is none, with advice; None where unknown.

    ``line`` is where Python stopped, 0 where it did not say; ``kind`` is the exception's name.
    """
    text = text[:LONGEST]
    lines = text.split("\n")[line - 1 : line] if line else []
    stopped = [each[:LONGEST_LINE] for each in lines]
    whole = _first(FILES, lambda sign: sign.pattern.search(text) is not None)
    if whole or kind == "TabError" or (kind == "IndentationError" and _is_mixed(text)):
        return whole or TABS
    return _first(LINES, lambda sign: any(map(sign.pattern.search, stopped)))


def _is_mixed(text: str) -> bool:
    """Whether some lines are indented with tabs and others with spaces."""
    return re.search(r"(?m)^\t", text) is not None and re.search(r"(?m)^ ", text) is not None


def _first(signs: tuple[_Sign, ...], fits: Callable[[_Sign], bool]) -> Message | None:
    return next((sign.advice for sign in signs if fits(sign)), None)
