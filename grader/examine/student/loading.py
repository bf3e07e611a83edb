"""
Getting a submission into a process, whatever its top level does.

A statement that never ends, or that ends the process, is left out of the next attempt,
so it costs what depends on it and not the whole file.
"""

import time
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from grader.examine.student.exception_advice import NOTEBOOK_ONLY, advised
from grader.examine.student.faults import CallTimedOut, Died, Misbehaved, StudentFault
from grader.examine.student.not_python import may_be
from grader.examine.student.told_process import told
from grader.language import Message
from grader.model import NOT_PYTHON, LoadFailure, Submission
from grader.sandbox.limits import Limits
from grader.sandbox.processes.channel import Closed, Silent
from grader.sandbox.processes.child import Child
from grader.sandbox.processes.launch import Launcher
from grader.sandbox.runner.tried import MEMORY
from grader.sandbox.wire.bounds import Malformed
from grader.sandbox.wire.frames import (
    MOST_NAMES,
    Failure,
    Frame,
    Kind,
    Loaded,
    Omitted,
    record,
    statement_place,
)
from grader.text import clean

__all__ = ["Loading", "Unloadable", "load_in"]

MOST_SKIPPED = 3
MOST_SHOWN = 20
LOADING = Message("loading the file")
TOO_MUCH = Message("needed more memory than a submission may use")
SYNTAX = {"SyntaxError", "IndentationError", "TabError"}


@dataclass(frozen=True, slots=True)
class Loading:
    """
    What is known about how a submission loads.

    Attributes
    ----------
    callables : frozenset of str
        The functions that it defines; of very many the first.
    skipped : mapping from a statement's position to why it is left out
    raised : what the other statements that failed said
    omitted : lines for a notebook itself, that were left out
    answers : bool
        Whether it has written answers.
    aside : bytes
        What it printed and warned of, as it came.
    seconds : float
        How long it took to load, without what is left out.
    waited : float
        Seconds until the processes that it was loaded in were there, which is our own time.
    lot : int
        What the process that it is loaded into draws from: each draws for itself.
    """

    callables: frozenset[str] = frozenset()
    skipped: dict[int, LoadFailure] = field(default_factory=dict)
    raised: tuple[LoadFailure, ...] = ()
    omitted: tuple[Omitted, ...] = ()
    answers: bool = False
    aside: bytes = b""
    seconds: float = 0.0
    waited: float = 0.0
    lot: int = 0

    @property
    def failures(self) -> tuple[LoadFailure, ...]:
        """All statements that failed, in the order of their cells and lines."""
        return tuple(sorted((*self.skipped.values(), *self.raised), key=lambda f: (f.cell, f.line)))

    def may_have(self, function: str) -> bool:
        """Whether it defines a function, or may: it has told of as many others as it can."""
        return function in self.callables or len(self.callables) >= MOST_NAMES


class Unloadable(Exception):
    """A file that cannot be loaded for its statements; ``loading`` says which."""

    def __init__(self, fault: StudentFault, loading: Loading) -> None:
        self.fault, self.loading = fault, loading
        super().__init__(fault)


def load_in(
    launcher: Launcher,
    submission: Submission,
    tier: str,
    limits: Limits,
    known: Loading,
    left: float | None = None,
    begun: Child | None = None,
) -> tuple[Child, Loading]:
    """
    A new process with the submission loaded, or one that has ``begun`` with it; what that led to.

    The first process is told nothing of seconds that are ``left``: a statement that does not end
    is left out.  A further one has them, and runs what ended before, so no statement is blamed.
    Raises StudentFault if it cannot be loaded at all, Unloadable if too many statements stand in
    the way, SandboxFailed if no process could be had.
    """
    known = replace(known, waited=0.0)
    may_have_been_dead = True  # a process that ran nothing; what crashes the parser does it again
    while True:
        asked = time.monotonic()
        child = begun or told(launcher, submission, tier, limits, known.skipped, known.lot)
        begun = None
        known = replace(known, waited=known.waited + time.monotonic() - asked)
        position, line, cell = -1, 0, 0
        began = time.monotonic()
        seconds = limits.load_seconds if left is None else min(limits.load_seconds, left)
        deadline = began + seconds
        try:
            while True:
                frame = child.channel.receive(_until(deadline))
                if frame.kind != Kind.STATEMENT:
                    loaded = _finished(frame, known, submission, launcher.packages)
                    return child, replace(loaded, seconds=time.monotonic() - began)
                position, (line, cell) = frame.serial, statement_place(frame)
        except Malformed as error:
            child.end()
            raise Misbehaved.by(error) from None
        except Silent:
            child.end()
            fault: StudentFault = CallTimedOut(LOADING, limits.load_seconds)
        except Closed:
            fault = Died(LOADING, child.ended())
            if position < 0 and may_have_been_dead:
                may_have_been_dead = False
                continue
        late = left is not None and isinstance(fault, CallTimedOut)
        if late or position < 0 or position in known.skipped:
            raise fault
        dead = LoadFailure(line, str(fault), cell, fault.message)
        is_last = len(known.skipped) >= MOST_SKIPPED
        known = replace(known, skipped={**known.skipped, position: dead})
        if is_last:
            raise Unloadable(fault, known)


def _until(deadline: float) -> float:
    """Seconds left; Silent where none are, however much the process has said meanwhile."""
    left = deadline - time.monotonic()
    if left <= 0:
        raise Silent
    return left


def _finished(
    frame: Frame, known: Loading, submission: Submission, packages: Sequence[str]
) -> Loading:
    if frame.kind != Kind.LOADED:
        raise Malformed("something else than what it had loaded")
    loaded = record(frame.structure, Loaded)
    shown = loaded.failures[:MOST_SHOWN]
    return replace(
        known,
        callables=frozenset(loaded.callables),
        raised=tuple(_load_failure(failure, submission, packages) for failure in shown),
        omitted=tuple(loaded.omitted),
        answers=loaded.answers,
        aside=loaded.aside,
    )


def _load_failure(failure: Failure, submission: Submission, packages: Sequence[str]) -> LoadFailure:
    """A failed statement, and what is said of it."""
    text = advised(failure.type, failure.message, failure.advice, packages)
    if advice := NOTEBOOK_ONLY.get(failure.advice):
        text = Message("{first}; {second}", first=text, second=Message(advice))
    if failure.type in SYNTAX:
        may = may_be(_text(submission, failure.cell), failure.line, failure.type)
        text = text if may is None else Message("{first}; {second}", first=text, second=may)
    if failure.advice == MEMORY:
        text = text or TOO_MUCH
    said = Message("{kind}: {text}", kind=failure.type, text=text) if text else None
    whole = NOT_PYTHON if failure.fatal else ""
    reason = clean(failure.type) if said is None else str(said)
    source = failure.source if clean(failure.source) == failure.source else ""
    column = failure.column if source else 0  # a line that had to be cleaned has other columns
    return LoadFailure(failure.line, f"{whole}{reason}", failure.cell, said, source, column)


def _text(submission: Submission, cell: int) -> str:
    """The text of a cell, or of a file, to be looked at and no more."""
    cells = (each.source for each in submission.cells if each.number == cell)
    return next(cells, "") if cell else submission.source.decode("utf-8", "replace")
