"""Options and arguments that several commands share, so that they read the same everywhere."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click
from click.shell_completion import CompletionItem
from click.types import StringParamType

from grader.commands.streams import LANG
from grader.errors import GraderError
from grader.language import LANGUAGES

__all__ = [
    "GivenFile",
    "QuestionId",
    "SubmissionFile",
    "budget_option",
    "feedback_option",
    "find_book",
    "gradebook_argument",
    "isolation_option",
    "lang_option",
    "one_sheet",
    "only_option",
    "sheet_option",
]

SUFFIXES = {".py", ".ipynb"}
Command = TypeVar("Command", bound=Callable[..., object])


class QuestionId(StringParamType):
    """The id of a question of the sheet, which a shell can complete."""

    name = "question"

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        """The ids that begin like this, with their titles; none for a sheet that is no sheet."""
        from grader.sheets.outline import outline

        try:
            questions = outline(ctx.params.get("sheet"))
        except (GraderError, OSError, SyntaxError):
            return []
        taken = ctx.params.get(param.name or "") or ()
        return [
            CompletionItem(question, help=title)
            for question, title in questions.items()
            if question.startswith(incomplete) and question not in taken
        ]


class GivenFile(click.Path):
    """A file that has to be there; it is not called missing where nobody may look for it."""

    def __init__(self) -> None:
        super().__init__(exists=True, dir_okay=False, path_type=Path)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The path; raises PermissionError where its folder may not be entered."""
        try:
            Path(value).stat()
        except PermissionError:
            raise
        except (OSError, ValueError):
            pass
        return super().convert(value, param, ctx)


class SubmissionFile(click.Path):
    """A file that may be a submission, which a shell can complete."""

    def shell_complete(
        self,
        ctx: click.Context,  # noqa: ARG002
        param: click.Parameter,  # noqa: ARG002
        incomplete: str,
    ) -> list[CompletionItem]:
        """Python files, notebooks, and the folders on the way to them."""
        folder, _, beginning = incomplete.rpartition("/")
        above = Path(folder or ("/" if incomplete.startswith("/") else ".")).expanduser()
        try:
            there = sorted(above.iterdir())
        except OSError:
            return []
        named = [file for file in there if file.name.startswith(beginning)]
        shown = [file for file in named if beginning or not file.name.startswith(".")]
        start = incomplete[: len(incomplete) - len(beginning)]
        return [CompletionItem(start + file.name + "/") for file in shown if file.is_dir()] + [
            CompletionItem(start + file.name) for file in shown if file.suffix in SUFFIXES
        ]


sheet_option = click.option(
    "--sheet",
    metavar="NAME|PATH",
    help="A registered sheet, a package, its folder, or a pack's file. "
    "Default: what grader.toml names.",
)


def one_sheet(named: str | None, option: str | None) -> str | None:
    """The sheet that a command is about, which may be named as an argument or by ``--sheet``."""
    if named is not None and option is not None and named != option:
        raise click.UsageError(f"{named} and --sheet {option} name two sheets: say one of them.")
    return named if named is not None else option


only_option = click.option(
    "--only",
    multiple=True,
    type=QuestionId(),
    metavar="QUESTION",
    help="Just this question, by its id or a function; may be repeated, or joined by commas.",
)


def _noted(ctx: click.Context, _: click.Parameter, value: str | None) -> str | None:
    ctx.ensure_object(dict)[LANG] = value
    return value


lang_option = click.option(
    "--lang",
    type=click.Choice(LANGUAGES),
    callback=_noted,
    is_eager=True,
    help="Language of what is shown. Default: that of LANGUAGE or LANG, else English.",
)
feedback_option = click.option(
    "--feedback",
    type=click.Choice(["full", "law"]),
    default="full",
    help="'law' keeps back what should have been returned.",
)
budget_option = click.option(
    "--budget",
    type=click.FloatRange(min=0),
    default=2.0,
    show_default=True,
    metavar="SECONDS",
    help="For the search of smaller examples, for each submission; 0 for none.",
)


def isolation_option(text: str) -> Callable[[Command], Command]:
    """A tier of isolation; ``text`` is its help, and says what is taken without it."""
    tiers = click.Choice(["limits", "owned", "sealed", "walled"])
    return click.option("--isolation", type=tiers, help=text)


LOOKED_FOR = (Path("grades") / "gradebook.db", Path("gradebook.db"))

gradebook_argument = click.argument(
    "gradebook", required=False, type=click.Path(path_type=Path), metavar="[GRADEBOOK]"
)


def find_book(named: Path | None) -> Path:
    """
    The gradebook's file.

    ``named`` is a file, or the folder that 'grader grade' wrote.  Raises GraderError where none is
    named and none lies in ``grades`` or in the current folder.
    """
    if named is not None:
        return named
    for place in LOOKED_FOR:
        if place.is_file():
            return place
    raise GraderError(
        "there is no grades/gradebook.db and no gradebook.db here. Name the gradebook, or the "
        "folder that 'grader grade --out' was given."
    )
