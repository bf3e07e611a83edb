"""``grader.AsyncGrader``: the same for a program with an event loop, which is never held up."""

import asyncio
import os
from collections import deque
from collections.abc import AsyncIterable, AsyncIterator, Iterable
from types import TracebackType
from typing import Self, Unpack

from grader.examine.workers import AHEAD
from grader.integrations.opening import Only, Pending
from grader.integrations.score import Score
from grader.integrations.source import Source
from grader.integrations.warm import Arguments, Grader

__all__ = ["AsyncGrader"]


class AsyncGrader:
    """
    A ``Grader`` whose methods are awaited; it takes the same arguments.

    A score that is no longer awaited is dropped if nobody has begun with it.
    """

    def __init__(
        self, sheet: str | os.PathLike[str] | None = None, **how: Unpack[Arguments]
    ) -> None:
        self._grader = Grader(sheet, **how)

    async def score(self, source: Source, only: Only = ()) -> Score:
        """Score one submission, as ``Grader.score`` does."""
        await asyncio.to_thread(self._grader.open)
        return await _awaited(self._grader.begin(source, only))

    async def score_all(
        self,
        sources: Iterable[Source] | AsyncIterable[Source],
        only: Only = (),
    ) -> AsyncIterator[Score]:
        """Score many submissions at a time, in order, as ``Grader.score_all`` does."""
        await asyncio.to_thread(self._grader.open)
        under_way: deque[Pending] = deque()
        try:
            async for source in _each(sources):
                under_way.append(self._grader.begin(source, only))
                if len(under_way) >= AHEAD * self._grader.jobs:
                    yield await _awaited(under_way.popleft())
            while under_way:
                yield await _awaited(under_way.popleft())
        finally:
            for each in under_way:
                each.cancel()

    async def close(self) -> None:
        """End all that was started, whatever it is doing."""
        await asyncio.to_thread(self._grader.close)

    async def __aenter__(self) -> Self:
        await asyncio.to_thread(self._grader.open)
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.close()


async def _awaited(pending: Pending) -> Score:
    """The score, once it is there; the loop goes on meanwhile."""
    if pending.future is not None:
        try:
            await asyncio.wait([asyncio.wrap_future(pending.future)])
        except asyncio.CancelledError:
            pending.cancel()
            raise
    return pending.score()


async def _each(sources: Iterable[Source] | AsyncIterable[Source]) -> AsyncIterator[Source]:
    if isinstance(sources, AsyncIterable):
        async for source in sources:
            yield source
    else:
        for source in sources:
            yield source
