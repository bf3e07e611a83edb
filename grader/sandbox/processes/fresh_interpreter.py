"""
A student's process where there is no safe fork: a fresh interpreter for each.

Slower to start than a child of the template, and otherwise the same: it puts the layers
around itself, then serves.  Windows cannot inherit a socket, so there it is handed over
in words on standard input.
"""

import os
import socket
import sys

import msgspec

from grader.sandbox.exit_status import HALF_A_FENCE
from grader.sandbox.isolation.layers import namespaces
from grader.sandbox.isolation.tiers import TIERS, enclose
from grader.sandbox.limits import Spawn
from grader.sandbox.processes.template import settle
from grader.sandbox.runner.serve import serve

__all__ = ["main"]


def main(words: list[str]) -> None:
    """Take over the socket (descriptor, isolation in hexadecimal, packages) and serve."""
    spawn = msgspec.msgpack.decode(bytes.fromhex(words[1]), type=Spawn)
    if sys.platform == "win32":
        connection = socket.fromshare(sys.stdin.buffer.read())
    else:
        connection = socket.socket(fileno=int(words[0]))
    if namespaces in TIERS[spawn.tier]:  # it would go on in a process that nobody holds
        os._exit(HALF_A_FENCE)
    fence = settle(words[2].split(","), spawn.folder)
    enclose(spawn.tier, fence.around(spawn.limits, connection.fileno(), spawn.folder))
    sys.exit(serve(connection))
