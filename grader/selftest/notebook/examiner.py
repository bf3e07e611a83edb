"""
The process that holds the sheet: it waits for a kernel's orders and answers with reports.

It is started when a notebook says ``from grader import check``, so that the sheet is there by the
time the first check is asked for.  It ends when the kernel does, however that ends.
"""

import atexit
import contextlib
import functools
import os
import select
import signal
import socket
import sys
from dataclasses import dataclass

import msgspec

from grader.examine.examiner import Examiner, chosen_tier, open_examiner
from grader.examine.settings import Settings
from grader.sandbox.limits import Limits
from grader.sandbox.processes.child import Child
from grader.sandbox.processes.launch import Forking, Launcher, launcher
from grader.sandbox.processes.working_folder import Materials, WorkingFolder
from grader.selftest.notebook.forks import TIER
from grader.selftest.notebook.messages import Order, Reply, read_message, write_message
from grader.selftest.notebook.reply import attempted, checked
from grader.selftest.notebook.show import NOTE
from grader.sheets.corpus import FILE_NAME, read_corpus
from grader.sheets.sheet import load_sheet

__all__ = ["main"]

STANDARD_INPUT, STANDARD_OUTPUT = 0, 1


def main(arguments: list[str]) -> None:
    """Answer orders on standard input; the control socket is named where copies are given."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # meant for the notebook, which then ends us
    replies = os.dup(STANDARD_OUTPUT)
    os.dup2(os.open(os.devnull, os.O_WRONLY), STANDARD_OUTPUT)  # a sheet may print
    copies = Forking(socket.socket(fileno=int(arguments[0]))) if arguments else None
    kernel = os.getppid()
    with contextlib.suppress(Exception):  # told when somebody asks for it
        _examiner(None, copies)
    while _ordered(kernel):
        try:
            order = msgspec.msgpack.decode(read_message(STANDARD_INPUT), type=Order)
        except EOFError:
            return
        with contextlib.suppress(BrokenPipeError):
            write_message(replies, _reply(order, copies))


def _ordered(kernel: int) -> bool:
    """Wait for an order; False where the kernel is gone, though a child of it may hold the pipe."""
    if not hasattr(os, "pidfd_open"):
        return True
    try:
        handle = os.pidfd_open(kernel)
    except ProcessLookupError:
        return False
    try:
        readable, _, _ = select.select([STANDARD_INPUT, handle], [], [])
    finally:
        os.close(handle)
    return handle not in readable


def _reply(order: Order, copies: Forking | None) -> Reply:
    notes = () if order.is_noted else (NOTE,)
    return attempted(order, lambda: checked(order, _examiner(order.sheet, copies), notes))


@dataclass(slots=True)
class _Lent:
    """
    Copies of the notebook's process, for one sheet.

    What these can import, nobody bounds; what a submission may import, the sheet says.
    """

    copies: Forking
    packages: tuple[str, ...]
    materials: Materials
    folder: WorkingFolder | None
    prepares: bool = False

    def spawn(self, tier: str, limits: Limits) -> Child:
        """One more copy."""
        return self.copies.spawned(tier, limits, self.folder)

    def close(self) -> None:
        """Leave the copies as they are: other sheets use them, too."""


@functools.cache
def _own(packages: tuple[str, ...], materials: Materials) -> Launcher:
    """A launcher for processes that run cells."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit())  # not without what it has started
    until_the_end = contextlib.ExitStack()
    atexit.register(until_the_end.close)
    return until_the_end.enter_context(launcher(packages, materials))


_examiners: dict[str | None, Examiner] = {}


def _examiner(name: str | None, copies: Forking | None) -> Examiner:
    """The examiner of a sheet, opened once."""
    if name not in _examiners:
        sheet = load_sheet(name)
        corpus = read_corpus(sheet.folder / FILE_NAME, sheet)
        packages = sheet.settings.packages
        materials = sheet.settings.materials
        launched: Launcher
        if copies is not None:
            folder = WorkingFolder(materials) if materials else None
            launched, tier = _Lent(copies, packages, materials, folder), TIER
        else:
            launched = _own(packages, materials)
            tier = chosen_tier(launched, None, sheet)
        settings = Settings(tier=tier, limits=sheet.settings.limits)
        _examiners[name] = open_examiner(launched, sheet, corpus, settings)
    return _examiners[name]


if __name__ == "__main__":
    main(sys.argv[1:])
