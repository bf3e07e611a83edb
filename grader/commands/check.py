"""``grader check``: one's own submission, marked and explained."""

import contextlib
import gc
import importlib
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.commands.options import (
    SubmissionFile,
    budget_option,
    feedback_option,
    isolation_option,
    lang_option,
    only_option,
    sheet_option,
)
from grader.commands.output import file_option, progress
from grader.errors import GraderError, GraderFailed
from grader.language import message, words

if TYPE_CHECKING:
    from grader.model import Report

__all__ = ["check"]

ALL_MARKS, MARKS_LOST = 0, 1
NO_MARK = message("On examples that were drawn for this check alone: these are no marks.")
FROZEN_ONLY = message(
    "The examples are the smallest of the frozen ones: "
    "this sheet is a pack, and has no model to look for smaller ones with."
)


@click.command()
@click.argument("file", type=SubmissionFile(path_type=Path))
@only_option
@file_option("json", "Write the report as JSON, too")
@feedback_option
@click.option(
    "--hint",
    type=click.IntRange(1, 3),
    default=3,
    help="How much to tell: 1 the law that breaks, 2 where it breaks, 3 the smallest example. "
    "Default: all that the sheet allows.",
)
@budget_option
@isolation_option("How to fence the submission in. Default: the best that this machine has.")
@click.option("--plain", is_flag=True, help="One fact a line and no columns: for reading aloud.")
@click.option("-q", "--quiet", is_flag=True, help="Leave out what the file prints.")
@lang_option
@click.option(
    "--fresh",
    type=click.IntRange(1, 1000),
    metavar="N",
    help="Try N new examples of each law, others every time. What comes of it is no mark.",
)
@click.option("--watch", is_flag=True, help="Check again whenever the file is saved, until Ctrl-C.")
@sheet_option
def check(
    file: Path,
    only: tuple[str, ...],
    json_file: Path | None,
    feedback: str,
    hint: int,
    budget: float,
    isolation: str | None,
    plain: bool,
    quiet: bool,
    lang: str | None,
    fresh: int | None,
    watch: bool,
    sheet: str | None,
) -> None:
    """
    Grade the submission FILE and show what is wrong with it.

    With --hint you decide how much you are told; ask for more when you are stuck. JSON is always
    English, and holds nothing that the hint keeps back.

    Exit status: 0 for all marks, 1 where marks were lost, 2 where it could not be graded.
    """
    if watch and str(json_file) == "-":
        raise click.UsageError("--watch prints to the screen: name a file for --json.")
    from grader.collect import read_submission
    from grader.sandbox.processes.launch import launcher
    from grader.sheets.settings import settings_of

    submission = read_submission(file)
    settings = settings_of(sheet)
    with (
        launcher(settings.packages, settings.materials) as launched,  # before anything heavy
        _uncollected() as collect,
    ):
        from grader.examine.check import check as grade
        from grader.examine.examiner import public_examiner
        from grader.sheets.spoken import spoken_words

        def keep(report: "Report") -> None:
            if json_file is not None:
                from grader.commands.terminal import write_json

                write_json(report, json_file)

        with progress(words(lang)) as tell:
            examiner = public_examiner(
                launched,
                sheet=sheet,
                only=only,
                feedback=feedback,
                hint=hint,
                budget=budget,
                isolation=isolation,
                progress=tell,
            )
            if fresh:
                from grader.selftest.fresh import fresh_examiner

                examiner = fresh_examiner(examiner, fresh, tell)
            spoken = spoken_words(lang, examiner.sheet)
            collect()
            if not watch:
                with _failing():
                    report = grade(examiner, submission, progress=tell, meanwhile=_import_rest)
        if watch:
            from grader.selftest.watch.watch import watch as follow

            with _failing():
                report = follow(file, examiner, keep, spoken, asked=hint, plain=plain, quiet=quiet)
    if not watch:
        with _failing():
            keep(report)
            if str(json_file) != "-":
                from grader.commands.terminal import show

                shown = replace(report, printed=()) if quiet else report
                show(shown, spoken, asked=hint, plain=plain)
    if str(json_file) != "-":
        for remark in _remarks(report, is_fresh=bool(fresh), is_pack=bool(examiner.sheet.pack)):
            click.echo(spoken.say(remark))
    sys.exit(ALL_MARKS if report.is_full else MARKS_LOST)


def _import_rest() -> None:
    """What shows a report is imported while the submission is at work."""
    importlib.import_module("grader.commands.terminal")


@contextlib.contextmanager
def _failing() -> Iterator[None]:
    """
    Within it, a mistake of the grader's own is one sentence, as it is one in a class's row.

    A traceback would end with the status that says that marks were lost.  What a stream or an
    import raises is none: others have their words for it.
    """
    try:
        yield
    except (GraderError, OSError, ImportError):
        raise
    except Exception as error:
        raise GraderFailed(error) from error


@contextlib.contextmanager
def _uncollected() -> Iterator[Callable[[], None]]:
    """
    Look for nothing that is not in use any more, until what it gives is called.

    What is imported stays: to look through it again and again would take a tenth of the time.
    """
    gc.disable()
    try:
        yield gc.enable
    finally:
        gc.enable()


def _remarks(report: "Report", *, is_fresh: bool, is_pack: bool) -> Iterator[str]:
    """What has to be known of the report that was shown."""
    if is_fresh:
        yield NO_MARK
    if is_pack and _shows_examples(report):
        yield FROZEN_ONLY


def _shows_examples(report: "Report") -> bool:
    """Whether a call is shown that breaks a law; of a function that is not written none is."""
    from grader.model import is_absent

    verdicts = [each for mark in report.marks for each in mark.verdicts]
    return any(each.call and not is_absent(each) for each in verdicts)
