"""
``os.system`` with a word about it where programs cannot be started.

The C library tells of a refused start as a shell does of a command that it does not find, by a
number that hardly anybody looks at.  So the start is tried once more in a way that says why it
fails, and that is warned of.  What comes back stays as it is, since no mark is to depend on this.
"""

import os
import warnings
from typing import Any

__all__ = ["say_why_system_fails"]

NOT_FOUND = 127 << 8  # of a command, or of the shell itself
REFUSED = "os.system(): starting another program is not possible here"


def say_why_system_fails() -> None:
    """Warn where a program could not be started, in this process."""
    start = os.system

    def system(command: Any) -> int:
        status = start(command)
        if status == NOT_FOUND and not _can_start():
            warnings.warn(REFUSED, RuntimeWarning, stacklevel=2)
        return status

    os.system = system


def _can_start() -> bool:
    """Whether a shell can be started, to do nothing."""
    try:
        child = os.posix_spawn("/bin/sh", ["sh", "-c", ":"], {})
    except OSError:
        return False
    os.waitpid(child, 0)
    return True
