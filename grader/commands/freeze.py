"""``grader freeze``: the examples that submissions are marked on, recorded."""

import contextlib
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.commands.options import GivenFile, QuestionId, sheet_option
from grader.errors import GraderError

if TYPE_CHECKING:
    from grader.sheets.sheet import Sheet

__all__ = ["freeze"]


@click.command()
@click.option(
    "--seed-file",
    type=GivenFile(),
    help="Draw a private corpus from the bytes of this file.",
)
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Where to write it. Default: the public corpus, in the sheet's folder.",
)
@click.option(
    "--rare-mutants",
    is_flag=True,
    help="First find anew the rare mutants that the examples are chosen with. Takes minutes; needs "
    "the 'audit' extra.",
)
@click.option(
    "--answers-only",
    is_flag=True,
    help="Keep the public corpus, and record only anew what the model answers.",
)
@click.option(
    "--add",
    type=GivenFile(),
    metavar="FOUND",
    help="Keep the public corpus, and add the calls of a file that 'grader grade --probe' wrote. "
    "From then on they are in private corpora, too.",
)
@click.option(
    "--keep",
    is_flag=True,
    help="Keep the examples of the public corpus though the sheet has changed: a text, say. Only "
    "properties that are new, or have other arguments or written examples, are drawn.",
)
@click.option(
    "--only",
    multiple=True,
    type=QuestionId(),
    metavar="QUESTION|PROPERTY",
    help="As --keep, and draw the examples of this question or property anew, too: 1a, or "
    "1a/test_name. May be repeated.",
)
@sheet_option
def freeze(
    seed_file: Path | None,
    out: Path | None,
    rare_mutants: bool,
    answers_only: bool,
    add: Path | None,
    keep: bool,
    only: tuple[str, ...],
    sheet: str | None,
) -> None:
    """
    Choose and record the examples that submissions are marked on.

    Before anything is written the model answers are graded on them, in a process like a student's,
    and have to be given every point.
    """
    if seed_file is not None and out is None:
        raise click.UsageError("a private corpus must not replace the public one: say --out FILE.")
    _assert_one_thing(
        draws=bool(seed_file or out or rare_mutants),
        answers_only=answers_only,
        adds=add is not None,
        keeps=keep or bool(only),
    )
    from grader.sandbox.processes.launch import launcher
    from grader.sheets.settings import settings_of

    settings = settings_of(sheet)
    with launcher(settings.packages, settings.materials) as launched:  # while examples are drawn
        from grader.audit import freezing
        from grader.commands.output import progress
        from grader.sheets.choosing.wrong_answers import FILE_NAME as RARE
        from grader.sheets.corpus import FILE_NAME
        from grader.sheets.packs.whole import assert_whole
        from grader.sheets.sheet import load_sheet

        loaded = load_sheet(sheet)
        assert_whole(loaded, "freeze")
        file = out or loaded.folder / FILE_NAME
        if add is not None:
            source = freezing.with_found(add)
        elif keep or only:
            source = freezing.redrawn(only)
        else:
            source = freezing.kept if answers_only else freezing.drawn(seed_file)
        with progress() as tell, _as_before_where_refused(loaded.folder / RARE):
            if rare_mutants:
                _list_rare_mutants(sheet, loaded, tell)
            frozen = freezing.freeze(launched, loaded, file, source, tell)
    if frozen.examples.anew is not None:
        click.echo(f"Drawn anew: {', '.join(frozen.examples.anew) or 'none'}.")
    click.echo(f"{'Wrote' if frozen.examples.is_new else 'Kept'} {file}, digest {frozen.digest}.")


def _assert_one_thing(*, draws: bool, answers_only: bool, adds: bool, keeps: bool) -> None:
    """Raise UsageError for options that say two things about one corpus."""
    if answers_only and draws:
        raise click.UsageError(
            "--answers-only keeps the corpus: say no --seed-file, no --out and no --rare-mutants."
        )
    if adds and draws:
        raise click.UsageError(
            "--add keeps the corpus and adds to it: say no --seed-file, --out or --rare-mutants."
        )
    if adds and answers_only:
        raise click.UsageError("--answers-only and --add are two things: say one of them.")
    if keeps and (draws or answers_only or adds):
        raise click.UsageError("--keep and --only are about the public corpus: say them alone.")


@contextlib.contextmanager
def _as_before_where_refused(file: Path) -> Iterator[None]:
    """A file as it was, where what is to be written beside it is refused meanwhile."""
    before = file.read_bytes() if file.is_file() else None
    try:
        yield
    except GraderError:
        if before is not None:
            file.write_bytes(before)
        else:
            file.unlink(missing_ok=True)
        raise


def _list_rare_mutants(name: str | None, sheet: "Sheet", tell: Callable[[str], None]) -> None:
    """List the rare mutants of the sheet's model and of its right solutions, beside its corpus."""
    from grader.sheets.choosing.wrong_answers import write_lines

    try:
        from grader.audit.rare import rare_lines
    except ModuleNotFoundError as missing:
        raise GraderError(
            f"finding mutants needs {missing.name}. Install it with: pip install 'grader[audit]'"
        ) from None
    write_lines(sheet, rare_lines(name, jobs=os.cpu_count() or 1, progress=tell))
