"""What a process says that was told to load a submission up to a statement, and to tell at once."""

import time

from grader.sandbox.processes.channel import Closed, Silent
from grader.sandbox.processes.child import Child
from grader.sandbox.wire.asides import LARGEST_SAID, MOST_SAID, together
from grader.sandbox.wire.bounds import Malformed
from grader.sandbox.wire.frames import Kind

__all__ = ["LONGEST_SAYING", "overheard"]

LONGEST_SAYING = 3.0  # seconds for what is said; it is given up long before


def overheard(child: Child, serial: int, seconds: float) -> bytes:
    """
    What is said within some seconds, as an Aside; the process is ended.

    It is told for a person and for nobody else: whatever does not have the form that our runner
    gives it is where the listening ends.
    """
    said: list[bytes] = []
    ended = False
    deadline = time.monotonic() + seconds
    try:
        # The last line that is told at once may be followed by what is left.
        while len(said) <= MOST_SAID and (left := deadline - time.monotonic()) > 0:
            frame = child.channel.receive(left)
            is_said = (frame.kind, frame.serial) == (Kind.SAID, serial)
            if not is_said or len(frame.structure) > LARGEST_SAID:
                ended = frame.kind == Kind.LOADED
                break
            said.append(frame.structure)
    except (Malformed, Silent, Closed):
        pass
    finally:
        child.end()
    return together(said, cut=len(said) >= MOST_SAID and not ended) if said else b""
