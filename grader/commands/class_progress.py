"""
How far a class is, for the person who waits.

On a terminal a bar; on a pipe, where a bar would be thousands of lines, one line now and then.
"""

import contextlib
import time
from collections.abc import Callable, Iterator

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from grader.gradebook.fill import Tally

__all__ = ["class_progress", "plain_lines"]

EVERY_SECONDS = 5.0
Tell = Callable[[Tally], None]


@contextlib.contextmanager
def class_progress() -> Iterator[Tell]:
    """What to tell the progress of a run to; it goes to standard error."""
    console = Console(stderr=True, highlight=False)
    if console.is_terminal:
        with _bar(console) as tell:
            yield tell
    else:
        yield plain_lines(lambda line: click.echo(line, err=True))


@contextlib.contextmanager
def _bar(console: Console) -> Iterator[Tell]:
    columns = (
        TextColumn("Grading"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(elapsed_when_finished=True),
        TextColumn("{task.fields[problems]}", style="yellow"),
    )
    began = time.monotonic()
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task("", total=None, rate="", problems="")

        def tell(tally: Tally) -> None:
            progress.update(
                task,
                total=tally.total,
                completed=tally.done,
                rate=_rate(tally, time.monotonic() - began),
                problems=_problems(tally),
            )

        yield tell


def plain_lines(say: Callable[[str], None], clock: Callable[[], float] = time.monotonic) -> Tell:
    """Tell it in lines, one every few seconds; ``clock`` gives seconds."""
    began = last = clock()

    def tell(tally: Tally) -> None:
        nonlocal last
        now = clock()
        if now - last >= EVERY_SECONDS:
            last = now
            said = [f"{tally.done} of {tally.total}", _rate(tally, now - began)]
            said += [_left(tally, now - began), _problems(tally)]
            say(", ".join(filter(None, said)))

    return tell


def _rate(tally: Tally, seconds: float) -> str:
    rate = tally.done / seconds if seconds > 0 else 0.0
    if not rate:
        return ""
    return f"{rate:.1f} a second" if rate >= 1 else f"{60 * rate:.1f} a minute"


def _left(tally: Tally, seconds: float) -> str:
    if not tally.done or tally.done == tally.total:
        return ""
    left = round(seconds / tally.done * (tally.total - tally.done))
    minutes, rest = divmod(left, 60)
    return f"{minutes}:{rest:02} left"


def _problems(tally: Tally) -> str:
    if not tally.problems:
        return ""
    return f"{tally.problems} problem" + "s" * (tally.problems != 1)
