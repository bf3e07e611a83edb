"""
The command line: words in, one call, words out.

Each command is a module of its own in ``grader.commands``, named in the table below and imported
when it is asked for; anything worth testing lives in the modules that it calls.  Those are
imported inside the commands: ``--help`` should not wait for NumPy, and ``check`` wants its
student's process on the way before it imports anything heavy.
"""

import difflib
import errno
import importlib
import os
from typing import Any

import click

from grader import __version__
from grader.errors import GraderError
from grader.language import Message
from grader.text import clean

__all__ = ["main"]

COULD_NOT_GRADE = 2
REFUSED = {errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOSPC, errno.EDQUOT, errno.ENAMETOOLONG}

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
    "new": "grader.commands.authors.new",
    "pack": "grader.commands.authors.pack",
    "package": "grader.commands.authors.package",
    "questions": "grader.commands.questions",
    "replay": "grader.commands.replay",
    "report": "grader.commands.report",
    "rubric": "grader.commands.rubric",
    "start": "grader.commands.start",
    "try": "grader.commands.authors.rehearse",
    "verify": "grader.commands.verify",
}


INTERRUPTED = Message("Interrupted.")
UNDECIDED = Message("Interrupted; nothing was decided.")
WHOLE = Message("Interrupted; what was written is whole, and the rest was not begun.")
WHEN_INTERRUPTED = {
    "audit": UNDECIDED,
    "check": Message("Interrupted; nothing was graded."),
    "doctor": UNDECIDED,
    "freeze": Message("Interrupted; a corpus that was written is whole."),
    "new": WHOLE,
    "pack": Message("Interrupted; the pack is whole or was not written."),
    "package": WHOLE,
    "replay": Message("Interrupted; the stored mark is as it was."),
    "report": WHOLE,
    "rubric": Message("Interrupted; either all marks of the table were taken or none."),
    "start": WHOLE,
    "try": UNDECIDED,
    "verify": UNDECIDED,
}

# One whole line a command, so that it can be read without the command's own help.
GROUPS = {
    "For students": {
        "start": "Write a submission to fill in.",
        "questions": "Print the questions: texts, functions and points.",
        "explain": "Print a question with its laws and ideas to revise.",
        "check": "Grade a submission and show what is wrong with it.",
        "completion": "Print what makes a shell complete these commands.",
    },
    "For teachers": {
        "grade": "Grade a class: files, folders or a platform's download.",
        "report": "Show the marks of a class, or write them in other forms.",
        "rubric": "Mark written answers by hand.",
        "diff": "List whose marks changed between two runs, and by what.",
        "replay": "Make a mark again and see whether it is the same.",
        "new": "Write a sheet that runs, to begin with.",
        "try": "Try a sheet out as students will meet it.",
        "freeze": "Record the examples that submissions are marked on.",
        "pack": "Put a sheet into one file that holds no answers.",
        "audit": "Try a sheet's properties on mistakes and right solutions.",
        "package": "Write a file that makes a platform mark.",
        "verify": "Check what a sheet's printed solutions claim.",
        "doctor": "Try out how well this machine fences submissions in.",
    },
}


class _Grader(click.Group):
    """Commands by their modules; errors that a person can put right, without a traceback."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click gives it
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click gives it
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(COMMANDS[cmd_name])
        command: click.Command = getattr(module, module.__name__.rpartition(".")[2])
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - click gives it
        """The commands in two groups; nothing is imported for it."""
        for heading, commands in GROUPS.items():
            with formatter.section(heading):
                formatter.write_dl(list(commands.items()))

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
        from grader.commands.streams import LANG, status_of
        from grader.language import words

        said = ctx.ensure_object(dict)
        try:
            return super().invoke(ctx)
        except GraderError as error:
            spoken = words(said.get(LANG))
            told = spoken.say("Error: {said}", said=spoken.translated(error.said))
            click.echo(told, err=True)
            ctx.exit(COULD_NOT_GRADE)
        except OSError as error:
            if not isinstance(error.filename, (str, bytes)) or error.errno not in REFUSED:
                raise  # a stream, or a mistake of ours
            refused = Message(
                "Error: {file} cannot be read or written ({reason}). Check its permissions and "
                "those of its folder.",
                file=clean(os.fsdecode(error.filename)),
                reason=error.strerror or type(error).__name__,
            )
            click.echo(words(said.get(LANG)).translated(refused), err=True)
            ctx.exit(COULD_NOT_GRADE)
        except KeyboardInterrupt as stopped:
            kept = WHEN_INTERRUPTED.get(ctx.invoked_subcommand or "", INTERRUPTED)
            click.echo(words(said.get(LANG)).translated(kept), err=True)
            ctx.exit(status_of(stopped))

    def main(self, *words: Any, **settings: Any) -> Any:
        """Run a command; whatever the streams are like, and however it is asked to end."""
        from grader.commands.streams import status_of, stopped_by_request, written

        said: dict[str, str | None] = {}  # what the command notes for whoever speaks after it
        with written(said), stopped_by_request():
            try:
                return super().main(*words, obj=said, **settings)
            except SystemExit as ended:
                if isinstance(ended.__context__, click.Abort):  # Ctrl-C between two commands' words
                    raise SystemExit(status_of(ended.__context__.__cause__)) from None
                raise


@click.group(cls=_Grader, epilog=EXAMPLES, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="grader")
def main() -> None:
    """Grade numerical coursework."""
