"""
The command line: words in, one call, words out.

Anything worth testing lives in the modules that this one calls.  Those are imported
inside the commands: ``--help`` should not wait for NumPy, and ``check`` wants its student's
process on the way before it imports anything heavy.
"""

import importlib
import pkgutil
import sys
from pathlib import Path
from typing import Any

import click

from grader import __version__, commands
from grader.errors import GraderError

__all__ = ["main"]

ALL_MARKS, MARKS_LOST, COULD_NOT_GRADE, INTERRUPTED = 0, 1, 2, 130

EXAMPLES = """
\b
Examples:
  grader start                        write a submission.py to fill in
  grader questions --only 2b          read a question
  grader check submission.py          see your marks, and what is wrong
  grader check submission.py --only 2b --only 2d
"""


# A command with a module of its own in grader/commands is found there, and imported when asked for.
ELSEWHERE = frozenset(module.name for module in pkgutil.iter_modules(commands.__path__))


class _Grader(click.Group):
    """Show the errors that a person can put right, without a traceback."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted({*super().list_commands(ctx), *ELSEWHERE})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in ELSEWHERE:
            return super().get_command(ctx, cmd_name)
        module = importlib.import_module(f"grader.commands.{cmd_name}")
        command: click.Command = getattr(module, cmd_name)
        return command

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except GraderError as error:
            click.echo(f"Error: {error}", err=True)
            ctx.exit(COULD_NOT_GRADE)
        except KeyboardInterrupt:
            click.echo("Interrupted; nothing was graded.", err=True)
            ctx.exit(INTERRUPTED)


@click.group(cls=_Grader, epilog=EXAMPLES, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="grader")
def main() -> None:
    """Grade numerical coursework."""


sheet_option = click.option(
    "--sheet", metavar="NAME|PATH", help="A registered sheet, a package, or its folder."
)
only_option = click.option(
    "--only", multiple=True, metavar="QUESTION", help="Just this question; may be repeated."
)


@main.command()
@click.argument("file", type=click.Path(path_type=Path))
@only_option
@click.option(
    "--json",
    "json_file",
    type=click.Path(dir_okay=False, allow_dash=True, path_type=Path),
    metavar="FILE|-",
    help="Write the report as JSON, too; '-' prints it instead of the table.",
)
@click.option(
    "--feedback",
    type=click.Choice(["full", "law"]),
    default="full",
    help="'law' keeps back what should have been returned.",
)
@click.option(
    "--budget",
    type=click.FloatRange(min=0),
    default=2.0,
    show_default=True,
    metavar="SECONDS",
    help="For the search of smaller examples; 0 for none.",
)
@click.option(
    "--isolation",
    type=click.Choice(["limits", "sealed", "walled"]),
    help="Default: the best that this machine has.",
)
@sheet_option
def check(
    file: Path,
    only: tuple[str, ...],
    json_file: Path | None,
    feedback: str,
    budget: float,
    isolation: str | None,
    sheet: str | None,
) -> None:
    """
    Grade the submission FILE and show what is wrong with it.

    Exit status: 0 for all marks, 1 where marks were lost, 2 where it could not be graded.
    """
    from grader.collect import read_submission
    from grader.sandbox.launch import launcher

    submission = read_submission(file)
    with launcher() as launched:
        from grader.checking import check_submission
        from grader.output import progress, show, write_json

        with progress() as tell:
            report = check_submission(
                submission,
                launched,
                sheet=sheet,
                only=only,
                feedback=feedback,
                budget=budget,
                isolation=isolation,
                progress=tell,
            )
    if json_file is not None:
        write_json(report, json_file)
    if str(json_file) != "-":
        show(report)
    sys.exit(ALL_MARKS if report.earned == report.possible else MARKS_LOST)


@main.command()
@only_option
@sheet_option
def questions(only: tuple[str, ...], sheet: str | None) -> None:
    """Print the sheet's questions: texts, functions and points."""
    from grader.output import show_questions
    from grader.sheet import choose, load_sheet

    loaded = load_sheet(sheet)
    show_questions(loaded, choose(loaded, only))


@main.command()
@click.argument("folder", metavar="[DIR]", default=".", type=click.Path(path_type=Path))
@sheet_option
def start(folder: Path, sheet: str | None) -> None:
    """Write a submission.py to fill in, with every function of the sheet, into DIR."""
    from grader.sheet import load_sheet
    from grader.starter import write_starter

    file = write_starter(load_sheet(sheet), folder)
    click.echo(f"Wrote {file}. Fill it in, then run: grader check {file}")


@main.command()
@click.option(
    "--seed-file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Draw a private corpus from the bytes of this file.",
)
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Default: the public corpus, in the sheet's folder.",
)
@sheet_option
def freeze(seed_file: Path | None, out: Path | None, sheet: str | None) -> None:
    """Record the examples that submissions are marked on."""
    from grader.corpus import FILE_NAME
    from grader.freeze import PUBLIC_SEED
    from grader.freeze import freeze as record
    from grader.output import progress
    from grader.sheet import load_sheet

    if seed_file is not None and out is None:
        raise click.UsageError("a private corpus must not replace the public one: say --out FILE.")
    loaded = load_sheet(sheet)
    file = out or loaded.folder / FILE_NAME
    with progress() as tell:
        seed = seed_file.read_bytes() if seed_file is not None else PUBLIC_SEED
        digest = record(loaded, file, seed, tell)
    click.echo(f"Wrote {file}, digest {digest}.")
