"""
Trying all subjects, some at a time, each under a clock that is kept from outside.

A mutant may loop in C where no signal reaches it; then its process is ended, and that counts as
caught, since a student's would be ended too.
"""

import contextlib
import resource
import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from concurrent.futures import TimeoutError as TooLate
from dataclasses import dataclass, field
from pathlib import Path

from pebble import ProcessExpired, ProcessPool

from grader.audit.mutants import Mutant
from grader.audit.other_solutions import Wheat, functions_of
from grader.audit.workbench import Caught, Workbench
from grader.errors import GraderError
from grader.sandbox.processes.working_folder import run_in
from grader.sheets.misconceptions import misconceptions
from grader.sheets.model_answers import rebuilt

__all__ = ["Mistake", "Subject", "Trial", "tried"]

SECONDS = 60.0  # for one subject; the slowest honest one takes about five
MEMORY_BYTES = 8 << 30  # of address space, libraries included


@dataclass(frozen=True, slots=True)
class Mistake:
    """One misconception, by the question whose module it stands in and its name there."""

    question: str
    name: str
    function: str


Subject = Mistake | Mutant | Wheat


@dataclass(frozen=True, slots=True)
class Trial:
    """
    What came of one subject.

    Attributes
    ----------
    subject : Subject
    caught : dict from a property's key to how it took the subject
    reached : bool
        Whether any property calls the function.
    ended : str
        Why there is nothing more to say: it could not be made, or had to be stopped.
    compared, differing : int
        Of a right solution: recorded calls compared with the model's answers, and unlike them.
    """

    subject: Subject
    caught: dict[str, Caught] = field(default_factory=dict)
    ended: str = ""
    compared: int = 0
    differing: int = 0
    reached: bool = True


_workbench: Workbench | None = None
_flaw: GraderError | None = None


def _set(sheet: str | None, corpus: Path | None) -> None:
    global _workbench, _flaw
    signal.signal(signal.SIGTERM, signal.SIG_DFL)  # the pool's way to end it, and nothing to tell
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    try:
        _workbench = Workbench(sheet, corpus)
    except GraderError as flaw:  # a process that fails while it is set up is only begun again
        _flaw = flaw


def _try(subject: Subject) -> Trial:
    if _flaw is not None:
        raise _flaw
    assert _workbench is not None
    if isinstance(subject, Mutant):
        return _try_mutant(_workbench, subject)
    if isinstance(subject, Wheat):
        return _try_wheat(_workbench, subject)
    return _try_mistake(_workbench, subject)


def _try_mistake(workbench: Workbench, subject: Mistake) -> Trial:
    question = next(q for q in workbench.sheet.questions if q.id == subject.question)
    known = misconceptions(workbench.sheet, question)
    mistake = next(each for each in known if each.name == subject.name)
    wrong = mistake.planted(workbench.model[subject.function])
    caught = workbench.trial({subject.function: wrong}, all_examples=True)
    return Trial(subject, caught, reached=bool(workbench.about({subject.function})))


def _try_mutant(workbench: Workbench, subject: Mutant) -> Trial:
    try:
        functions = rebuilt(workbench.sheet, subject.module, subject.source)
    except Exception as error:
        return Trial(subject, ended=f"cannot be imported: {type(error).__name__}: {error}"[:200])
    changed = {name: functions[name] for name in subject.functions}
    return Trial(subject, workbench.trial(changed, all_examples=False))


def _try_wheat(workbench: Workbench, subject: Wheat) -> Trial:
    function = functions_of(subject.file)[subject.function]
    if (folder := workbench.sheet.settings.materials.beside) is not None:
        function = run_in(folder, function)
    caught = workbench.trial({subject.function: function}, all_examples=False)
    compared, differing = workbench.differences(subject.function, function)
    return Trial(subject, caught, compared=compared, differing=len(differing))


def tried(
    subjects: Sequence[Subject],
    *,
    sheet: str | None,
    corpus: Path | None,
    jobs: int,
    progress: Callable[[str], None],
) -> Iterator[Trial]:
    """A trial for each subject, in their order."""
    if not subjects:
        return
    pool = ProcessPool(jobs, initializer=_set, initargs=(sheet, corpus))
    with pool, _ended_when_stopped(pool):
        waiting = [pool.schedule(_try, (subject,), timeout=SECONDS) for subject in subjects]
        for number, (subject, future) in enumerate(zip(subjects, waiting, strict=True), start=1):
            progress(f"{number} of {len(subjects)}: {subject.name}")
            yield _result(subject, future)


@contextlib.contextmanager
def _ended_when_stopped(pool: ProcessPool) -> Iterator[None]:
    """A pool waits at its end for all that was scheduled; whoever interrupts it does not."""
    try:
        yield
    except BaseException:
        pool.stop()  # type: ignore[no-untyped-call]
        raise


def _result(subject: Subject, future: Future[Trial]) -> Trial:
    try:
        return future.result()
    except TooLate:
        return Trial(subject, ended=f"was still running after {SECONDS:g} s")
    except ProcessExpired as expired:
        return Trial(subject, ended=f"ended its process ({expired.exitcode})")
