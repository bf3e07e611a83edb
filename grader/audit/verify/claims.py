"""
The claims of a printed solution sheet, as data.

An instructor writes them down in ``claims.toml`` of the sheet; docs/verify.md tells how.  What is
wrong with such a file is told with its line and key, because nobody finds a missing comma among
thirty claims otherwise.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from grader.errors import BadSheet

__all__ = ["FILE_NAME", "Claim", "read_claims"]

FILE_NAME = "claims.toml"
TEXTS = ("id", "question", "claim", "check")
KEYS = {*TEXTS, "claimed", "given"}
HEADER = re.compile(r"^[ \t]*\[\[[ \t]*claim[ \t]*\]\]", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Claim:
    """
    One claim.

    Attributes
    ----------
    id, question, claim : str
        What it is called, the question it answers, and the claim in words.
    check : str
        The check that finds out.
    claimed : object
        The figure, formula or word that is claimed.
    given : mapping
        What else the check is to know: its keyword arguments.
    """

    id: str
    question: str
    claim: str
    check: str
    claimed: Any
    given: Mapping[str, Any] = field(default_factory=dict)


def read_claims(file: Path) -> tuple[Claim, ...]:
    """
    The claims in a TOML file, in its order.

    Raises BadSheet, with line and key, where it cannot be read or is not a list of claims.
    """
    try:
        text = file.read_text("utf-8")
        content = tomllib.loads(text)
    except OSError as error:
        raise BadSheet(
            f"{file} cannot be read ({error.strerror}). Write down what the printed solutions "
            f"claim; docs/verify.md tells how."
        ) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadSheet(f"{file} is not TOML: {error}. Mend it there.") from None
    reader = _Reader(file, text)
    reader.only({"claim"}, content, "at the top level", 1)
    groups = content.get("claim", [])
    if not isinstance(groups, list) or not all(isinstance(g, dict) for g in groups) or not groups:
        raise BadSheet(f"{file} has no claims. Begin each of them with a line [[claim]].")
    claims = tuple(reader.claim(number, group) for number, group in enumerate(groups))
    reader.distinct(claims)
    return claims


class _Reader:
    """Reads claims, and knows on which line each key stands."""

    def __init__(self, file: Path, text: str) -> None:
        self._file = file
        self._text = text
        self._starts = [match.start() for match in HEADER.finditer(text)]

    def claim(self, number: int, group: dict[str, Any]) -> Claim:
        self.only(KEYS, group, "of a claim", self._line(number))
        for key in TEXTS:
            if not isinstance(group.get(key), str) or not group[key].strip():
                raise self._bad(number, key, "is missing" if key not in group else "is no text")
        if "claimed" not in group:
            raise self._bad(number, "claimed", "is missing")
        if not isinstance(group.get("given", {}), dict):
            raise self._bad(number, "given", "is no table")
        return Claim(**group)

    def only(self, known: set[str], group: Mapping[str, Any], where: str, line: int) -> None:
        """Raise for a key that nobody reads: it is a slip."""
        for key in group:
            if key not in known:
                found = self._key_line(line, key)
                raise BadSheet(
                    f"{self._file}, line {found}: {key!r} is no key {where}. "
                    f"Use {', '.join(sorted(known))}."
                )

    def distinct(self, claims: tuple[Claim, ...]) -> None:
        seen: set[str] = set()
        for number, claim in enumerate(claims):
            if claim.id in seen:
                raise self._bad(number, "id", f"is {claim.id!r} a second time")
            seen.add(claim.id)

    def _bad(self, number: int, key: str, found: str) -> BadSheet:
        line = self._key_line(self._line(number), key)
        return BadSheet(
            f"{self._file}, line {line}: {key!r} {found}. A claim has {', '.join(TEXTS)}, all "
            f"texts, and what is 'claimed'."
        )

    def _line(self, number: int) -> int:
        """The line of the header of a claim."""
        if number >= len(self._starts):
            return 1
        return self._text.count("\n", 0, self._starts[number]) + 1

    def _key_line(self, start: int, key: str) -> int:
        """The line of a key from line ``start`` on; ``start`` where it has none of its own."""
        lines = self._text.splitlines()
        for number, line in enumerate(lines[start - 1 :], start=start):
            if number > start and HEADER.match(line):
                break
            if re.match(rf"\s*(\[claim\.)?[\"']?{re.escape(key)}\b", line):
                return number
        return start
