"""
A sheet tried out from start to end, as ``grader try`` does it and an author waits for it.

Examples are drawn, and the model answers have to earn every point on them.  What students begin
with, right solutions and known mistakes then go the way that submissions will go; mutants are tried
in our own process.
"""

import os
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from grader.audit.rehearsal import Rehearsal, rehearsed
from grader.examine.examiner import Examiner
from grader.examine.model_marks import assert_full_marks, author_examiner
from grader.examine.recorded_answers import record_answers
from grader.language import Message
from grader.sandbox.processes.launch import Launcher
from grader.sheets.corpus import FILE_NAME, corpus_from, store_corpus
from grader.sheets.record import PUBLIC_SEED, recorded
from grader.sheets.sheet import Sheet, choose

if TYPE_CHECKING:  # an audit is an extra
    from grader.audit.findings import Audit

__all__ = ["TriedOut", "try_out"]

Tell = Callable[[Message | str], None]


@dataclass(frozen=True, slots=True)
class TriedOut:
    """What came of it, and the examiner that graded; ``audit`` is None without the extra for it."""

    examiner: Examiner
    rehearsal: Rehearsal
    audit: "Audit | None"

    @property
    def holds(self) -> bool:
        """Whether the sheet may be given to students."""
        return not self.rehearsal.problems and (self.audit is None or self.audit.holds)


def try_out(launched: Launcher, sheet: Sheet, question: str | None, progress: Tell) -> TriedOut:
    """
    Try out a sheet, or one question of it by its id or a function.

    Without a question the corpus is written as well, once the model answers have every point.
    Raises NoSuchQuestion, and BadSheet where the model answers do not have them.
    """
    only = [question] if question else []
    questions = choose(sheet, only)
    jobs = os.cpu_count() or 1
    content = recorded(sheet, PUBLIC_SEED, progress, jobs=jobs, questions=questions)
    corpus = corpus_from(content, "that was drawn", sheet)
    examiner = author_examiner(sheet, corpus, launched, questions)
    assert_full_marks(examiner, progress)
    if question is None:
        store_corpus(sheet.folder / FILE_NAME, content)
        record_answers(sheet, corpus)
    found = rehearsed(examiner, progress)
    return TriedOut(examiner, found, _audited(sheet, only, content, progress))


def _audited(sheet: Sheet, only: list[str], content: bytes, progress: Tell) -> "Audit | None":
    """The audit, on the examples that were drawn; None where what it needs is not installed."""
    try:
        from grader.audit.audit import audit
    except ModuleNotFoundError:
        return None
    with tempfile.TemporaryDirectory() as folder:
        corpus = Path(folder) / FILE_NAME
        corpus.write_bytes(content)
        jobs = os.cpu_count() or 1
        return audit(sheet.asked or None, corpus=corpus, only=only, jobs=jobs, progress=progress)
