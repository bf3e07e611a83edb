"""
Probes that are tried from inside a student's process: the table, and how it is asked.

The process is made by the code that marks, and talked to as marking talks to it.  A probe
that does not answer counts as having succeeded in what it should not, and as having failed
in what it should.
"""

import socket
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from grader.audit.doctor.findings import ProbeResult, is_demanded
from grader.examine.student.calls import Answer, Call
from grader.examine.student.faults import OutOfMemory, StudentRaised
from grader.examine.student.session import Session
from grader.sandbox.runner import probes

__all__ = ["PROBES", "SOURCE", "Bait", "Probe", "findings_inside"]

SOURCE = Path(probes.__file__).read_bytes()
MUCH_MEMORY = 4 << 30  # bytes
MANY_THREADS = 400
VSOCK = 40


@dataclass(frozen=True, slots=True)
class Bait:
    """
    What a submission must not get hold of.

    Attributes
    ----------
    folder, file : str
        A folder of ours that we may write to, and a file in it.
    common : str
        A folder that everybody may write to.
    variable : str
        Name of a variable in our environment.
    pid : int
        Our process.
    port, name : int, str
        Where we listen: on the loopback interface, and under an abstract name.
    """

    folder: str
    file: str
    variable: str
    pid: int
    port: int
    name: str
    common: str


class Probe(NamedTuple):
    """What is tried, by which function, and since which isolation it is promised to fail."""

    what: str
    since: str
    function: str
    arguments: Callable[[Bait], tuple[Any, ...]] = lambda _: ()
    is_to_succeed: bool = False


def _fixed(*arguments: Any) -> Callable[[Bait], tuple[Any, ...]]:
    return lambda _: arguments


def _socket(name: str, family: int, kind: int) -> Probe:
    return Probe(f"open a socket ({name})", "owned", "open_socket", _fixed(family, kind))


def _call(name: str, number: int) -> Probe:
    """A system call whose number is the same on all machines, as all new ones are."""
    return Probe(f"call {name}", "owned", "enter_kernel", _fixed(number))


INTERNET, INTERNET_6, LOCAL = int(socket.AF_INET), int(socket.AF_INET6), 1
STREAM, DATAGRAM, RAW, NETLINK, PACKET = 1, 2, 3, 16, 17

PROBES: tuple[Probe, ...] = (
    Probe("take 4 GB of memory", "limits", "take_memory", _fixed(MUCH_MEMORY)),
    Probe("write into a file", "limits", "write_file", lambda bait: (f"{bait.folder}/grown",)),
    Probe("find a variable of yours", "limits", "see_variable", lambda bait: (bait.variable,)),
    Probe("find descriptors beside the wire", "limits", "other_descriptors"),
    Probe("reach your terminal", "limits", "standard_streams"),
    Probe("import the grader", "limits", "import_module", _fixed("grader.sandbox")),
    Probe("read a file of yours", "owned", "read_file", lambda bait: (bait.file,)),
    Probe("list a folder of yours", "owned", "list_folder", lambda bait: (bait.folder,)),
    Probe("list the root directory", "sealed", "list_folder", _fixed("/")),
    Probe("list processes", "sealed", "list_folder", _fixed("/proc")),
    Probe("make a file", "owned", "make_file", lambda bait: (f"{bait.folder}/made",)),
    Probe("make a file where everybody may", "owned", "make_file", lambda b: (f"{b.common}/made",)),
    Probe("start a process", "owned", "start_process"),
    Probe("execute a program", "owned", "execute", _fixed("/bin/true")),
    Probe("signal the grader", "owned", "send_signal", lambda bait: (bait.pid,)),
    Probe("count the threads of this machine", "owned", "count_threads"),
    Probe("read the clock of the grader", "owned", "read_clock_of", lambda bait: (bait.pid,)),
    Probe("leave its memory open to others", "owned", "look_into_memory"),
    Probe("raise a limit", "owned", "raise_limit"),
    _socket("IPv4", INTERNET, STREAM),
    _socket("IPv6", INTERNET_6, STREAM),
    _socket("UDP", INTERNET, DATAGRAM),
    _socket("raw", INTERNET, RAW),
    _socket("local", LOCAL, STREAM),
    _socket("netlink", NETLINK, RAW),
    _socket("packet", PACKET, RAW),
    _socket("vsock", VSOCK, STREAM),
    Probe("connect to a port of yours", "owned", "connect", lambda bait: (bait.port,)),
    Probe("connect to a name of yours", "owned", "connect_by_name", lambda bait: (bait.name,)),
    _call("io_uring_setup", 425),
    _call("fsopen", 430),
    _call("pidfd_open", 434),
    _call("pidfd_getfd", 438),
    _call("landlock_create_ruleset", 444),
    _call("memfd_secret", 447),
    Probe("see that a file of yours is there", "walled", "look_at", lambda bait: (bait.file,)),
    Probe("start 400 threads", "walled", "start_threads", _fixed(MANY_THREADS)),
    Probe("start a thread", "limits", "one_thread", is_to_succeed=True),
    Probe("decompose a matrix", "limits", "singular_values", is_to_succeed=True),
    Probe("expand an expression", "limits", "expand", is_to_succeed=True),
    Probe("compute with decimals", "limits", "compute_exactly", is_to_succeed=True),
    Probe("throw output away", "limits", "write_to_null_device", is_to_succeed=True),
    Probe("import a module late", "limits", "import_later", _fixed("colorsys"), is_to_succeed=True),
    # Last, because under limits they change what the others find.
    Probe("remove a file of yours", "owned", "remove_file", lambda bait: (bait.file,)),
    Probe("make a user namespace", "owned", "make_user_namespace"),
    Probe("trace a process", "owned", "trace"),
)

CLOSED, OPEN, DID, FAILED = "refused", "got through", "works", "does not work"
SILENT = "no answer"


def findings_inside(session: Session, tier: str, bait: Bait) -> Iterator[ProbeResult]:
    """Try everything in the table, in one process as long as it lives."""
    for probe in PROBES:
        (answer,) = session.ask([Call(probe.function, probe.arguments(bait))])
        found, as_wished = _judged(answer, is_to_succeed=probe.is_to_succeed)
        demanded = is_demanded(tier, probe.since)
        yield ProbeResult(probe.what, probe.since, found, as_wished or not demanded)


def _judged(answer: Answer, *, is_to_succeed: bool) -> tuple[str, bool]:
    """What came of a probe, in words, and whether that is good."""
    refused = isinstance(answer.value, (StudentRaised, OutOfMemory))
    if isinstance(answer.value, Exception) and not refused:
        return SILENT, False
    did = not refused and bool(answer.value)
    if is_to_succeed:
        return (DID if did else FAILED), did
    return (OPEN if did else CLOSED), not did
