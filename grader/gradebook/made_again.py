"""
A stored report beside the one that was made again: what is different, and whether it is the mark.

A mark rests on what was asked and what came of it: points, outcomes, and what they were made from.
What explains it, a smaller example say, the name of a mistake, or how long something took, is
looked for within a time, so a slow machine finds other things than a fast one.  Whatever is not
known to explain counts as the mark.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

__all__ = ["Comparison", "Difference", "compared"]

VERSIONS = ("environment",)
EXPLAINS = (
    "hint",
    "loading",
    "remarks",
    "remark_parts",
    "warnings",
    "questions.verdicts.call",
    "questions.verdicts.calls",
    "questions.verdicts.cell",
    "questions.verdicts.expected",
    "questions.verdicts.follows",
    "questions.verdicts.further",
    "questions.verdicts.line",
    "questions.verdicts.message",
    "questions.verdicts.message_parts",
    "questions.verdicts.misconception",
    "questions.verdicts.misconception_parts",
    "questions.verdicts.returned",
    "questions.verdicts.shown",
)
NAMES = ("id", "property")  # of what stands in a list: they say more than its number there

Path = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """One place in a report, what was stored there, and what was made now, each as a literal."""

    place: str
    stored: str
    made: str

    def line(self, longest: int | None = None) -> str:
        """Both on one line, the values cut to so many characters."""
        return f"{self.place}: {_cut(self.stored, longest)} → {_cut(self.made, longest)}"


@dataclass(frozen=True, slots=True)
class Comparison:
    """
    How a report that was made again differs from the one that is stored.

    Attributes
    ----------
    is_identical : bool
        Whether every byte is the same.
    marks, reasons, versions : tuple of Difference
        In what the mark rests on, in what explains it, and in what is installed.
    """

    is_identical: bool
    marks: tuple[Difference, ...] = ()
    reasons: tuple[Difference, ...] = ()
    versions: tuple[Difference, ...] = ()

    @property
    def is_same_mark(self) -> bool:
        """Whether all that the mark rests on is the same."""
        return not self.marks


def compared(stored: str, made: str) -> Comparison:
    """Compare two reports in canonical JSON; that which could not be made is empty."""
    if stored == made:
        return Comparison(is_identical=True)
    old, new = (dict(_leaves(json.loads(text) if text else None)) for text in (stored, made))
    kinds: dict[str, list[Difference]] = {"marks": [], "reasons": [], "versions": []}
    for path in dict.fromkeys([*old, *new]):
        was, now = old.get(path), new.get(path)
        if was != now:
            kinds[_kind(path)].append(Difference(_place(path), _literal(was), _literal(now)))
    return Comparison(False, **{kind: tuple(found) for kind, found in kinds.items()})


def _leaves(value: Any, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    """Every plain value within a JSON value, by the names and places that lead to it."""
    if isinstance(value, dict):
        for name, each in value.items():
            yield from _leaves(each, (*path, name))
    elif isinstance(value, list):
        for number, each in enumerate(value):
            yield from _leaves(each, (*path, f"[{_name(each, number)}]"))
    else:
        yield path, value


def _name(value: Any, number: int) -> str | int:
    """What an element of a list is called; its number there where it has no name."""
    named = value if isinstance(value, dict) else {}
    return next((named[name] for name in NAMES if name in named), number)


def _kind(path: Path) -> str:
    names = ".".join(each for each in path if not each.startswith("["))
    if _is_within(names, VERSIONS):
        return "versions"
    return "reasons" if _is_within(names, EXPLAINS) else "marks"


def _is_within(names: str, places: tuple[str, ...]) -> bool:
    return any(names == place or names.startswith(f"{place}.") for place in places)


def _place(path: Path) -> str:
    return ".".join(path).replace(".[", "[")


def _literal(value: Any) -> str:
    return "nothing" if value is None else repr(value)


def _cut(text: str, longest: int | None) -> str:
    return text if longest is None or len(text) <= longest else f"{text[:longest]}…"
