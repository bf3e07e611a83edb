"""
The student's side of the conversation: load the submission, then answer calls.

Everything here runs beside code that may change it, so nothing that it says is
believed: the examiner only compares its answers.  What matters here is to be a fair
host: fresh arguments for every call, what is printed and warned of kept and not shown, and an
exception turned into words whatever it is.
"""

import contextlib
import io
import random
import socket
import sys
from collections.abc import Callable
from functools import partial
from time import perf_counter
from typing import Any

import msgspec
import numpy as np

from grader.sandbox.exit_status import HUNG_UP
from grader.sandbox.runner.brief_call import briefly
from grader.sandbox.runner.chance import draw_again
from grader.sandbox.runner.incoming import Incoming
from grader.sandbox.runner.listener import Listener
from grader.sandbox.runner.load import failure, load, overhear
from grader.sandbox.runner.notebook_stubs import pretend
from grader.sandbox.runner.process_settings import ProcessSettings
from grader.sandbox.runner.programs import Absent, answer_to
from grader.sandbox.runner.statements import FILENAME
from grader.sandbox.runner.system import say_why_system_fails
from grader.sandbox.runner.tried import MEMORY
from grader.sandbox.runner.written_answers import constant, is_there, written
from grader.sandbox.wire.asides import LARGEST_SAID, with_aside
from grader.sandbox.wire.batches import calls_in
from grader.sandbox.wire.bounds import MAX_STRUCTURE
from grader.sandbox.wire.codec import decode, encode
from grader.sandbox.wire.frames import (
    Frame,
    Kind,
    LoadRequest,
    Raised,
    frame_bytes,
    read_frame,
    statement,
)
from grader.sandbox.wire.further.files import begin_elsewhere
from grader.sandbox.wire.further.matplotlib_figures import close_figures

__all__ = ["Load", "Runner", "Send", "serve", "settle"]

Send = Callable[[bytes | bytearray], Any]
Load = Callable[[Frame, Send, Listener], dict[str, Any]]
HELD_BACK_SECONDS = 3e-3  # an answer to one of many calls, so that several go out together


def load_source(frame: Frame, send: Send, listener: Listener) -> dict[str, Any]:
    """Run the source in ``frame``, and tell what came of it; the names there are then."""
    request = msgspec.msgpack.decode(frame.structure, type=LoadRequest)
    draw_again(frame.serial, [part.source for part in request.parts])

    def announce(position: int, line: int, cell: int) -> None:
        send(statement(position, line, cell))

    if request.overheard is not None:
        return _overheard_source(request, frame.serial, send, listener)
    names, loaded = load(request.parts, request.skipped, announce)
    loaded = msgspec.structs.replace(loaded, aside=listener.told(MAX_STRUCTURE))
    send(frame_bytes(Kind.LOADED, frame.serial, msgspec.msgpack.encode(loaded)))
    return names


def _overheard_source(
    request: LoadRequest, serial: int, send: Send, listener: Listener
) -> dict[str, Any]:
    """Run the source up to a statement, and tell at once what that prints; no names are left."""
    with contextlib.ExitStack() as telling:
        tells = listener.telling(partial(_said, send, serial))

        def begin() -> None:
            listener.told(0)
            telling.enter_context(tells)

        overhear(request.parts, request.skipped, request.overheard or 0, begin)
    send(frame_bytes(Kind.SAID, serial, listener.told(LARGEST_SAID)))
    send(frame_bytes(Kind.LOADED, serial))
    return {}


class Runner:
    """
    Answers frames, however these come and go: it holds the names of what was loaded.

    ``load_submission`` is told of a frame that hands over a submission, and gives the names.
    """

    def __init__(self, load_submission: Load = load_source) -> None:
        self._load = load_submission
        self._names: dict[str, Any] = {}
        self._listener = Listener()
        self._settings = ProcessSettings()

    def answer(self, frame: Frame, send: Send) -> None:
        """Do what a frame asks for, and send what there is to say."""
        if frame.kind == Kind.LOAD:
            self._listener.listen()
            self._names = self._load(frame, send, self._listener)
            self._settings.note()
        elif frame.kind == Kind.WRITTEN:
            send(_told(frame, self._names))
        elif frame.kind == Kind.CALLS:
            self._answer_all(frame, send)
        elif frame.kind & Kind.BRIEFLY:
            with contextlib.ExitStack() as telling:
                tells = self._listener.telling(partial(_said, send, frame.serial))
                begin = partial(telling.enter_context, tells)
                answered = self._answered(frame, begin)
            send(answered)
        else:
            send(self._answered(frame))
        close_figures()  # while nobody waits

    def _answer_all(self, frame: Frame, send: Send) -> None:
        """Answer many calls, in order; no answer waits for more than the call that comes next."""
        said, last = bytearray(), perf_counter()
        for call in calls_in(frame):
            said += self._answered(call)
            close_figures()
            if perf_counter() - last > HELD_BACK_SECONDS:
                send(said)
                said, last = bytearray(), perf_counter()
        send(said)

    def _answered(self, frame: Frame, begin_telling: Callable[[], Any] | None = None) -> bytes:
        """
        The frame with the answer to a call, and what was said beside it.

        ``begin_telling`` is for a call that is given up after a moment: it is told of what is
        printed.
        """
        kind, structure, blob = _answer(frame, self._names, self._listener, begin_telling)
        if words := self._listener.told(MAX_STRUCTURE - len(structure)):
            kind, structure = kind | Kind.ASIDE, with_aside(words, structure)
        self._settings.put_back()
        return frame_bytes(kind, frame.serial, structure, blob)


def serve(connection: socket.socket, load_submission: Load = load_source) -> int:
    """
    Answer the frames that come over ``connection`` until it is closed; the exit status.

    It is ``HUNG_UP`` where the submission has closed the connection itself.
    """
    try:
        _serve(connection, load_submission)
    except OSError:
        return HUNG_UP
    return 0


def _serve(connection: socket.socket, load_submission: Load) -> None:
    settle()
    begin_elsewhere()
    stream = io.BufferedReader(Incoming(connection))

    def read(size: int) -> bytes:
        data = stream.read(size)
        if len(data) < size:
            raise EOFError
        return data

    runner = Runner(load_submission)
    connection.sendall(frame_bytes(Kind.READY, 0))
    while True:
        try:
            frame = read_frame(read)
        except EOFError:
            return
        runner.answer(frame, connection.sendall)


def _said(send: Send, serial: int, words: bytes) -> None:
    """Tell what was printed by a call that has not answered, and may not."""
    send(frame_bytes(Kind.SAID, serial, words))


def settle() -> None:
    """The same start for every submission: quiet, no files written, randomness repeatable."""
    sys.dont_write_bytecode = True
    sys.argv = sys.orig_argv = [FILENAME]  # nor is it told where the grader is installed
    random.seed(0)
    np.random.seed(0)
    if (drawn := sys.modules.get("sympy.core.random")) is not None:
        drawn.seed(0)  # in which order it asks what holds of an expression
    pretend()
    say_why_system_fails()


def _answer(
    frame: Frame,
    names: dict[str, Any],
    listener: Listener,
    begin_telling: Callable[[], Any] | None,
) -> tuple[int, bytes, bytes]:
    """
    The answer to a call, its kind first: a value, or what was raised.

    Of the steps that come before the last, what is said is left out.
    """
    try:
        name, arguments, *stdin = decode(frame.structure, frame.blob, symbolic=True)
        function: Any = names.get(name)
        if frame.kind == Kind.CALL and callable(function) and not isinstance(function, type):
            return Kind.RETURNED, *encode(function(*arguments))
        if frame.kind == Kind.CONSTANT:
            return _constant(name, names)
        kind = frame.kind & ~Kind.BRIEFLY
        if kind not in Kind.PROGRAMS and not callable(function):
            return _raised(Raised("", f"no function called {name}", 0, False, False, True))
        answer = partial(answer_to, kind, name, arguments, names, stdin=stdin)
        if begin_telling is not None:
            return Kind.RETURNED, *encode(_overheard(answer, listener, begin_telling, kind))
        return Kind.RETURNED, *encode(answer(before_last=lambda: listener.told(0)))
    except Absent as absent:
        return _raised(Raised("", f"no function called {absent}", 0, False, False, True))
    except BaseException as error:
        said = failure(error)
        refusal, memory = isinstance(error, ValueError), said.advice == MEMORY
        where = said.line, refusal, memory, False, said.cell, said.advice
        return _raised(Raised(said.type, said.message, *where))


def _overheard(
    answer: Callable[..., Any], listener: Listener, begin_telling: Callable[[], Any], kind: int
) -> Any:
    """An answer that is given up after a moment; what is printed for it is told at once."""

    def begin() -> None:
        listener.told(0)
        begin_telling()

    if kind not in Kind.PROGRAMS:
        begin()
    return briefly(partial(answer, before_last=begin, aloud=True))


def _constant(name: str, names: dict[str, Any]) -> tuple[int, bytes, bytes]:
    """The answer to who wants a constant, which may be written as a function of no arguments."""
    if not is_there(name, names):
        return _raised(Raised("", f"no constant called {name}", 0, False, False, True))
    found = constant(name, names)
    return Kind.RETURNED, *encode(found() if callable(found) else found)


def _told(frame: Frame, names: dict[str, Any]) -> bytes:
    """The frame with the written answers; nothing where they cannot be had."""
    try:
        return frame_bytes(Kind.TOLD, frame.serial, b"", msgspec.msgpack.encode(written(names)))
    except BaseException:
        return frame_bytes(Kind.TOLD, frame.serial)


def _raised(raised: Raised) -> tuple[int, bytes, bytes]:
    return Kind.RAISED, msgspec.msgpack.encode(raised), b""
