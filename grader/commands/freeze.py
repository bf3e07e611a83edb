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
    from grader.sheets.choosing.found import FoundCall
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
    if answers_only and (seed_file is not None or out is not None or rare_mutants):
        raise click.UsageError(
            "--answers-only keeps the corpus: say no --seed-file, no --out and no --rare-mutants."
        )
    if add is not None and (seed_file is not None or out is not None or rare_mutants):
        raise click.UsageError(
            "--add keeps the corpus and adds to it: say no --seed-file, --out or --rare-mutants."
        )
    if add is not None and answers_only:
        raise click.UsageError("--answers-only and --add are two things: say one of them.")
    keeping = keep or bool(only)
    if keeping and (seed_file or out or rare_mutants or answers_only or add):
        raise click.UsageError("--keep and --only are about the public corpus: say them alone.")
    from grader.sandbox.processes.launch import launcher
    from grader.sheets.settings import settings_of

    settings = settings_of(sheet)
    with launcher(settings.packages, settings.materials) as launched:  # while examples are drawn
        from grader.commands.terminal import progress
        from grader.examine.model_marks import assert_full_marks, author_examiner
        from grader.examine.recorded_answers import record_answers
        from grader.sheets.choosing.found import FOUND, corpus_with, write_found
        from grader.sheets.choosing.wrong_answers import FILE_NAME as RARE
        from grader.sheets.corpus import (
            FILE_NAME,
            corpus_bytes,
            corpus_from,
            read_corpus,
            store_corpus,
        )
        from grader.sheets.packs.whole import assert_whole
        from grader.sheets.sheet import load_sheet

        loaded = load_sheet(sheet)
        assert_whole(loaded, "freeze")
        file = out or loaded.folder / FILE_NAME
        with progress() as tell, _as_before_where_refused(loaded.folder / RARE):
            if rare_mutants:
                _list_rare_mutants(sheet, loaded, tell)
            calls = _added(loaded, add) if add is not None else None
            if calls is not None:
                drawn = corpus_with(loaded, read_corpus(file, loaded), calls)
            elif keeping:
                drawn = _renewed(loaded, file, only, tell)
            else:
                drawn = None if answers_only else _drawn(loaded, seed_file, tell)
            content = corpus_bytes(file, loaded) if drawn is None else drawn
            corpus = corpus_from(content, str(file), loaded)
            assert_full_marks(author_examiner(loaded, corpus, launched), tell)
        if drawn is not None:
            store_corpus(file, drawn)
        if calls is not None:
            write_found(loaded.folder / FOUND, loaded, calls)
        if out is None:
            record_answers(loaded, corpus)
    click.echo(f"{'Wrote' if drawn is not None else 'Kept'} {file}, digest {corpus.digest}.")


def _added(sheet: "Sheet", file: Path) -> "list[FoundCall]":
    """
    All calls that the sheet has learned, with those in a file.

    Raises GraderError where one of them is none that a right solution of the sheet survives.
    """
    from grader.sheets.choosing.found import added, read_found
    from grader.sheets.choosing.right_solutions import holds_of_all
    from grader.text import clean

    properties = {prop.key: prop for prop in sheet.properties}
    found = read_found(file, sheet)
    for each in found:
        prop = properties.get(each.key)
        if prop is not None and (failing := holds_of_all(sheet, prop, each.packed)):
            raise GraderError(
                f"{each.key} does not hold of {failing} on {clean(each.call)}. Nothing was added: "
                f"take that call out of {file}, or mend what is wrong there."
            )
    return added(sheet, found)


def _drawn(sheet: "Sheet", seed_file: Path | None, tell: Callable[[str], None]) -> bytes:
    """What the corpus's file is to hold."""
    from grader.sheets.record import PUBLIC_SEED, recorded

    seed = seed_file.read_bytes() if seed_file is not None else PUBLIC_SEED
    return recorded(sheet, seed, tell, jobs=os.cpu_count() or 1)


def _renewed(
    sheet: "Sheet", file: Path, named: tuple[str, ...], tell: Callable[[str], None]
) -> bytes:
    """What the corpus's file is to hold, most of it as before; says what is drawn anew."""
    from grader.sheets.choosing.kept import to_be_drawn
    from grader.sheets.corpus import corpus_bytes, recorded_corpus
    from grader.sheets.record import renewed

    corpus = recorded_corpus(corpus_bytes(file, sheet), str(file), sheet)
    keys = to_be_drawn(sheet, corpus, named)
    content = renewed(sheet, corpus, keys, tell)
    click.echo(f"Drawn anew: {', '.join(keys) or 'none'}.")
    return content


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
