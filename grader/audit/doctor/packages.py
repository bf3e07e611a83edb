"""
Whether what a sheet lets submissions import can be imported where they run.

A package that is installed may still not work behind a fence: it looks for files, starts threads,
or wants more memory than there is.  So each is imported in each isolation that the machine has, by
a process that was made by the code that marks.
"""

import contextlib
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from grader.errors import SandboxFailed
from grader.examine.student.calls import Call
from grader.examine.student.session import Session
from grader.examine.versions import missing, versions
from grader.model import Submission
from grader.sandbox.isolation.tiers import STRONGEST_FIRST
from grader.sandbox.limits import Limits
from grader.sandbox.processes.availability import works
from grader.sandbox.processes.launch import Launcher, TemplateFailed, launcher
from grader.text import clean

__all__ = ["PackageTrial", "package_trials"]

SOURCE = b"""
import importlib

def import_package(name):
    return importlib.import_module(name).__name__ == name
"""
NOT_HERE = "is not installed"
Launch = Callable[[Sequence[str]], contextlib.AbstractContextManager[Launcher]]


@dataclass(frozen=True, slots=True)
class PackageTrial:
    """
    One package, imported in one isolation.

    Attributes
    ----------
    package, version, tier : str
    seconds : float
        How long a student's process took to import it.
    failure : str
        Why it could not be imported; empty where it could.
    """

    package: str
    version: str
    tier: str
    seconds: float = 0.0
    failure: str = ""


def package_trials(
    packages: Sequence[str], limits: Limits, launch: Launch = launcher
) -> tuple[PackageTrial, ...]:
    """Every package in every isolation that this machine offers, the strongest first."""
    with launch(packages) as launched:
        tiers = [tier for tier in STRONGEST_FIRST if works(launched, tier)]
        return tuple(trial for tier in tiers for trial in _in_tier(launched, tier, limits))


def _in_tier(launched: Launcher, tier: str, limits: Limits) -> Iterator[PackageTrial]:
    session = Session(Submission("packages.py", SOURCE), launched, tier, limits)
    lacking, known = missing(launched.packages), versions(launched.packages)
    try:
        session.begin()  # what starting takes is nothing that a package costs
        for name in launched.packages:
            version = known.get(name, "")
            if name in lacking:
                yield PackageTrial(name, version, tier, failure=NOT_HERE)
            else:
                yield PackageTrial(name, version, tier, *_imported(session, name))
    finally:
        with contextlib.suppress(TemplateFailed):
            session.end()


def _imported(session: Session, name: str) -> tuple[float, str]:
    """How long it took, and why it did not work."""
    began = time.monotonic()
    session.begin_question()
    try:
        (answer,) = session.ask([Call("import_package", (name,))])
    except SandboxFailed as failure:
        return 0.0, clean(str(failure))
    seconds = time.monotonic() - began
    return (seconds, "") if answer.value is True else (seconds, clean(str(answer.value)))
