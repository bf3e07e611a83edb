"""
The command line: words in, one call, words out.

Each command is a module of its own in ``grader.commands``, named in the table below and imported
when it is asked for; anything worth testing lives in the modules that it calls.  Those are
imported inside the commands: ``--help`` should not wait for NumPy, and ``check`` wants its
student's process on the way before it imports anything heavy.
"""

import difflib
import importlib
from typing import Any

import click

from grader import __version__
from grader.errors import GraderError

__all__ = ["main"]

COULD_NOT_GRADE, INTERRUPTED = 2, 130

EXAMPLES = """
\b
Examples:
  grader start                        write a submission.py to fill in
  grader questions --only 2b          read a question
  grader check submission.py          see your marks, and what is wrong
  grader check submission.py --only 2b --only 2d
"""

COMMANDS = {
    "audit": "grader.commands.audit",
    "check": "grader.commands.check",
    "completion": "grader.commands.completion",
    "diff": "grader.commands.diff",
    "doctor": "grader.commands.doctor",
    "explain": "grader.commands.explain",
    "freeze": "grader.commands.freeze",
    "grade": "grader.commands.grade",
    "questions": "grader.commands.questions",
    "replay": "grader.commands.replay",
    "report": "grader.commands.report",
    "rubric": "grader.commands.rubric",
    "start": "grader.commands.start",
    "verify": "grader.commands.verify",
}


WHOLE = "; what was written is whole, and the rest was not begun"
WHEN_INTERRUPTED = {
    "audit": "; nothing was decided",
    "check": "; nothing was graded",
    "freeze": "; a corpus that was written is whole",
    "replay": "; the stored mark is as it was",
    "report": WHOLE,
    "rubric": "; either all marks of the table were taken or none",
    "start": WHOLE,
    "verify": "; nothing was decided",
}


class _Grader(click.Group):
    """Commands by their modules; errors that a person can put right, without a traceback."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click gives it
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click gives it
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(COMMANDS[cmd_name])
        command: click.Command = getattr(module, cmd_name)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            close = difflib.get_close_matches(args[0], COMMANDS, n=1)
            if not close:
                raise
            raise click.UsageError(f"{error.message} Did you mean {close[0]!r}?", ctx) from None

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except GraderError as error:
            from grader.commands.options import LANG
            from grader.language import words

            spoken = words(ctx.meta.get(LANG))
            said = spoken.say("Error: {said}", said=spoken.translated(error.said))
            click.echo(said, err=True)
            ctx.exit(COULD_NOT_GRADE)
        except KeyboardInterrupt:
            click.echo(f"Interrupted{_kept(ctx.invoked_subcommand)}.", err=True)
            ctx.exit(INTERRUPTED)

    def main(self, *words: Any, **settings: Any) -> Any:
        """Run a command; whatever the streams are like, and however it is asked to end."""
        from grader.commands.streams import stopped_by_request, written

        with written(), stopped_by_request():
            return super().main(*words, **settings)


def _kept(command: str | None) -> str:
    """What holds when a command was interrupted, to follow that word."""
    return WHEN_INTERRUPTED.get(command or "", "")


@click.group(cls=_Grader, epilog=EXAMPLES, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="grader")
def main() -> None:
    """Grade numerical coursework."""
