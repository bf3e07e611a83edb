"""
Text as a spreadsheet's cell.

A spreadsheet computes what begins like a formula, even where a CSV file quotes it, and a formula
may start a program or send the table elsewhere.  So such a text gets an apostrophe in front.  That
does no harm to who reads it, and a program that must have the name unchanged reads the JSON.
One that splits lines at semicolons or tabs takes what is behind the first of them for a cell, so
there is one behind each of those, too, and behind line breaks.  Numbers of ours are written as
numbers and never pass through here.
"""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from decimal import ROUND_HALF_UP, Decimal

from grader.text import clean

__all__ = ["cell", "csv_text", "decimal_text", "unguarded"]

# The wide forms count in Japanese and Chinese versions of Excel.
STARTS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
WITHIN = re.compile(r"([;\t\r\n]\s*)(?=[=+\-@＝＋－＠])")
GUARDED = re.compile(r"([;\t\r\n]\s*)'(?=[=+\-@＝＋－＠])")


def cell(text: str, longest: int = 300, *, lines: bool = False) -> str:
    """``text`` cleaned, at most ``longest`` characters, and no formula to any spreadsheet."""
    safe = WITHIN.sub(r"\1'", clean(text, longest, lines=lines))
    guard = "'" if safe.lstrip().startswith(STARTS) else ""
    return clean(f"{guard}{safe}", longest, lines=lines)


def unguarded(text: str) -> str:
    """What a cell said before apostrophes were put into it."""
    text = GUARDED.sub(r"\1", text)
    return text[1:] if text.startswith("'") and text[1:].lstrip().startswith(STARTS) else text


def csv_text(rows: Iterable[Sequence[str | int | float]]) -> str:
    r"""The rows as CSV, separated by commas; lines end in ``\r\n``, as RFC 4180 has it."""
    written = io.StringIO()
    csv.writer(written).writerows(rows)
    return written.getvalue()


def decimal_text(number: Decimal, places: int = 2) -> str:
    """A number rounded half up to ``places`` decimals, without trailing zeros: ``7.5``, ``10``."""
    rounded = number.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    text = f"{rounded:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
