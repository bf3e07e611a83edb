"""``grader package``: one file that a teacher uploads to a platform, which then marks."""

import os
import secrets
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.commands.options import GivenFile, budget_option, isolation_option, lang_option

if TYPE_CHECKING:
    from grader.sheets.sheet import Sheet

__all__ = ["package"]

SEED_BYTES = 32


def _platform(_: click.Context, __: click.Parameter, value: str) -> str:
    """A platform by its name."""
    from grader.integrations.packages.platforms import PLATFORMS

    if value not in PLATFORMS:
        raise click.BadParameter(f"{value!r}. Choose from: {', '.join(PLATFORMS)}.")
    return value


@click.command()
@click.argument("sheet")
@click.option(
    "--for",
    "platform",
    required=True,
    callback=_platform,
    metavar="PLATFORM",
    help="Where it will be uploaded, such as gradescope.",
)
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    required=True,
    metavar="FILE",
    help="The zip to write.",
)
@click.option("--private", is_flag=True, help="Draw examples that students do not have, for marks.")
@click.option("--corpus", type=GivenFile(), metavar="FILE", help="Take these as private examples.")
@click.option(
    "--wheels",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    metavar="DIR",
    help="Wheels of what marking takes. Default: download them.",
)
@click.option(
    "--python", default="3.12", show_default=True, metavar="VERSION", help="The platform's Python."
)
@click.option(
    "--visibility",
    type=click.Choice(["visible", "after_due_date", "after_published", "hidden"]),
    default="after_published",
    show_default=True,
    help="When Gradescope shows what private examples gave.",
)
@isolation_option("Exactly this isolation. Default: the strongest there, at least 'owned'.")
@budget_option
@lang_option
def package(
    sheet: str,
    platform: str,
    out: Path,
    private: bool,
    corpus: Path | None,
    wheels: Path | None,
    python: str,
    visibility: str,
    isolation: str | None,
    budget: float,
    lang: str | None,
) -> None:
    """
    Write a package for PLATFORM that marks submissions to SHEET.

    SHEET may be a pack, which holds no answers; else the package holds the model answers. Nothing
    is fetched when a submission is marked.
    """
    from grader.commands.output import progress
    from grader.errors import GraderError
    from grader.files import replace
    from grader.integrations.packages.build import Wish, contents
    from grader.integrations.packages.layouts import packed
    from grader.sheets.sheet import load_sheet

    loaded = load_sheet(sheet)
    wish = Wish(
        platform=platform,
        python=python,
        wheels=wheels,
        isolation=isolation or "",
        visibility=visibility,
        budget=budget,
        lang=lang,
    )
    with progress() as tell:
        examples = _examples(loaded, corpus, tell) if private or corpus else None
        tell("the wheels")
        content = packed(contents(loaded, wish, examples))
    try:
        replace(out, content)
    except OSError as error:
        raise GraderError(f"cannot write {out} ({error.strerror}). Name another place.") from None
    held = "It holds the model answers: give it to no student." if loaded.pack is None else ""
    click.echo(f"Wrote {out}, {len(content) / 1e6:.1f} MB. {held}".rstrip())


def _examples(sheet: "Sheet", corpus: Path | None, tell: Callable[[str], None]) -> bytes:
    """The file of a private corpus: the one that is named, or one that is drawn now."""
    from grader.errors import GraderError
    from grader.sheets.private_corpus import named_examples
    from grader.sheets.record import PRIVATE_CANDIDATES, recorded

    if corpus is not None:
        return named_examples(corpus, sheet).content
    if sheet.pack is not None:
        raise GraderError(
            f"{sheet.pack.place} is a pack, which has no model to draw private examples with. Name "
            f"the whole sheet, or make a pack of private ones with: grader pack --private CORPUS"
        )
    seed, jobs = secrets.token_bytes(SEED_BYTES), os.cpu_count() or 1
    return recorded(sheet, seed, tell, count=PRIVATE_CANDIDATES, jobs=jobs)
