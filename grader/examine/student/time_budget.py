"""
A submission's time: how long a call, a question and all of it may take.

The clocks are ours and are read here alone, so the rules of time stand on one page.  A function
that is slow, or that does not end, is put off until all others have been asked, and then has a
share of what is left: it takes its own time and nobody else's.  What the time of the whole does
not suffice for stays open.
"""

import time

from grader.examine.student.faults import CallTimedOut, GivenUp, OutOfTime, StudentFault
from grader.sandbox.limits import Limits

__all__ = ["TimeBudget"]

FIRST_SHARE = 1 / 4  # of a call's time: what a function may take before it is put off
AFTERWARDS = 1 / 4  # of a call's time, for a function that has hung in this question
LEAST_SHARE = 2  # of a call's time, so that a call that hangs is told from one cut short
CONFIRMING_SECONDS = 5.0  # of the whole are kept for what is asked of a second process
ADVICE_SHARE = 1 / 2  # of the advice's time, for a submission that has used up its own
LEAST_ADVICE_SHARE = 1 / 4


class TimeBudget:
    """
    The clocks of one submission: the call's, the question's, and the whole.

    ``puts_off`` says whether this is the first round, in which slow functions are put off.
    """

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._started = time.monotonic()
        self._loading = 0.0
        self._phase_ends = self._question_ends = float("inf")
        self._spent: dict[str, float] = {}
        self._hung: set[str] = set()
        self.puts_off = False
        self.begin_question()
        self.load_took(0.0)

    def began_late(self, seconds: float) -> None:
        """Count nothing of what our own first process took to be there: no file is slow by it."""
        self._started += seconds
        self._question_ends += seconds

    def load_took(self, seconds: float) -> None:
        """Keep as much of the whole as loading the file into a second process will take."""
        self._loading = seconds
        self._phase_ends = self._started + self._limits.submission_seconds - self._kept()

    def begin_question(self, *, is_first_round: bool = False) -> None:
        """Start the clock of the next question, or of what it has put off."""
        self._question_ends = time.monotonic() + self._limits.question_seconds
        self.puts_off = is_first_round
        self._spent.clear()
        self._hung.clear()

    def begin_second_round(self, *, alone: bool) -> None:
        """
        From here on slow functions are asked; ``alone`` where all are of one question.

        That has the question's time, of which all that has to follow is kept: so it ends within it.
        """
        if alone:
            kept = self._kept() + ADVICE_SHARE * self._limits.advice_seconds
            whole_question = self._started + self._limits.question_seconds - kept
            self._phase_ends = max(self._phase_ends, whole_question)

    def begin_share(self, slow: int) -> None:
        """Start the clock of the next of ``slow`` functions: an equal share, if that suffices."""
        self.begin_question()
        now = time.monotonic()
        share = max((self._phase_ends - now) / slow, LEAST_SHARE * self._limits.call_seconds)
        self._question_ends = min(self._question_ends, now + share)

    def begin_confirming(self) -> None:
        """From here on a second process is asked, in the time that was kept for it."""
        self.begin_question()
        self._phase_ends = time.monotonic() + self._kept()

    def begin_advice(self) -> None:
        """From here on no mark depends on an answer: all calls together get a bounded time."""
        self.begin_question()
        now, seconds = time.monotonic(), self._limits.advice_seconds
        late = self._started + self._limits.submission_seconds + ADVICE_SHARE * seconds
        self._phase_ends = min(now + seconds, max(late, now + LEAST_ADVICE_SHARE * seconds))

    def spend(self, function: str, seconds: float) -> None:
        """Note how long an answer was waited for."""
        self._spent[function] = self._spent.get(function, 0.0) + seconds

    def is_slow(self, function: str) -> bool:
        """Whether a function is to be put off: it has taken more than a share of a call's time."""
        return self.puts_off and self._first_share_left(function) <= 0

    def left(self) -> float:
        """Seconds until the question's, or the submission's, time is used up."""
        return min(self._question_ends, self._phase_ends) - time.monotonic()

    def allowance(self, function: str, *, puts_off: bool) -> float:
        """Seconds that the next answer is waited for."""
        seconds = self._limits.call_seconds
        if function in self._hung:
            seconds *= AFTERWARDS
        if puts_off and self.puts_off:
            seconds = min(seconds, self._first_share_left(function))
        return max(min(seconds, self.left()), 0.0)

    def hung(self, function: str, allowance: float, waited: float) -> StudentFault:
        """The fault of a function that was silent; cut short by another clock it has none."""
        if self.left() <= 0 and waited < self._limits.call_seconds:
            return OutOfTime(function)
        if function in self._hung:
            return GivenUp(function, allowance, self._limits.call_seconds)
        self._hung.add(function)
        return CallTimedOut(function, self._limits.call_seconds)

    def _first_share_left(self, function: str) -> float:
        return FIRST_SHARE * self._limits.call_seconds - self._spent.get(function, 0.0)

    def _kept(self) -> float:
        share = self._limits.submission_seconds / 4
        return min(CONFIRMING_SECONDS, share) + self._loading
