"""
Mutants that nobody can tell from the right answer, each with the reason why.

The sheet keeps the list, ``equivalent_mutants.toml``, so that a person has looked at each of
them once.  A mutant is named by the line before and after, so the list survives when other
lines move, and an entry whose line is gone is told.
"""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from grader.errors import BadSheet

__all__ = ["FILE_NAME", "Reason", "equivalent_mutants"]

FILE_NAME = "equivalent_mutants.toml"
TABLE = "equivalent"


@dataclass(frozen=True, slots=True)
class Reason:
    """
    Why nobody can tell a mutant from the right answer.

    Attributes
    ----------
    text : str
    by_chance : bool
        Whether it may be caught all the same, because it reads memory that is not its own.
    """

    text: str
    by_chance: bool = False


def equivalent_mutants(folder: Path) -> dict[str, Reason]:
    """
    Names of equivalent mutants, with the reason for each; none where there is no list.

    Raises BadSheet, with the place, where the file is not such a list.
    """
    file = folder / FILE_NAME
    if not file.is_file():
        return {}
    try:
        content = tomllib.loads(file.read_text("utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise BadSheet(f"{file} cannot be read: {error}. Mend that line.") from None
    if unknown := sorted(content.keys() - {TABLE}):
        raise BadSheet(
            f"{file}: there is no '{unknown[0]}' in such a list. "
            f"Write [[{TABLE}]] with a reason and mutants, which are named as audit names them."
        )
    reasons: dict[str, Reason] = {}
    for number, group in enumerate(content.get(TABLE, []), start=1):
        reason, names = _read(f"{file}: entry {number}", group)
        reasons |= dict.fromkeys(names, reason)
    return reasons


def _read(place: str, group: Any) -> tuple[Reason, list[str]]:
    text, names = group.get("reason"), group.get("mutants")
    if not isinstance(text, str) or not text:
        raise BadSheet(f"{place} has no 'reason'. Say why nobody can tell.")
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        raise BadSheet(f"{place} has no 'mutants'. List them, as audit names them.")
    return Reason(text, bool(group.get("by_chance", False))), names
