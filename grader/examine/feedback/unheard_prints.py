"""
What functions printed in calls that gave no answer to bring it along, and statements likewise.

They did not end, or they ended the process, and that is what a print is put in for: to see how far
it gets.  One such call of each function is made once more, in the time for advice: each line is
told when it is printed, and the student's own process gives up after a moment.  The same is done
with each statement for which the file could not be loaded at first.
"""

from collections.abc import Sequence
from dataclasses import replace

from grader.errors import SandboxFailed
from grader.examine.example_run import ExampleRun
from grader.examine.student.asides import Asides
from grader.examine.student.calls import Call
from grader.examine.student.faults import CallTimedOut, Died, GivenUp
from grader.examine.student.replies import request_of
from grader.examine.student.session import Session
from grader.examine.verdicts import Examined
from grader.model import Printed
from grader.sheets.sheet import Property

__all__ = ["overheard", "with_unheard"]

MOST = 3  # functions that are called once more


def with_unheard(
    printed: tuple[Printed, ...], examined: Sequence[tuple[Property, Examined]], session: Session
) -> tuple[Printed, ...]:
    """What was printed, and what else is in what gave no answer, statements first."""
    loaded = [each for each in printed if not each.function]
    try:
        loaded += _while_loading(session)
    except SandboxFailed:  # no process can be had any more
        return printed
    called = _by_calls(examined, session)
    return (*loaded, *(each for each in printed if each.function), *called)


def _while_loading(session: Session) -> list[Printed]:
    """What the statements printed that are left out, in the order in which they stand."""
    found = []
    for position, failure in sorted(session.loading.skipped.items()):
        apart = Asides()
        session.begin_question()
        apart.note(session.process.overheard(position), None)
        found += [replace(e, line=failure.line, cell=failure.cell) for e in apart.printed()]
    return found


def _by_calls(examined: Sequence[tuple[Property, Examined]], session: Session) -> list[Printed]:
    """What is printed in one call of each function that gave no answer."""
    calls: dict[str, Call] = {}
    for _, found in examined:
        for call in _unanswered(found.failed) if found.failed is not None else ():
            calls.setdefault(call.function, call)
    said: list[Printed] = []
    for call in [*calls.values()][:MOST]:
        session.begin_question()
        try:
            said += overheard(call, session).printed()
        except SandboxFailed:  # no process can be had any more
            break
    return said


def overheard(call: Call, session: Session) -> Asides:
    """What a call says that is given up after a moment, or ends its process, noted apart."""
    apart = Asides()
    former = session.buffer.listen(apart)
    try:
        if session.send(request_of(call).briefly) is None:
            session.receive()
    finally:
        session.buffer.listen(former)
    return apart


def _unanswered(failed: ExampleRun) -> list[Call]:
    """The calls of an example run that did not end in time, or ended their process."""
    faults = (CallTimedOut, GivenUp, Died)
    return [
        call
        for call, answer in failed.exchanges
        if isinstance(answer.value, faults) and answer.heard
    ]
