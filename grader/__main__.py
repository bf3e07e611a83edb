"""
``grader`` and ``python -m grader``: the command line, however early it is interrupted.

The command line answers Ctrl-C itself once it is there.  Importing it takes a moment, on a busy
machine seconds, and whoever interrupts then wants no traceback either.
"""

import sys

__all__ = ["run"]

INTERRUPTED = 130


def run() -> None:
    """Run a command; raises SystemExit with what it led to."""
    try:
        from grader.cli import main

        main()
    except KeyboardInterrupt:
        sys.stderr.write("Interrupted.\n")
        sys.exit(INTERRUPTED)


if __name__ == "__main__":
    run()
