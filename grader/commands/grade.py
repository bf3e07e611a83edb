"""``grader grade``: a whole class, marked, stored and reported."""

import os
import sys
from functools import partial
from pathlib import Path

import click

from grader.class_results import ClassResults
from grader.commands.options import (
    GivenFile,
    budget_option,
    feedback_option,
    isolation_option,
    lang_option,
    only_option,
    sheet_option,
)
from grader.commands.streams import status_of
from grader.files import GRADEBOOK
from grader.language import Message, words

__all__ = ["grade"]


@click.command()
@click.argument(
    "submissions", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="SUBMISSIONS…"
)
@click.option(
    "--roster",
    type=GivenFile(),
    metavar="CSV",
    help="Who is who: folder,id,name, or the platform's own columns.",
)
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    default="grades",
    show_default=True,
    metavar="DIR",
    help="Where gradebook and reports are.",
)
@click.option(
    "--corpus",
    type=GivenFile(),
    metavar="FILE",
    help="Mark on this corpus. Default: a private one, drawn for the class and kept in DIR.",
)
@click.option("--public", is_flag=True, help="Mark on the public corpus, which students have.")
@click.option(
    "--jobs",
    type=click.IntRange(min=1),
    default=os.cpu_count() or 1,
    show_default="one for each processor",
    metavar="N",
    help="How many submissions are examined at the same time.",
)
@isolation_option(
    "How to fence submissions in. Default: the best that there is, but never 'owned' or "
    "'limits', which have to be said."
)
@click.option(
    "--written",
    is_flag=True,
    help="Add the marks of written answers to the totals. Default: as the sheet's WRITTEN says.",
)
@click.option(
    "--probe",
    type=click.FloatRange(min=0),
    default=0.0,
    metavar="SECONDS",
    help="When marks are made, look for this long a submission for mistakes that the corpus does "
    "not show. What is found changes no mark.",
)
@click.option("--dask", metavar="ADDRESS", help="Examine on the Dask cluster with this scheduler.")
@only_option
@feedback_option
@budget_option
@lang_option
@sheet_option
def grade(
    submissions: tuple[Path, ...],
    roster: Path | None,
    out: Path,
    corpus: Path | None,
    public: bool,
    jobs: int,
    isolation: str | None,
    written: bool,
    probe: float,
    dask: str | None,
    only: tuple[str, ...],
    feedback: str,
    budget: float,
    lang: str | None,
    sheet: str | None,
) -> None:
    """
    Grade a whole class: files, folders, archives, or a platform's download.

    What was graded before is not graded again: a run that was stopped goes on, and a class that
    grew costs what it grew by.

    Exit status: 0 when every submission has a row, whatever the marks.
    """
    if public and corpus is not None:
        raise click.UsageError("--public and --corpus name two corpora: say one of them.")
    from grader.commands.class_progress import class_progress
    from grader.commands.output import progress
    from grader.gradebook.class_run import GradeOptions, Watched, grade_class

    options = GradeOptions(
        out=out,
        corpus=corpus,
        public=public,
        jobs=jobs,
        isolation=isolation,
        dask=dask,
        only=only,
        feedback=feedback,
        budget=budget,
        sheet=sheet,
        written=written,
        probe=probe,
    )
    watched = Watched(
        drawing=progress, examining=class_progress, write=partial(_write, lang, sheet)
    )
    try:
        for line in grade_class(submissions, roster, options, watched):
            click.echo(line)
    except KeyboardInterrupt as stopped:
        click.echo(words(lang).translated(_stopped(out)), err=True)
        sys.exit(status_of(stopped))


def _stopped(out: Path) -> Message:
    """What holds when a run was stopped."""
    if not (out / GRADEBOOK).is_file():
        return Message("Stopped before anything was graded.")
    return Message(
        "Stopped. What was done is stored in {out}; to go on, give the same command again.",
        out=str(out),
    )


def _write(lang: str | None, sheet: str | None, results: ClassResults, out: Path) -> None:
    """Write the reports, and feedback in the language that was asked for."""
    from grader.report.export import write_all
    from grader.sheets.sheet import load_sheet
    from grader.sheets.spoken import spoken_words

    write_all(results, out, spoken_words(lang, load_sheet(sheet)))
