"""
The student's side of the conversation: load the submission, then answer calls.

Everything here runs beside code that may change it, so nothing that it says is
believed: the examiner only compares its answers.  What matters here is to be a fair
host: fresh arguments for every call, no output, warnings off, and an exception turned
into words whatever it is.
"""

import random
import socket
import sys
import warnings
from collections.abc import Callable
from typing import Any

import msgspec
import numpy as np

from grader.sandbox.frames import Frame, Kind, Raised, frame_bytes, read_frame, statement
from grader.sandbox.loading import failure, load
from grader.sandbox.wire import decode, encode

__all__ = ["Load", "Send", "serve"]

FILENAME = "submission.py"

Send = Callable[[bytes], Any]
Load = Callable[[Frame, Send], dict[str, Any]]


def load_source(frame: Frame, send: Send) -> dict[str, Any]:
    """Run the source in ``frame``, and tell what came of it; the names there are then."""
    source, skipped = msgspec.msgpack.decode(frame.structure, type=tuple[bytes, list[int]])

    def announce(position: int, line: int) -> None:
        send(statement(position, line))

    names, loaded = load(source, FILENAME, skipped, announce)
    send(frame_bytes(Kind.LOADED, frame.serial, msgspec.msgpack.encode(loaded)))
    return names


def serve(connection: socket.socket, load_submission: Load = load_source) -> None:
    """Answer the frames that come over ``connection`` until it is closed."""
    _settle()
    stream = connection.makefile("rb")

    def read(size: int) -> bytes:
        data = stream.read(size)
        if len(data) < size:
            raise EOFError
        return data

    names: dict[str, Any] = {}
    connection.sendall(frame_bytes(Kind.READY, 0))
    while True:
        try:
            frame = read_frame(read)
        except EOFError:
            return
        if frame.kind == Kind.LOAD:
            names = load_submission(frame, connection.sendall)
        else:
            connection.sendall(_answer(frame, names))


def _settle() -> None:
    """The same start for every submission: quiet, no files written, randomness repeatable."""
    sys.dont_write_bytecode = True
    sys.argv = sys.orig_argv = [FILENAME]  # nor is it told where the grader is installed
    warnings.simplefilter("ignore")
    random.seed(0)
    np.random.seed(0)


def _answer(frame: Frame, names: dict[str, Any]) -> bytes:
    """The frame that answers a call; a value, or what was raised."""
    try:
        name, arguments = decode(frame.structure, frame.blob, symbolic=True)
        function = names.get(name)
        if not callable(function):
            return _raised(frame, Raised("", f"no function called {name}", 0, False, False, True))
        value = function(*arguments)
        answer = (value, arguments) if frame.kind == Kind.CALL_ECHO else value
        return frame_bytes(Kind.RETURNED, frame.serial, *encode(answer))
    except BaseException as error:
        said = failure(error, FILENAME)
        refusal, memory = isinstance(error, ValueError), isinstance(error, MemoryError)
        return _raised(frame, Raised(said.type, said.message, said.line, refusal, memory, False))


def _raised(frame: Frame, raised: Raised) -> bytes:
    return frame_bytes(Kind.RAISED, frame.serial, msgspec.msgpack.encode(raised))
