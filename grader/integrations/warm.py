"""
``grader.Grader``: scores submissions one after the other, or many at a time, and stays warm.

To start examiners takes a second or two, to score a submission much less. So whoever scores again
and again keeps a grader; nothing of one submission is left when the next one is looked at, since
each has processes of its own.
"""

import os
import threading
import weakref
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Self, TypedDict

from grader.errors import GraderError
from grader.examine.workers import AHEAD
from grader.integrations.opening import Only, Opened, Options, Pending, opened
from grader.integrations.score import Score
from grader.integrations.source import Source
from grader.sheets.sheet import Question

__all__ = ["Arguments", "Grader"]


class Arguments(TypedDict, total=False):
    """What a ``Grader`` is told beside its sheet, for whoever hands it on."""

    jobs: int
    isolation: str | None
    corpus: str | os.PathLike[str] | None
    feedback: str
    budget: float


class Grader:
    """
    Warm examiners of one sheet, for any number of submissions and threads.

    Parameters
    ----------
    sheet : str or path
        A registered sheet, a package, its folder, or a pack's file; without it, what
        ``grader.toml`` names.
    jobs : int
        How many submissions are examined at the same time, each in processes of its own.
    isolation : str, optional
        ``"walled"``, ``"sealed"``, ``"owned"`` or ``"limits"``.  Without it, the best that the
        machine has, but never one of the last two, which have to be said.
    corpus : path, optional
        The frozen examples to mark on.  Without it, the public ones that come with the sheet.
    feedback : str
        ``"full"``, or ``"law"`` to keep back what should have been returned.
    budget : float
        Seconds for the search of smaller examples, for each submission; 0 for none.

    It is opened by ``with``, or by the first submission; closed by ``with``, ``close``, or when
    nobody has it any more.  Raises GraderError for what the operator
    can mend, and for nothing that a submission does.
    """

    def __init__(
        self,
        sheet: str | os.PathLike[str] | None = None,
        *,
        jobs: int = 1,
        isolation: str | None = None,
        corpus: str | os.PathLike[str] | None = None,
        feedback: str = "full",
        budget: float = 2.0,
    ) -> None:
        self._options = Options(
            sheet=None if sheet is None else os.fspath(sheet),
            jobs=jobs,
            isolation=isolation,
            corpus=None if corpus is None else Path(corpus),
            feedback=feedback,
            budget=budget,
        )
        self._guard = threading.Lock()
        self._running = ExitStack()
        weakref.finalize(self, self._running.close)  # for who forgets to
        self._opened: Opened | None = None
        self._closed = False

    def score(self, source: Source, only: Only = ()) -> Score:
        """
        Score one submission: its text, its bytes, or the ``Path`` of a file.

        ``only`` names questions, by id or by function; without it, or with None, the whole sheet is
        scored.  Raises GraderError where there is no such question or the file cannot be read.
        """
        return self.begin(source, only).score()

    def score_all(self, sources: Iterable[Source], only: Only = ()) -> Iterator[Score]:
        """
        Score many submissions at a time; their scores come in the order of the sources.

        A source is taken only when an examiner will soon want it, so there may be any number of
        them.  Raises what ``score`` raises, in the turn of the source that led to it.
        """
        ready = self.open()
        return self._in_order(ready, sources, ready.questions(only))

    def begin(self, source: Source, only: Only = ()) -> Pending:
        """Have a submission scored, and do not wait for it."""
        ready = self.open()
        return ready.begin(source, ready.questions(only))

    @property
    def jobs(self) -> int:
        """How many submissions are examined at the same time."""
        return self._options.jobs

    def open(self) -> Opened:
        """Start what has not been started; raises GraderError where that cannot be."""
        with self._guard:
            if self._closed:
                raise GraderError("this grader has been closed. Open another one.")
            if self._opened is None:
                self._opened = self._running.enter_context(opened(self._options))
            return self._opened

    def close(self) -> None:
        """End all that was started, whatever it is doing."""
        with self._guard:
            self._closed, self._opened = True, None
            self._running.close()

    def _in_order(
        self, ready: Opened, sources: Iterable[Source], questions: Sequence[Question]
    ) -> Iterator[Score]:
        under_way: deque[Pending] = deque()
        try:
            for source in sources:
                under_way.append(ready.begin(source, questions))
                if len(under_way) >= AHEAD * self.jobs:
                    yield under_way.popleft().score()
            while under_way:
                yield under_way.popleft().score()
        finally:
            for each in under_way:
                each.cancel()

    def __enter__(self) -> Self:
        self.open()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()
