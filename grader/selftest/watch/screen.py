"""
Shows the marks of a watched file, on a terminal or on a pipe.

A terminal shows one picture that is drawn over the last one, in one write and without clearing
first, so that nothing flickers.  It is as high as the window: where there is no room for all,
what has just been checked comes first, and the whole report is left on the screen at the end.  A
pipe gets one block of plain text after the other.
"""

import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import replace
from itertools import dropwhile
from typing import Protocol

from rich.console import Console, RenderableType
from rich.table import Table
from rich.text import Text

from grader.language import ENGLISH, Language, Message
from grader.model import Report
from grader.report.student.plain import plain_lines
from grader.report.student.terminal import render, style
from grader.selftest.watch.update import Update

__all__ = ["Pipe", "Screen", "Terminal", "screen"]

BEGIN, END = "\x1b[?2026h", "\x1b[?2026l"  # a terminal that knows them shows all of it at once
HOME, ERASE_LINE, ERASE_BELOW = "\x1b[H", "\x1b[K", "\x1b[J"
RULE = "-" * 60
PATIENCE = 0.5  # seconds after which it is said what takes so long
OFTEN = 0.1  # seconds between two such words


class Screen(Protocol):
    """Where news is shown."""

    def show(self, news: Update) -> None:
        """Show how the file stands now."""

    def tell(self, what: Message) -> None:
        """Say what is being looked at, where that helps."""

    def look(self) -> None:
        """Take notice of a window that has another size now."""

    def close(self) -> None:
        """Leave everything as it was, with the last report on it."""


Parts = Callable[[Report], Iterable[RenderableType]]


def screen(spoken: Language, asked: int, *, plain: bool, quiet: bool = False) -> Screen:
    """
    The one that fits standard output; what is read aloud is not drawn over.

    ``quiet`` leaves out what the file prints.
    """
    console = Console(highlight=False)

    def parts(report: Report) -> Iterable[RenderableType]:
        heard = replace(report, printed=()) if quiet else report
        return (
            map(Text, plain_lines(heard, spoken, asked)) if plain else render(heard, spoken, asked)
        )

    drawable = sys.stdout.isatty() and not (console.is_dumb_terminal or console.legacy_windows)
    return (
        Terminal(console, parts, spoken) if drawable and not plain else Pipe(console, parts, spoken)
    )


class Pipe:
    """Blocks of plain text with a line between them; advice only where it adds something."""

    def __init__(self, console: Console, parts: Parts, spoken: Language = ENGLISH) -> None:
        self._console = console
        self._parts = parts
        self._spoken = spoken
        self._last: Update | None = None

    def show(self, news: Update) -> None:
        """Print a block, at once."""
        told = self._last
        self._last = news
        if told is None or not news.completes(told):
            _print(self._console, self._block(news, news.headline(self._spoken)))
        elif news.report != told.report:
            heading = self._spoken.say("With reasons and smaller examples:")
            _print(self._console, self._block(news, heading))
        self._console.file.flush()

    def tell(self, what: Message) -> None:
        """Nobody looks at what passes."""

    def look(self) -> None:
        """A pipe has no size."""

    def close(self) -> None:
        """All has been said."""

    def _block(self, news: Update, heading: str) -> Iterable[RenderableType]:
        report = () if news.report is None or news.problem else self._parts(news.report)
        return [Text(heading + "\n"), *report, Text(RULE)]


def _print(console: Console, parts: Iterable[RenderableType]) -> None:
    for part in parts:
        console.print(part, soft_wrap=True)


class Terminal:
    """A picture on the terminal's second screen; the first one is left alone until the end."""

    def __init__(self, console: Console, parts: Parts, spoken: Language = ENGLISH) -> None:
        self._console = console
        self._parts = parts
        self._spoken = spoken
        self._size = console.size
        self._news: Update | None = None
        self._began = self._told = time.monotonic()
        console.set_alt_screen(True)
        console.show_cursor(False)

    def show(self, news: Update) -> None:
        """Draw the picture over the last one."""
        self._news = news
        self._size = self._console.size
        self._began = self._told = time.monotonic()
        self._draw(self._picture(news))

    def tell(self, what: Message) -> None:
        """Say in the first line what takes so long."""
        now = time.monotonic()
        if now - self._began > PATIENCE and now - self._told > OFTEN:
            self._told = now
            said = self._spoken.say("Looking at {what}", what=self._spoken.translated(what))
            self._draw(self._lines([Text(said, style="dim")])[:1], below=False)

    def look(self) -> None:
        """Draw again for a window of another size; what comes now has begun now."""
        self._began = time.monotonic()
        if self._console.size != self._size and self._news is not None:
            self.show(self._news)

    def close(self) -> None:
        """Go back to the first screen, and print the last report there, and of when it is."""
        self._console.show_cursor(True)
        self._console.set_alt_screen(False)
        if self._news is not None and self._news.report is not None:
            of_when = Text(self._news.headline(self._spoken) + "\n", style="bold")
            _print(self._console, [of_when, *self._parts(self._news.report)])

    def _picture(self, news: Update) -> list[str]:
        """All of it, or what fits."""
        head = self._lines([_title(news, self._spoken)])
        if news.report is None:
            return head
        whole = [*head, *self._lines(["", *self._parts(news.report)])]
        if len(whole) <= self._size.height:
            return whole
        brief = [
            *head,
            *self._lines(["", _marks(news, news.report), *self._feedback(news, news.report)]),
        ]
        room = self._size.height - 1
        if len(brief) <= room + 1:
            return brief
        rest = self._spoken.say(
            "… {n} more lines: in a taller window, or after Ctrl-C", n=len(brief) - room
        )
        return brief[:room] + self._lines([Text(rest, style="dim")])[:1]

    def _feedback(self, news: Update, report: Report) -> Iterable[RenderableType]:
        """The report without its table, with what is new in front."""
        parts = self._parts(replace(report, marks=news.marks()))
        after = dropwhile(lambda part: not isinstance(part, Table), parts)
        next(after, None)
        return after

    def _lines(self, parts: Iterable[RenderableType]) -> list[str]:
        """Rows of the window, none of them wider than it."""
        with self._console.capture() as captured:
            for part in parts:
                self._console.print(part)
        return captured.get().splitlines()

    def _draw(self, rows: list[str], *, below: bool = True) -> None:
        # Erased before it is written: after a row of full width, the cursor stands upon its end.
        text = "\n".join(ERASE_LINE + row for row in rows)
        if below and len(rows) < self._size.height:
            text += "\n" + ERASE_BELOW
        self._console.file.write(f"{BEGIN}{HOME}{text}{END}")
        self._console.file.flush()


def _title(news: Update, spoken: Language) -> Text:
    end = spoken.say("Ctrl-C ends this")
    if not news.advised:
        end = spoken.say("looking for reasons and smaller examples")
    colour = "yellow" if news.problem else ""
    return Text.assemble((news.headline(spoken), f"bold {colour}"), (f" · {end}", "dim"))


def _marks(news: Update, report: Report) -> Text:
    """The marks of all questions, as short as can be; those that are new in bold."""
    some = len(news.checked) < len(report.marks)
    each = [
        Text(
            f"{mark.question}\N{NO-BREAK SPACE}{mark.earned}/{mark.possible}",
            style=f"bold {style(mark)}" if some and mark.question in news.checked else style(mark),
        )
        for mark in report.marks
    ]
    return Text("   ").join(each)
