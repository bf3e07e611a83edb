"""
Whether a submission could read what it must not, where files' rights alone keep it from them.

The isolation ``owned`` is another user, and so worth as much as the rights of the files around it.
No list of rights is trusted for that: a process that was made by the code that marks tries to open
each file, and what it could open is told to whoever runs the grader.
"""

import importlib.util
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from grader.errors import GraderError
from grader.examine.student.calls import Call
from grader.examine.student.faults import StudentFault
from grader.examine.student.session import Session
from grader.language import Message, Value
from grader.model import Submission
from grader.sandbox.isolation.tiers import OWNED
from grader.sandbox.limits import Limits
from grader.sandbox.processes.launch import Launcher
from grader.sheets.sheet import Sheet
from grader.text import clean

__all__ = ["assert_closed", "exposed", "secrets_of"]

LIMITS = Limits(
    call_seconds=30.0, load_seconds=30.0, question_seconds=120.0, submission_seconds=120.0
)
FEW = 3  # paths that a message names
SOURCE = b"""
import os

def reached(paths):
    found = []
    for path in paths:
        try:
            os.close(os.open(path, os.O_RDONLY))
            found.append(path)
        except OSError:
            if os.path.isdir(path) and os.access(path, os.X_OK):
                found.append(path)
    return found
"""


def exposed(launched: Launcher, paths: Iterable[Path]) -> tuple[str, ...]:
    """
    Those of the paths that a process under 'owned' can open, or, of folders, enter.

    Raises GraderError where no such process answers.
    """
    asked = sorted({str(path.absolute()) for path in paths})
    session = Session(Submission("reach.py", SOURCE), launched, OWNED, LIMITS)
    try:
        (answer,) = session.ask([Call("reached", (asked,))])
    finally:
        session.end()
    if not isinstance(answer.value, list):
        raise GraderError(
            Message(
                "whether a submission could read what it must not could not be found out under "
                "isolation {tier}: {found}. Nothing was graded. Run 'grader doctor' to see what "
                "isolation this machine gives, or name another with --isolation.",
                tier=repr(OWNED),
                found=_told(answer.value),
            )
        )
    return tuple(map(str, answer.value))


def _told(value: object) -> Value:
    """What came in place of the list of paths."""
    return value.message if isinstance(value, StudentFault) else Message("it gave no list of paths")


def assert_closed(found: Sequence[str]) -> None:
    """Raise GraderError, with what to do, where something was exposed."""
    if found:
        more = f" and {len(found) - FEW} more" if len(found) > FEW else ""
        named = ", ".join(clean(path) for path in found[:FEW])
        raise GraderError(
            f"isolation {OWNED!r} keeps submissions from files by their rights alone, and every "
            f"user of this machine can read {named}{more}. Nothing was graded. Close these and "
            f"what belongs to them, for example with 'chmod -R go= FOLDER', and run this again."
        )


def secrets_of(sheet: Sheet) -> Iterator[Path]:
    """The files that a submission to a sheet must not read: the sheet's, and its model's."""
    if sheet.pack is not None:
        yield Path(sheet.pack.place)
        return
    yield from (file for file in sheet.folder.rglob("*") if file.is_file())
    for module in sheet.model:
        found = importlib.util.find_spec(module)
        if found is not None and found.origin:
            yield Path(found.origin)
            yield Path(importlib.util.cache_from_source(found.origin))
