"""
What a copy of a notebook does: be silent, and answer.

A notebook's process prints by sending messages to the browser, and asks for input the same
way.  A copy sends none: its descriptors are closed, and a student's ``print`` of every call
would bury the result.
"""

import os
import socket
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec

from grader.sandbox.frames import MOST_NAMES, Frame, Kind, Loaded, frame_bytes
from grader.sandbox.runner import Send, serve
from grader.sandbox.statements import RUN_ALREADY

__all__ = ["answer", "shell"]


def answer(connection: socket.socket, names: Mapping[str, Any]) -> None:
    """Answer calls of what can be called in ``names``, until nobody asks any more."""
    _hush()
    RUN_ALREADY.update(_cells())
    serve(connection, lambda frame, send: _tell(frame, send, dict(names)))


def _tell(frame: Frame, send: Send, names: dict[str, Any]) -> dict[str, Any]:
    """There is nothing to load: say at once which functions there are."""
    callables = sorted(name for name, value in names.items() if callable(value))
    loaded = Loaded(callables[:MOST_NAMES], [])
    send(frame_bytes(Kind.LOADED, frame.serial, msgspec.msgpack.encode(loaded)))
    return names


def _hush() -> None:
    """Nothing is printed, and no message leaves for the browser."""
    sys.stdout = sys.stderr = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115
    kernel = getattr(shell(), "kernel", None)
    if kernel is not None:
        kernel.session.send = lambda *_, **__: None


def _cells() -> Mapping[str, int]:
    """What tracebacks call the cells that were run, with their numbers; 0 for a script."""
    if shell() is not None:
        return getattr(shell().compile, "_filename_map", {})
    script = getattr(sys.modules["__main__"], "__file__", None)
    return {script: 0} if script else {}


def shell() -> Any:
    """The IPython shell that we are in, None in plain Python."""
    ipython = sys.modules.get("IPython")
    return ipython.get_ipython() if ipython is not None else None
