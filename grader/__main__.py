"""
``grader`` and ``python -m grader``: the command line, however early it is interrupted.

The command line answers Ctrl-C and SIGTERM itself once it is there.  Importing it takes a moment,
on a busy machine seconds, and whoever interrupts then wants no traceback either.
"""

import signal
import sys
from typing import NoReturn

__all__ = ["run"]


def run() -> None:
    """Run a command; raises SystemExit with what it led to."""
    signal.signal(signal.SIGTERM, _stop)
    try:
        from grader.cli import main

        main()
    except KeyboardInterrupt as stopped:
        sys.stderr.write("Interrupted.\n")
        sys.exit(128 + next(iter(stopped.args), int(signal.SIGINT)))


def _stop(number: int, _: object) -> NoReturn:
    raise KeyboardInterrupt(number)


if __name__ == "__main__":
    run()
