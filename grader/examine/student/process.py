"""
The process of a submission, and the next one where it was lost.

Whatever becomes of a process, whoever asks next finds a fresh one with the file loaded, as long as
the submission has time left and has not lost too many.  The next one loads while the first is asked
where neither can see the other; where it could, it is not there before the first has ended, or it
would be told there what it is to find out by itself.
"""

import contextlib
from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from grader.errors import OURS, SandboxFailed
from grader.examine.student.faults import CallTimedOut, OutOfTime, StudentFault, TooManyEnds
from grader.examine.student.loading import Loading, Unloadable, load_in
from grader.examine.student.overheard import LONGEST_SAYING, overheard
from grader.examine.student.replies import Request, files_of
from grader.examine.student.time_budget import TimeBudget
from grader.examine.student.told_process import lot, told
from grader.model import Submission
from grader.sandbox.isolation.tiers import IN_SIGHT
from grader.sandbox.limits import Limits
from grader.sandbox.processes.channel import Closed, Conversation, Silent
from grader.sandbox.processes.child import Child
from grader.sandbox.processes.launch import Launcher
from grader.sandbox.wire.frames import Frame

__all__ = ["Process"]

PATIENCE = 5  # a call may take this many times its limit where the machine was busy elsewhere
EVERYTHING = "the submission"  # what had no time left to be loaded once more
SLOWER = 4  # as long as it took before may loading take once more, where no mark depends on it
STARVED_SHARE = 0.05  # of its limit, from which on a call counts as held up by others


class Process:
    """
    At most one process at a time, with the submission loaded.

    Attributes
    ----------
    child : Child or None
        The process that there is.
    loading : Loading
        What is known about how the submission loads.
    starts : int
        How many processes were started and not excused.
    """

    def __init__(
        self,
        submission: Submission,
        launcher: Launcher,
        tier: str,
        limits: Limits,
        account: TimeBudget,
        salt: str = "",
    ) -> None:
        self.child: Child | None = None
        self._lot = partial(lot, submission, salt)  # of the first process and the further ones
        self._number = 0
        self.loading = Loading(lot=self._lot(0))
        self.starts = 0
        self._submission, self._launcher, self._tier = submission, launcher, tier
        self._limits, self._account = limits, account
        self._has_loaded = False
        self._hopeless: StudentFault | None = None
        self._excused = 0.0
        self._next: Child | None = None  # that loads while this one is asked
        self._at_rest: Child | None = None  # that sleeps since its CPU time was read

    def started(self) -> Child:
        """The process; a new one where there is none.  Raises StudentFault where none can be."""
        if self.child is None:
            self.child = self._new()
        return self.child

    def ready_for(self, requests: Sequence[Request]) -> Conversation:
        """The connection to the process there is, with the files that the calls pass laid out."""
        assert self.child is not None
        self._at_rest = None
        for request in requests:
            for file in files_of(request):
                if self.child.folder is None:
                    raise SandboxFailed("a file is passed, and no folder was made for it", OURS)
                self.child.folder.provide(file)
        return self.child.channel

    def end(self) -> int:
        """End the process; its wait status, 0 where there was none."""
        child, self.child = self.child, None
        return child.end() if child is not None else 0

    def ended(self) -> int | None:
        """End the process, whose connection is closed; None where it had not ended by itself."""
        child, self.child = self.child, None
        return child.ended() if child is not None else 0

    def drop(self) -> None:
        """End the process; that is not waited for, unless the next could see it."""
        if self._tier in IN_SIGHT:
            self.end()
        child, self.child = self.child, None
        _dropped(child)

    def close(self) -> None:
        """End the process, and the one that was to be the next."""
        _dropped(self.child)
        _dropped(self._next)
        self.child = self._next = None

    def next_frame(self, allowance: float, **how: float) -> Frame:
        """
        What it says next, within an allowance in seconds, but for time the machine was busy.

        In the first round it is not waited for longer: who is put off loses nothing.

        Raises Silent, Closed and Malformed as ``Channel.receive`` does, which also says ``how``.
        """
        if self.child is None:
            raise Closed
        if (frame := self.child.channel.take()) is not None:
            return frame
        for _ in range(1 if self._account.puts_off else PATIENCE):
            try:
                return self.child.channel.receive(allowance, **how)
            except Silent:
                starved = self.child.starved_seconds() - self._excused
                if starved < STARVED_SHARE * allowance or self._account.left() <= 0:
                    raise
                self._excused += starved
                allowance = min(starved, allowance, self._account.left())
        raise Silent

    def cpu_seconds(self) -> float:
        """
        CPU time of the process, once it has come to rest.

        The kernel adds to another process's clock when that process goes to sleep, or at a tick.
        Whoever asks while it still runs, on its way from an answer to its sleep, is told less.
        What was asked nothing since then is at rest still.
        """
        if self.child is None:
            return 0.0
        rests, self._at_rest = self._at_rest is self.child, self.child
        try:
            return self.child.cpu_seconds() if rests else self.child.settled_cpu_seconds()
        except OSError:
            return 0.0

    def overheard(self, position: int) -> bytes:
        """
        What a statement says that no process got beyond, as an Aside; nothing if there is no time.

        A further process is there for that alone.  Raises SandboxFailed where none can be had.
        """
        seconds = min(self._account.left(), self.loading.seconds * SLOWER + LONGEST_SAYING)
        if seconds <= 0:
            return b""
        return overheard(self._told(self._lot(0), position), self._lot(0), seconds)

    def _told(self, lot: int, overheard: int | None = None) -> Child:
        skipped = self.loading.skipped
        how = self._launcher, self._submission, self._tier, self._limits, skipped
        return told(*how, lot, overheard)

    def _new(self) -> Child:
        if self._hopeless is not None:
            raise self._hopeless
        if self.starts > self._limits.respawns:
            raise TooManyEnds(self.starts)
        self.starts += 1
        self._excused = 0.0
        return self._again() if self._has_loaded else self._first()

    def _first(self) -> Child:
        """The first process: it has all the time that loading may take."""
        try:
            child, self.loading = load_in(
                self._launcher, self._submission, self._tier, self._limits, self.loading
            )
        except Unloadable as found:
            self._hopeless, self.loading = found.fault, found.loading
            raise found.fault from None
        except StudentFault as fault:
            self._hopeless = fault
            raise
        self._has_loaded = True
        if self._launcher.prepares and self._tier not in IN_SIGHT and self.loading.callables:
            with contextlib.suppress(SandboxFailed):  # whoever needs it will hear of it
                self._next = self._told(self._lot(1))
        self._account.began_late(self.loading.waited)
        self._account.load_took(self.loading.seconds)
        return child

    def _again(self) -> Child:
        """
        A further one, as far as there is time.

        What has been loaded before can be; that it was not in time is the machine's doing.
        """
        left = self._account.left()
        if left <= 0:
            raise OutOfTime(EVERYTHING)
        ready, self._next = self._next, None
        try:
            child, self.loading = load_in(
                self._launcher,
                self._submission,
                self._tier,
                self._limits,
                replace(self.loading, lot=self._lot(self._number + 1)),
                left,
                ready,
            )
        except CallTimedOut:
            raise OutOfTime(EVERYTHING) from None
        except Unloadable as found:
            raise found.fault from None
        self._number += 1
        return child


def _dropped(child: Child | None) -> None:
    if child is not None:
        (child.drop or child.end)()
