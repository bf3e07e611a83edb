"""
What ended a call, or what a refused system call was meant to do: told from where it comes from.

"Operation not permitted" does not say what is not permitted, and "SystemExit: None" not which call
has led to it.  The function that made the call does.
"""

import errno
import os
import socket
from opcode import opmap
from types import FrameType, TracebackType

from grader.sandbox.runner.operations import Lacks
from grader.sandbox.runner.statements import cell_of
from grader.sandbox.wire.given_functions import AskedTooOften

__all__ = ["ASKED", "LACKS", "MEMORY", "tried"]

MAKERS = {"subprocess.py": "program", "socket.py": "network"}
ASKED, LACKS, MEMORY = "asked", "lacks", "memory"
RAISE = opmap["RAISE_VARARGS"]
PROCESSES = "/multiprocessing/"
STARTERS = {"execv", "execve", "fork", "forkpty", "posix_spawn", "posix_spawnp"}
REFUSED = {errno.EPERM, errno.EACCES, errno.EROFS}


def tried(error: BaseException) -> str:
    """
    What it is a case of; empty where that is unknown.

    ``program``, ``network``, ``file`` (to be written) and ``reading`` (of a file that is there) are
    what a refused call tried; ``exit``, ``quit``,
    ``sys.exit`` and ``SystemExit`` are what ended the program; ``asked`` is a given function that
    was called too often, ``lacks …`` an object that cannot do what is asked of it.  ``memory`` is
    a MemoryError that no ``raise`` of the submission's has made: there was no more.
    """
    if type(error) is AskedTooOften:
        return ASKED
    if type(error) is Lacks:
        return f"{LACKS} {error.case}"
    last = _last(error)
    if isinstance(error, MemoryError):
        return "" if _is_said(last) else MEMORY
    frame = None if last is None else last.tb_frame
    if isinstance(error, SystemExit):
        return _ended_by(frame)
    if not isinstance(error, OSError):
        return ""
    if isinstance(getattr(error, "reason", error), socket.gaierror):
        unreachable = getattr(error, "reason", error).errno == socket.EAI_AGAIN
        return "network" if unreachable else ""
    if error.errno == errno.EFBIG:
        return "file"
    return _refused(error, frame) if error.errno in REFUSED else ""


def _refused(error: OSError, frame: FrameType | None) -> str:
    """What was not permitted."""
    if frame is not None and error.errno == errno.EPERM:
        code = frame.f_code
        maker = MAKERS.get(code.co_filename.rpartition("/")[2], "")
        if maker:
            return maker
        if PROCESSES in code.co_filename or STARTERS & {*code.co_names}:
            return "program"
    if not isinstance(error.filename, str):
        return ""
    return "file" if error.errno == errno.EROFS or _can_be_read(error.filename) else "reading"


def _can_be_read(file: str) -> bool:
    """Whether a file can be read, or is not there: then what was refused was to write it."""
    try:
        os.close(os.open(file, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0)))
    except OSError as error:
        return error.errno not in REFUSED
    except ValueError:  # no path at all
        pass
    return True


def _ended_by(frame: FrameType | None) -> str:
    """The name of the call that raised SystemExit."""
    if frame is None:
        return ""
    code = frame.f_code
    if "_sitebuiltins" in code.co_filename:
        return "quit" if getattr(frame.f_locals.get("self"), "name", "") == "quit" else "exit"
    return "sys.exit" if "exit" in code.co_names else "SystemExit"


def _last(error: BaseException) -> TracebackType | None:
    """The end of the traceback: where the exception was raised first."""
    last = trace = error.__traceback__
    while trace is not None:
        last, trace = trace, trace.tb_next
    return last


def _is_said(last: TracebackType | None) -> bool:
    """Whether it is a ``raise`` of the submission's own that the traceback ends with."""
    if last is None or cell_of(last.tb_frame.f_code.co_filename) is None:
        return False
    return last.tb_frame.f_code.co_code[last.tb_lasti] == RAISE
