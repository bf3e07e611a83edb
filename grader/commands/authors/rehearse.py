"""``grader try``: a sheet, or a question of it, tried out as students and markers will meet it."""

import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.commands.options import QuestionId, sheet_option

if TYPE_CHECKING:
    from grader.audit.findings import Audit
    from grader.examine.examiner import Examiner

__all__ = ["rehearse"]

HOLDS, DOES_NOT_HOLD = 0, 1


@click.command("try")
@click.argument("question", required=False, type=QuestionId())
@click.option("--watch", is_flag=True, help="Try again whenever the sheet is saved, until Ctrl-C.")
@sheet_option
def rehearse(question: str | None, watch: bool, sheet: str | None) -> None:
    """
    Try out a sheet, or one QUESTION of it by its id or a function.

    Examples are drawn; the model answers, what students begin with, and right solutions are graded
    on them in processes like a student's; the audit is run; and each known mistake is shown as a
    student would be told it. Without a QUESTION the corpus is written, too, as by 'grader freeze'.

    Exit status: 0 where all is as it should be, 1 where not, 2 where it could not be tried.
    """
    if watch:
        from grader.commands.authors.on_save import again_on_every_save
        from grader.sheets.outline import source_folders

        words = ["try", *([question] if question else []), *(["--sheet", sheet] if sheet else [])]
        sys.exit(again_on_every_save(words, source_folders(sheet)))
    from grader.sandbox.processes.launch import launcher
    from grader.sheets.settings import settings_of

    settings = settings_of(sheet)
    with launcher(settings.packages, settings.materials) as launched:
        from grader.commands.terminal import progress
        from grader.examine.model_marks import assert_full_marks, author_examiner
        from grader.sheets.corpus import corpus_from
        from grader.sheets.packs.whole import assert_whole
        from grader.sheets.record import PUBLIC_SEED, recorded
        from grader.sheets.sheet import choose, load_sheet

        loaded = load_sheet(sheet)
        assert_whole(loaded, "try")
        questions = choose(loaded, [question] if question else [])
        with progress() as tell:
            jobs = os.cpu_count() or 1
            content = recorded(loaded, PUBLIC_SEED, tell, jobs=jobs, questions=questions)
            corpus = corpus_from(content, "that was drawn", loaded)
            examiner = author_examiner(loaded, corpus, launched, questions)
            assert_full_marks(examiner, tell)
            if question is None:
                _write(examiner, content)
            from grader.audit.rehearsal import rehearsed

            found = rehearsed(examiner, tell)
            audit = _audit(sheet, question, content, tell)
    from grader.commands.authors.rehearsal_text import show

    show(examiner, found, audit)
    holds = not found.problems and (audit is None or audit.holds)
    sys.exit(HOLDS if holds else DOES_NOT_HOLD)


def _write(examiner: "Examiner", content: bytes) -> None:
    from grader.examine.recorded_answers import record_answers
    from grader.sheets.corpus import FILE_NAME, store_corpus

    store_corpus(examiner.sheet.folder / FILE_NAME, content)
    record_answers(examiner.sheet, examiner.corpus)


def _audit(
    sheet: str | None, question: str | None, content: bytes, tell: Callable[[str], None]
) -> "Audit | None":
    """The audit, on the examples that were drawn; None where what it needs is not installed."""
    try:
        from grader.audit.audit import audit
    except ModuleNotFoundError:
        return None
    with tempfile.TemporaryDirectory() as folder:
        corpus = Path(folder) / "corpus.bin"
        corpus.write_bytes(content)
        only = (question,) if question else ()
        jobs = os.cpu_count() or 1
        return audit(sheet, corpus=corpus, only=only, jobs=jobs, progress=tell)
