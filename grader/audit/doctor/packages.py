"""
Whether what a sheet lets submissions import can be imported where they run.

A package that is installed may still not work behind a fence: it looks for files, starts threads,
or wants more memory than there is.  So each is imported in each isolation that the machine has, by
a process that was made by the code that marks; and those that are known are used there as a first
exercise does, since what is imported may still look for a font.
"""

import contextlib
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

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

def use_package(name):
    return bool(USES[name](importlib.import_module(name))) if name in USES else None

def draw(matplotlib):
    from matplotlib import pyplot
    figure, axes = pyplot.subplots()
    axes.plot([1, 2], [3, 4], label="a line")
    axes.legend()
    figure.canvas.draw()
    return len(axes.lines) == 1

def invert(scipy):
    from scipy import linalg
    return linalg.inv([[2.0, 0.0], [0.0, 4.0]])[1, 1] == 0.25

def group(pandas):
    frame = pandas.DataFrame({"a": ["x", "y", "x"], "b": [1, 2, 3]})
    return frame.groupby("a")["b"].sum().tolist() == [4, 2]

USES = {
    "matplotlib": draw,
    "numpy": lambda numpy: abs(numpy.linalg.svd(numpy.eye(3))[1] - 1).max() < 1e-9,
    "pandas": group,
    "scipy": invert,
    "sympy": lambda sympy: sympy.diff(sympy.Symbol("x") ** 2).subs("x", 3) == 6,
    "torch": lambda torch: float((torch.ones(2, 2) @ torch.ones(2, 2)).sum()) == 8,
}
"""
NOT_HERE = "is not installed"
UNUSABLE = "can be imported and not used ({why})"
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
        Why it could not be imported or used; empty where it could.
    start_seconds : float
        How long it took until there was a process with all packages of the sheet.
    use_seconds, again_seconds : float or None
        How long a first use of it took, and the same once more; None where no use of it is known.
    """

    package: str
    version: str
    tier: str
    seconds: float = 0.0
    failure: str = ""
    start_seconds: float = 0.0
    use_seconds: float | None = None
    again_seconds: float | None = None


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
        began = time.monotonic()
        session.begin()  # what starting takes is nothing that a single package costs
        start = time.monotonic() - began
        for name in launched.packages:
            version = known.get(name, "")
            if name in lacking:
                yield PackageTrial(name, version, tier, 0.0, NOT_HERE, start)
            else:
                yield _tried(session, PackageTrial(name, version, tier, start_seconds=start))
    finally:
        with contextlib.suppress(TemplateFailed):
            session.end()


def _tried(session: Session, trial: PackageTrial) -> PackageTrial:
    """A package that is imported, used, and used once more, as far as that works."""
    value, seconds = _asked(session, "import_package", trial.package)
    trial = replace(trial, seconds=seconds, failure="" if value is True else clean(str(value)))
    if trial.failure:
        return trial
    (first, seconds), (_, again) = (_asked(session, "use_package", trial.package) for _ in range(2))
    if first is None:
        return trial
    failure = "" if first is True else UNUSABLE.format(why=clean(str(first)))
    return replace(trial, failure=failure, use_seconds=seconds, again_seconds=again)


def _asked(session: Session, function: str, package: str) -> tuple[object, float]:
    """What the student's process answers, or fails with, and how long that took."""
    began = time.monotonic()
    session.begin_question()
    try:
        (answer,) = session.ask([Call(function, (package,))])
    except SandboxFailed as failure:
        return failure, 0.0
    return answer.value, time.monotonic() - began
