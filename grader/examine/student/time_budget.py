"""
A submission's time: how long it may take, and what it has spent that led to nothing.

The clocks are ours and are read here alone, so the rules of time stand on one page.
"""

import time

from grader.errors import CallTimedOut
from grader.language import Message
from grader.sandbox.limits import Limits

__all__ = ["TimeBudget"]

FAR_FROM_ENOUGH = 8  # times what was done in half of a question's time


class TimeBudget:
    """The clocks of one submission: the call's, the question's, the whole, and the advice's."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._last_moment = float("inf")
        self._started = self._question_started = time.monotonic()
        self._lost = self._lost_before = 0.0
        self._stopped: set[str] = set()

    def begin_question(self) -> None:
        """Start the clock of the next question."""
        self._question_started = time.monotonic()
        self._lost_before = self._lost

    def begin_again(self) -> None:
        """Close the account of what was lost, and begin another."""
        self._lost = 0.0
        self._stopped.clear()
        self.begin_question()

    def begin_advice(self) -> None:
        """From here on no mark depends on an answer: all calls together get a bounded time."""
        self._last_moment = time.monotonic() + self._limits.advice_seconds

    def write_off(self) -> None:
        """Count all time since the question began as lost: nothing was earned in it."""
        self._lost = self._lost_before + time.monotonic() - self._question_started

    def is_hopeless(self, done: int, to_do: int) -> bool:
        """Whether half the question's time is spent, and the rest is far from enough."""
        spent = time.monotonic() - self._question_started
        return spent > self._limits.question_seconds / 2 and to_do > FAR_FROM_ENOUGH * done

    def use_up(self) -> None:
        """Let the question's time be over."""
        self._question_started = time.monotonic() - self._limits.question_seconds

    def lose(self, seconds: float) -> None:
        """Note time that led to nothing."""
        self._lost += seconds

    def stopped(self, function: str) -> None:
        """Note that a call of this function had to be stopped."""
        self._stopped.add(function)

    def given_up(self, function: str) -> float:
        """Seconds that were lost, where that is too much to call the function again; or 0."""
        if not self._lost:
            return 0.0
        whole = self._limits.lost_seconds
        allowed = whole / 2 if function in self._stopped else whole
        return allowed if self._lost >= allowed else 0.0

    def left(self) -> float:
        """Seconds until the question's, or the submission's, time is used up."""
        now = time.monotonic()
        return min(
            self._limits.question_seconds - (now - self._question_started),
            self._limits.submission_seconds - (now - self._started),
            self._last_moment - now,
        )

    def timed_out(self, function: str | None) -> CallTimedOut:
        """The fault of a call, or of a question, that took too long."""
        if function is None or self.left() <= 0:
            return CallTimedOut(Message("the question"), self._limits.question_seconds)
        return CallTimedOut(function, self._limits.call_seconds)
