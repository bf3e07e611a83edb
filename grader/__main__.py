"""
``grader`` and ``python -m grader``: the command line, however early it is interrupted.

The command line answers Ctrl-C and SIGTERM itself once it is there.  Importing it takes a moment,
on a busy machine seconds, and whoever interrupts then wants no traceback either.

What a self-test waits for longest is begun before that: the process that students' are forked from.
And it ends as soon as all is said.
"""

import atexit
import os
import signal
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

__all__ = ["run"]

COULD_NOT_START = 2
SELF_TEST = "check"


def run() -> None:
    """Run a command; raises SystemExit with what it led to."""
    signal.signal(signal.SIGTERM, _stop)
    is_awaited, statuses = sys.argv[1:2] == [SELF_TEST], list[int]()
    if is_awaited:
        atexit.register(_end, statuses)
    try:
        from grader.sandbox.processes.begin import begun_early

        with begun_early(wanted=is_awaited):
            from grader.cli import main

            main()
    except SystemExit as ended:
        statuses += [ended.code] if isinstance(ended.code, int) else []
        raise
    except KeyboardInterrupt as stopped:
        sys.stderr.write("Interrupted.\n")
        sys.exit(128 + next(iter(stopped.args), int(signal.SIGINT)))
    except Exception as missing:
        _say_whose_modules(missing)


def _end(statuses: Sequence[int]) -> None:
    """End at once: to take apart all that was imported, a person would wait a twentieth second."""
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except (OSError, ValueError, AttributeError):
        return  # which Python says what it thinks of
    if statuses:
        os._exit(statuses[-1])


def _say_whose_modules(missing: Exception) -> NoReturn:
    """Say why an import failed where PYTHONPATH may be why; raises it again where it is not."""
    elsewhere = os.environ.get("PYTHONPATH")
    if not elsewhere or not (isinstance(missing, ImportError) or _is_theirs(missing, elsewhere)):
        raise missing
    reason = next(iter(str(missing).splitlines()), type(missing).__name__)
    sys.stderr.write(
        f"Error: the grader cannot be imported ({reason}). PYTHONPATH is set, so modules in "
        f"{elsewhere} are taken before those that were installed with it. Unset PYTHONPATH and run "
        f"this again.\n"
    )
    sys.exit(COULD_NOT_START)


def _is_theirs(error: Exception, elsewhere: str) -> bool:
    """Whether it arose while a module in PYTHONPATH was imported, or because such a one is odd."""
    import traceback

    places = tuple(str(Path(each).absolute()) + os.sep for each in elsewhere.split(os.pathsep))
    own = str(Path(__file__).absolute().parent) + os.sep

    def is_among(file: object) -> bool:
        return isinstance(file, str) and file.startswith(places) and not file.startswith(own)

    frames = traceback.extract_tb(error.__traceback__)
    imported = [frame.filename for frame in frames if frame.name == "<module>"]
    odd = getattr(getattr(error, "obj", None), "__file__", None)  # what has no such attribute
    return any(map(is_among, [*imported, odd, getattr(error, "filename", None)]))


def _stop(number: int, _: object) -> NoReturn:
    raise KeyboardInterrupt(number)


if __name__ == "__main__":
    run()
