"""
Numbers as tables of other programs write them.

A thousand is ``1000``, ``1,000.00``, ``1.000,00``, ``1 000`` or ``1'000``, by the country of who
wrote it, and ``1,000`` alone may as well be one.  So the decimal mark is taken from the
numbers of a column that leave no doubt, and what cannot be read with certainty is no number.
"""

import re
from collections.abc import Iterable
from decimal import Decimal

__all__ = ["decimal_mark", "exact", "is_plain", "number"]

PLAIN = re.compile(r"(?P<whole>[0-9]{1,9})(?:(?P<mark>[.,])(?P<rest>[0-9]{1,9}))?")
GROUPED = re.compile(
    r"(?P<whole>[0-9]{1,3}(?:(?P<apart>[ \u00a0\u202f'’.,])[0-9]{3})(?:(?P=apart)[0-9]{3}){0,2})"
    r"(?:(?P<mark>[.,])(?P<rest>[0-9]{1,9}))?"
)
OTHER = {".": ",", ",": "."}


def number(text: str, mark: str = "") -> Decimal | None:
    """
    The number that ``text`` says with certainty; None where it says none.

    ``mark`` is the decimal mark of its table, a point or a comma, where that is known.
    """
    text = text.strip()
    if found := PLAIN.fullmatch(text):
        if not _is_doubtful(found) or mark == found["mark"]:
            return Decimal(f"{found['whole']}.{found['rest'] or 0}")
        return Decimal(found["whole"] + found["rest"]) if mark else None
    found = GROUPED.fullmatch(text)
    if found is None or found["apart"] == found["mark"]:
        return None
    whole = found["whole"].replace(found["apart"], "")
    return Decimal(f"{whole}.{found['rest'] or 0}")


def exact(points: float) -> Decimal:
    """Points as they are written: 0.1 is a tenth."""
    return Decimal(str(points))


def is_plain(text: str, mark: str = "") -> bool:
    """Whether it is a number that a platform writes: digits, and at most a decimal mark."""
    return PLAIN.fullmatch(text.strip()) is not None and number(text, mark) is not None


def decimal_mark(texts: Iterable[str], delimiter: str = ",") -> str:
    """
    What stands before decimals in a table with these cells; empty where nothing tells.

    A semicolon between cells is used where the comma stands before decimals.
    """
    marks = {mark for text in texts if (mark := _mark(text.strip()))}
    if not marks:
        return "," if delimiter == ";" else ""
    return marks.pop() if len(marks) == 1 else ""


def _is_doubtful(found: re.Match[str]) -> bool:
    """Whether it may be thousands, or three decimals."""
    return len(found["rest"] or "") == 3 and len(found["whole"]) <= 3 and found["whole"] != "0"


def _mark(text: str) -> str:
    """The decimal mark of a number that leaves no doubt about it."""
    if found := PLAIN.fullmatch(text):
        return "" if _is_doubtful(found) else found["mark"] or ""
    if found := GROUPED.fullmatch(text):
        return found["mark"] or OTHER.get(found["apart"], "")
    return ""
