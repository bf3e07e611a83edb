"""
Making a mark again, to see whether it is the same.

A result names everything that it depends on, and the gradebook keeps submission and corpus; what it
cannot keep is the sheet, so the one that is installed must be that of then.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from grader.gradebook.book import Gradebook
from grader.gradebook.file import BadGradebook
from grader.gradebook.reading import Known, Run

__all__ = ["StoredMark", "receipt"]

MOST_NEAR = 3


@dataclass(frozen=True, slots=True)
class StoredMark:
    """A result, and the first run that it counted in."""

    known: Known
    run: Run

    def lines(self) -> list[tuple[str, str]]:
        """What the mark depends on: a word, and what it was."""
        made = self.known.conditions
        settings = json.loads(made.settings)["settings"]
        return [
            ("submission", f"{self.known.key.file}, sha256 {self.known.key.sha256}"),
            ("sheet", f"{made.sheet}, source {made.sheet_digest}"),
            ("corpus", f"{self.run.corpus_kind}, {made.corpus}, seed's digest {made.seed_digest}"),
            ("isolation", made.isolation),
            ("feedback", f"{settings['feedback']}, {settings['search_seconds']:g} s of search"),
            ("questions", " ".join(made.questions)),
            ("versions", ", ".join(f"{n} {v}" for n, v in made.environment.items())),
            ("made", f"{self.known.made}, result {self.known.number}, {self.known.digest}"),
        ]


def receipt(book: Gradebook, wanted: str) -> StoredMark:
    """
    That of this folder or this person's id in the latest run, or the result with this number, as
    ``7`` or ``#7``.

    Raises BadGradebook where there is none.
    """
    number = _number(book, wanted)
    known = book.known(number)
    return StoredMark(known, book.run(book.run_of(number)))


def _number(book: Gradebook, wanted: str) -> int:
    latest = book.results().rows
    rows = {row.id: row for row in latest if row.id} | {row.folder: row for row in latest}
    if wanted in rows:
        row = rows[wanted]
        if not row.result:
            raise BadGradebook(book.file, f"has no marks of {wanted}: {row.problem}", "Grade it.")
        return row.result
    number = wanted.removeprefix("#")
    if number.isascii() and number.isdigit():
        return int(number)
    near = _near(wanted, [row.folder for row in latest])
    advice = (
        f"Did you mean {' or '.join(map(repr, near))}?" if near else "Give a folder or a number."
    )
    raise BadGradebook(book.file, f"has nobody called {wanted!r} in its latest run", advice)


def _near(wanted: str, folders: Sequence[str]) -> list[str]:
    """The folders that may be meant: those with the text in their name, else those like it."""
    holding = [each for each in folders if wanted.casefold() in each.casefold()]
    return (holding or get_close_matches(wanted, folders, n=MOST_NEAR))[:MOST_NEAR]
