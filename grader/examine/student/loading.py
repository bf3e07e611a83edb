"""
Getting a submission into a process, whatever its top level does.

A statement that never ends, or that ends the process, is left out of the next attempt,
so it costs what depends on it and not the whole file.
"""

import re
import time
from dataclasses import dataclass, field, replace

from grader.errors import CallTimedOut, Died, Misbehaved, SandboxFailed, StudentFault
from grader.examine.student.exception_advice import advised
from grader.model import NOT_PYTHON, LoadFailure, Submission
from grader.sandbox.isolation.tiers import HALF_A_FENCE
from grader.sandbox.limits import Limits
from grader.sandbox.processes.channel import Closed, Silent
from grader.sandbox.processes.child import Child
from grader.sandbox.processes.launch import Launcher, TemplateFailed
from grader.sandbox.wire.bounds import Malformed
from grader.sandbox.wire.frames import (
    Failure,
    Frame,
    Kind,
    Loaded,
    Omitted,
    Part,
    load_request,
    record,
    statement_place,
)
from grader.text import NEARLY, clean, nearest, place

__all__ = ["Loading", "load_in"]

START_SECONDS = 60.0  # for a process of ours to say that it is ready
MOST_SKIPPED = 3
MOST_SHOWN = 20
LONGEST_NEAR = 60


@dataclass(frozen=True, slots=True)
class Loading:
    """
    What is known about how a submission loads.

    Attributes
    ----------
    callables : frozenset of str
        The functions that it defines.
    skipped : mapping from a statement's position to why it is left out
    raised : what the other statements that failed said
    omitted : lines for a notebook itself, that were left out
    answers : bool
        Whether it has written answers.
    seconds : float
        How long it took to load, without what is left out.
    """

    callables: frozenset[str] = frozenset()
    skipped: dict[int, LoadFailure] = field(default_factory=dict)
    raised: tuple[LoadFailure, ...] = ()
    omitted: tuple[Omitted, ...] = ()
    answers: bool = False
    seconds: float = 0.0

    @property
    def failures(self) -> tuple[LoadFailure, ...]:
        """All statements that failed, in the order of their cells and lines."""
        return tuple(sorted((*self.skipped.values(), *self.raised), key=lambda f: (f.cell, f.line)))

    def reason(
        self, function: str, submission: Submission, asked: frozenset[str] = frozenset()
    ) -> str:
        """
        Why a function may be missing, to follow 'there is no function called f'.

        A function with nearly that name may be meant, unless the sheet has ``asked`` for it.
        """
        if near := nearest(function, self.callables, asked | {function}):
            return f"; {clean(near, LONGEST_NEAR)} {NEARLY}"
        naming = {c.number for c in submission.cells if re.search(rf"\b{function}\b", c.source)}
        failures = [f for f in self.failures if f.cell in naming or not submission.cells]
        if not failures:
            return ""
        first = failures[0]
        if first.is_whole:
            return "; the file is not Python" + (f": see line {first.line}" if first.line else "")
        return f"; {place(first.line, first.cell)} failed while loading: {first.message}"


def load_in(
    launcher: Launcher,
    submission: Submission,
    tier: str,
    limits: Limits,
    known: Loading,
    left: float = float("inf"),
) -> tuple[Child, Loading]:
    """
    A new process with the submission loaded, and what loading led to.

    Where fewer seconds are ``left`` than loading may take, no statement is blamed for them.
    Raises StudentFault if it cannot be loaded at all, SandboxFailed if no process could be had.
    """
    while True:
        child = _start(launcher, tier, limits)
        position, line, cell = -1, 0, 0
        child.channel.send(_request(submission, known))
        began = time.monotonic()
        deadline = began + min(limits.load_seconds, left)
        try:
            while True:
                frame = child.channel.receive(_until(deadline))
                if frame.kind != Kind.STATEMENT:
                    loaded = _finished(frame, known)
                    return child, replace(loaded, seconds=time.monotonic() - began)
                position, (line, cell) = frame.serial, statement_place(frame)
        except Malformed as error:
            child.end()
            raise Misbehaved(str(error)) from None
        except Silent:
            child.end()
            fault: StudentFault = CallTimedOut("loading the file", limits.load_seconds)
        except Closed:
            fault = Died("loading the file", child.end())
        short = left < limits.load_seconds and isinstance(fault, CallTimedOut)
        if short or position < 0 or position in known.skipped:
            raise fault
        if len(known.skipped) >= MOST_SKIPPED:
            raise fault
        skipped = LoadFailure(line, str(fault), cell)
        known = replace(known, skipped={**known.skipped, position: skipped})


def _until(deadline: float) -> float:
    """Seconds left; Silent where none are, however much the process has said meanwhile."""
    left = deadline - time.monotonic()
    if left <= 0:
        raise Silent
    return left


def _start(launcher: Launcher, tier: str, limits: Limits) -> Child:
    try:
        child = launcher.spawn(tier, limits)
        frame = child.channel.receive(START_SECONDS)
    except (TemplateFailed, OSError) as error:
        raise SandboxFailed(str(error)) from error
    except Closed:
        fenced = child.end() >> 8 == HALF_A_FENCE
        reason = f"isolation {tier!r} could not be put in force" if fenced else "it ended at once"
        raise SandboxFailed(reason) from None
    except (Silent, Malformed):
        child.end()
        raise SandboxFailed("it did not answer") from None
    if frame.kind != Kind.READY:
        child.end()
        raise SandboxFailed("it said something else than that it is ready")
    return child


def _request(submission: Submission, known: Loading) -> bytes:
    cells = [Part(cell.number, cell.source.encode()) for cell in submission.cells]
    return load_request(cells or [Part(0, submission.source)], sorted(known.skipped))


def _finished(frame: Frame, known: Loading) -> Loading:
    if frame.kind != Kind.LOADED:
        raise Malformed("something else than what it had loaded")
    loaded = record(frame.structure, Loaded)
    shown = loaded.failures[:MOST_SHOWN]
    return replace(
        known,
        callables=frozenset(loaded.callables),
        raised=tuple(LoadFailure(f.line, _said(f), f.cell) for f in shown),
        omitted=tuple(loaded.omitted),
        answers=loaded.answers,
    )


def _said(failure: Failure) -> str:
    """What a failed statement is told with."""
    said = advised(failure.type, failure.message)
    return f"{NOT_PYTHON if failure.fatal else ''}{failure.type}: {said}"
