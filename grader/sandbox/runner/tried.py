"""
What a system call that was refused was meant to do, told from where the exception comes from.

"Operation not permitted" does not say what is not permitted.  The module of the standard library
that made the call does.
"""

from types import FrameType

__all__ = ["tried"]

OPERATION_NOT_PERMITTED = 1
MAKERS = {"subprocess.py": "program", "socket.py": "network"}
STARTERS = {"fork", "forkpty", "posix_spawn", "posix_spawnp"}


def tried(error: BaseException) -> str:
    """``program`` or ``network`` where a refused call tried that; empty where that is unknown."""
    if not isinstance(error, PermissionError) or error.errno != OPERATION_NOT_PERMITTED:
        return ""
    frame = _last_frame(error)
    if frame is None:
        return ""
    code = frame.f_code
    maker = MAKERS.get(code.co_filename.rpartition("/")[2], "")
    return maker or ("program" if STARTERS & {*code.co_names} else "")


def _last_frame(error: BaseException) -> FrameType | None:
    """The frame that the exception was raised in."""
    frame, trace = None, error.__traceback__
    while trace is not None:
        frame, trace = trace.tb_frame, trace.tb_next
    return frame
