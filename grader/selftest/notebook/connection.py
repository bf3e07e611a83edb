"""
The examiner as a kernel sees it: a process to start early, to ask, and to end.

While it works it may ask for copies of the kernel; whoever waits for its reply gives them.
"""

import atexit
import contextlib
import os
import select
import socket
import subprocess
import tempfile
from typing import IO

import msgspec

from grader.sandbox.processes.forking import say_ready
from grader.sandbox.processes.interpreter import command
from grader.selftest.notebook.forks import Copies
from grader.selftest.notebook.messages import Order, Reply, read_message, write_message

__all__ = ["ExaminerProcess", "Lost"]

END_SECONDS = 5.0


class Lost(Exception):
    """The examiner ended instead of answering; the message is the last that it said."""


class ExaminerProcess:
    """
    A running examiner.

    Parameters
    ----------
    copies : bool
        Whether it is to ask for copies of this process, rather than run cells on its own.
    """

    def __init__(self, *, copies: bool) -> None:
        self.owner = os.getpid()
        self.control: socket.socket | None = None
        self._said: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 - closed by ``end``
        if copies:
            self.control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
            say_ready(self.control)
            with theirs:
                self._process = self._started(theirs)
        else:
            self._process = self._started(None)
        atexit.register(self.end)

    def _started(self, theirs: socket.socket | None) -> subprocess.Popen[bytes]:
        descriptors = [theirs.fileno()] if theirs is not None else []
        return subprocess.Popen(
            command("grader.selftest.notebook.examiner", *map(str, descriptors)),
            pass_fds=descriptors,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._said,
            bufsize=0,
            start_new_session=True,  # an interrupt of the notebook is not meant for it
            creationflags=getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0),
        )

    def ask(self, order: Order, copies: Copies | None = None) -> Reply:
        """Its reply to an order; raises Lost where none comes."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        replies = self._process.stdout.fileno()
        try:
            write_message(self._process.stdin.fileno(), order)
            if copies is not None and self.control is not None:
                _attend(copies, self.control, replies)
            return msgspec.msgpack.decode(read_message(replies), type=Reply)
        except (EOFError, ConnectionError) as error:
            raise Lost(self._last_words()) from error

    def end(self) -> None:
        """End the process and whatever it started; what was forked from us leaves it alone."""
        if self.owner != os.getpid():
            return
        atexit.unregister(self.end)
        self._process.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(END_SECONDS)
        self._process.kill()
        self._process.wait()
        for each in (self._process.stdin, self._process.stdout, self.control, self._said):
            if each is not None:
                each.close()

    def _last_words(self) -> str:
        self._said.seek(0)
        lines = self._said.read().decode("utf-8", "replace").strip().splitlines()
        return lines[-1] if lines else "it said nothing"


def _attend(copies: Copies, control: socket.socket, replies: int) -> None:
    """Give the examiner what copies it asks for, until it replies."""
    asked = control.fileno()
    while True:
        readable, _, _ = select.select([asked, replies], [], [])
        if asked in readable:
            copies.attend(control)
        elif readable:
            return
