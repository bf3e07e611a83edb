"""
Two templates that take turns, so that a child is there before it is asked for.

A template has one child at a time, and kills whatever there is when that ends.  Of two, one forks
and isolates the next child while the other's is at work, and a submission can be loaded into its
second process while its first is asked.  That costs a second warm process, so it is for who waits
for each submission, and not for a class.
"""

import functools
import secrets
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import replace

from grader.sandbox.limits import Limits
from grader.sandbox.processes.child import Child
from grader.sandbox.processes.launch import Launcher, Template, TemplateFailed, launcher
from grader.sandbox.processes.working_folder import NOTHING, Materials

__all__ = ["InTurns", "launchers_in_turns"]

TEMPLATES = 2


@contextmanager
def launchers_in_turns(
    packages: Sequence[str], materials: Materials = NOTHING
) -> Iterator["InTurns"]:
    """Two launchers, thoroughly warm, as one; closed at the end of the block."""
    with ExitStack() as running:
        started = [
            running.enter_context(launcher(packages, materials, thorough=True))
            for _ in range(TEMPLATES)
        ]
        yield running.enter_context(InTurns(started))


class InTurns:
    """A launcher that may have as many children at a time as there are launchers behind it."""

    prepares = True

    def __init__(self, launchers: Sequence[Launcher]) -> None:
        self.packages, self.materials = launchers[0].packages, launchers[0].materials
        self._turns = [_Turn(each) for each in launchers]

    def spawn(self, tier: str, limits: Limits) -> Child:
        """A new process; one that waits already, where there is one of this kind."""
        free = [turn for turn in self._turns if not turn.is_lent]
        if not free:
            raise TemplateFailed("each template has a child already")
        best = max(turn.has_spare for turn in free)
        # By lot: the second process of a submission would know itself by the second template.
        turn = secrets.choice([turn for turn in free if turn.has_spare == best])
        return turn.lend(tier, limits)

    @property
    def has_lost_one(self) -> bool:
        """Whether a template is gone, and what it had forked with it: no child's own doing."""
        return any(turn.has_ended for turn in self._turns)

    def apart(self) -> list[Launcher]:
        """The launchers behind, each without a child that waits."""
        return [turn.alone() for turn in self._turns]

    def close(self) -> None:
        """End what is spare; the launchers behind are ended by whoever started them."""
        for turn in self._turns:
            turn.close()

    def __enter__(self) -> "InTurns":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class _Turn:
    """A launcher with one child at a time, which is lent or spare."""

    def __init__(self, behind: Launcher) -> None:
        self._behind = behind
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="spare")
        self._spare: Future[Child] | None = None
        self._kind: tuple[str, Limits] | None = None
        self.is_lent = False
        self._closed = False

    @property
    def has_spare(self) -> bool:
        """Whether the next child has been asked for already."""
        return self._spare is not None

    @property
    def has_ended(self) -> bool:
        """Whether nothing can be forked any more."""
        return isinstance(self._behind, Template) and self._behind.has_ended

    def lend(self, tier: str, limits: Limits) -> Child:
        """The child that is spare, or a new one; when it is ended, the next is forked."""
        child = self._taken((tier, limits)) or self._behind.spawn(tier, limits)
        self.is_lent = True
        ended = functools.cache(functools.partial(self._end, child))
        return replace(child, end=ended, drop=functools.partial(self._drop, child))

    def alone(self) -> Launcher:
        """The launcher behind, when what is spare has been ended."""
        if (child := self._unused()) is not None:
            child.end()
        return self._behind

    def _taken(self, kind: tuple[str, Limits]) -> Child | None:
        """What is spare; ended, where another kind of child is wanted."""
        same, self._kind = self._kind == kind, kind
        if not same:
            self.alone()
        return self._unused()

    def _unused(self) -> Child | None:
        """The child that nobody has yet, no longer spare; None where there is none."""
        spare, self._spare = self._spare, None
        try:
            return spare.result() if spare is not None else None
        except (TemplateFailed, OSError):
            return None

    def _end(self, child: Child) -> int:
        status = child.end()
        self.is_lent = False
        assert self._kind is not None
        if not self._closed:
            self._spare = self._thread.submit(self._behind.spawn, *self._kind)
        return status

    def _drop(self, child: Child) -> None:
        """End the child and fork the next, on the side; whoever wants that one waits for both."""
        self.is_lent = False
        if self._closed:
            child.end()
        else:
            self._spare = self._thread.submit(self._renewed, child)

    def _renewed(self, child: Child) -> Child:
        child.end()
        assert self._kind is not None
        return self._behind.spawn(*self._kind)

    def close(self) -> None:
        """End what is spare, also what is still being forked."""
        self._closed = True
        self._thread.shutdown(wait=True)
        self.alone()
