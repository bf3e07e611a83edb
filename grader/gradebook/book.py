"""The gradebook as one object: what a run adds, and what reports read."""

import contextlib
import hashlib
import sqlite3
import zlib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Self

import msgspec

from grader.class_results import ClassResults, RubricMark
from grader.examine.report_json import ExamResult, NotAReport, report_from
from grader.gradebook import reading, writing
from grader.gradebook.entries import Entry, Key, Occasion, unpacked
from grader.gradebook.file import BadGradebook, file_of, opened, spoken
from grader.gradebook.reading import Known, Run
from grader.gradebook.rubric_marks import add_marks
from grader.model import Report, Submission

__all__ = ["Gradebook", "open_book"]


def open_book(place: Path, *, new: bool = False) -> "Gradebook":
    """
    The gradebook in ``place``, a file or the folder of a class; with ``new`` made if need be.

    Raises BadGradebook.
    """
    file = file_of(place)
    return Gradebook(file, opened(file, new=new))


class Gradebook:
    """
    An open gradebook; use it in a ``with`` statement, or close it.

    Every method raises BadGradebook where the file cannot be used.

    Attributes
    ----------
    file : Path
    """

    def __init__(self, file: Path, connection: sqlite3.Connection) -> None:
        self.file = file
        self._connection = connection

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    @contextlib.contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        with spoken(self.file):
            yield self._connection

    def begin(
        self, occasion: Occasion, entries: Sequence[Entry], remarks: Sequence[str] = ()
    ) -> int:
        """Add a run over these entries; its number.  What is known already is not missing in it."""
        with self._open() as connection:
            return writing.begin(connection, occasion, entries, remarks)

    def missing(self, run: int) -> list[Key]:
        """The submissions that are still to be examined in a run, each once."""
        with self._open() as connection:
            return reading.missing(connection, run)

    def submission(self, key: Key) -> Submission:
        """What was handed in, under a name that says nothing about who did."""
        with self._open() as connection:
            found = connection.execute(
                "SELECT content FROM submissions WHERE sha256 = ? AND file = ?",
                (key.sha256, key.file),
            ).fetchone()
        try:
            submission = unpacked(zlib.decompress(found[0])) if found else None
        except (zlib.error, msgspec.MsgspecError):
            submission = None
        if submission is None or submission.sha256 != key.sha256:
            raise self._damaged(f"lacks the submission {key.sha256}")
        return submission

    def store(self, run: int, key: Key, finding: ExamResult) -> int:
        """Add what was found about a submission in a run; the number of the result."""
        with self._open() as connection:
            return writing.store(connection, run, key, finding)

    def finish(self, run: int) -> None:
        """Say that a run is complete."""
        with self._open() as connection:
            writing.finish(connection, run)

    def runs(self) -> list[Run]:
        """All runs, the oldest first."""
        with self._open() as connection:
            return reading.runs(connection)

    def run(self, number: int | None = None) -> Run:
        """A run by its number; the latest without one."""
        found = self.runs()
        if not found:
            raise BadGradebook(self.file, "holds no marks yet", "Run 'grader grade' first.")
        run = next((r for r in reversed(found) if number in (None, r.number)), None)
        if run is None:
            numbers = ", ".join(str(run.number) for run in found)
            raise BadGradebook(self.file, f"has no run {number}", f"Choose from: {numbers}.")
        return run

    def results(self, number: int | None = None) -> ClassResults:
        """The results of a run; of the latest without a number."""
        run = self.run(number)
        with self._open() as connection:
            counted = [each for each in run.headings if run.written and each.rubric]
            rows = tuple(reading.rows(connection, run.number, counted))
            remarks = tuple(reading.remarks(connection, run.number))
        return ClassResults(
            sheet=run.conditions.sheet,
            title=run.title,
            questions=run.headings,
            rows=rows,
            remarks=remarks,
            corpus=run.conditions.corpus,
            corpus_kind=run.corpus_kind,
            isolation=run.conditions.isolation,
            environment=run.conditions.environment,
            written=run.written,
            option=run.option,
            report=self.report,
        )

    def report(self, result: int) -> Report:
        """The whole report behind a row, by the row's ``result``."""
        known = self.known(result)
        if not known.text:
            raise BadGradebook(
                self.file, f"has no report in result {result}: {known.problem}", "Run it again."
            )
        try:
            return report_from(known.text)
        except NotAReport as error:
            raise self._damaged(f"has no report in result {result} ({error})") from error

    def known(self, result: int) -> Known:
        """A result by its number, with all that is needed to make it again."""
        with self._open() as connection:
            try:
                known = reading.known(connection, result)
            except (zlib.error, UnicodeDecodeError):
                raise self._damaged(f"is damaged: result {result} cannot be unpacked") from None
        if known is None:
            raise BadGradebook(self.file, f"has no result {result}", "See marks.json for those.")
        if hashlib.sha256(known.text.encode()).hexdigest() != known.digest:
            raise self._damaged(f"is damaged: result {result} is not what was stored")
        return known

    def run_of(self, result: int) -> int:
        """The number of the first run that a result counted in."""
        with self._open() as connection:
            (run,) = connection.execute(
                "SELECT min(run) FROM outcomes WHERE result = ?", (result,)
            ).fetchone()
        return int(run)

    def corpus(self, digest: str) -> bytes:
        """The file of a corpus that results were made on."""
        with self._open() as connection:
            found = connection.execute(
                "SELECT content FROM corpora WHERE digest = ?", (digest,)
            ).fetchone()
        if found is None:
            raise self._damaged(f"lacks the corpus {digest}")
        return bytes(found[0])

    def add_rubric(self, marks: Mapping[str, Sequence[RubricMark]]) -> None:
        """
        Add marks that a person gave for written answers, by folder; the latest counts.

        They count for the texts of the latest run, and not for others that are handed in later.
        Raises BadGradebook where a folder is not in that run.
        """
        run = self.run().number
        with self._open() as connection:
            stranger = add_marks(connection, run, marks)
        if stranger is not None:
            raise BadGradebook(
                self.file, f"has nobody called {stranger!r} in its latest run", "Check the folders."
            )

    def _damaged(self, found: str) -> BadGradebook:
        return BadGradebook(self.file, found, "Take it from a backup.")
