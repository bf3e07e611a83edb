"""
Probes that look at a student's process from outside, while it runs.

What a process says about itself is not evidence; what the kernel says about it is.
"""

import os
import select
import signal
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from grader.audit.doctor.findings import ProbeResult, is_demanded

__all__ = ["CHECKS", "Check", "finding_of_the_end", "findings_outside"]

FILTERED = "2"
END_SECONDS = 5.0


class Check(NamedTuple):
    """A sentence that is to be true of a process, and since which isolation it is promised."""

    what: str
    since: str
    is_true: Callable[[int], bool]


def _status(pid: int) -> dict[str, str]:
    lines = Path(f"/proc/{pid}/status").read_text(encoding="utf-8").splitlines()
    return {name: value.strip() for name, _, value in (line.partition(":") for line in lines)}


def _has_no_capabilities(pid: int) -> bool:
    status = _status(pid)
    return not any(int(status[f"Cap{kind}"], 16) for kind in ("Inh", "Prm", "Eff", "Amb"))


def _has_processes_of_its_own(pid: int) -> bool:
    """A process has a number in each of the namespaces that it is in."""
    return len(_status(pid)["NSpid"].split()) > len(_status(os.getpid())["NSpid"].split())


def _has_an_empty_root(pid: int) -> bool:
    """Its root is a read-only file system in memory."""
    mounts = Path(f"/proc/{pid}/mountinfo").read_text(encoding="utf-8").splitlines()
    root = next((line.split() for line in mounts if line.split()[4] == "/"), [])
    kind = root[root.index("-") + 1] if "-" in root else ""
    return kind == "tmpfs" and "ro" in root[5].split(",")


def _has_an_unused_network(pid: int) -> bool:
    """No interface of its has ever carried a byte; on ours the doctor has made sure of some."""
    lines = Path(f"/proc/{pid}/net/dev").read_text(encoding="utf-8").splitlines()[2:]
    counts = (line.partition(":")[2].split() for line in lines)
    return not any(int(count) for row in counts for count in row)


CHECKS: tuple[Check, ...] = (
    Check("has a session of its own", "limits", lambda pid: os.getsid(pid) == pid),
    Check("can gain no privileges", "owned", lambda pid: _status(pid)["NoNewPrivs"] == "1"),
    Check("has no capabilities", "owned", _has_no_capabilities),
    Check("has a list of system calls", "owned", lambda pid: _status(pid)["Seccomp"] == FILTERED),
    Check("has processes of its own", "walled", _has_processes_of_its_own),
    Check("has a root directory of its own", "walled", _has_an_empty_root),
    Check("has a network of its own", "walled", _has_an_unused_network),
)


def findings_outside(pid: int, tier: str) -> Iterator[ProbeResult]:
    """Hold every check of the table against a process."""
    for check in CHECKS:
        try:
            is_true = check.is_true(pid)
        except (OSError, KeyError, ValueError):
            is_true = False
        found = "yes" if is_true else "no"
        yield ProbeResult(
            f"it {check.what}", check.since, found, is_true or not is_demanded(tier, check.since)
        )


def finding_of_the_end(pid: int) -> ProbeResult:
    """Whether the process, busy and not listening, dies with the one it was forked from."""
    what = "it ends with what it was forked from"
    parent = int(_status(pid)["PPid"])
    if parent in (os.getpid(), 0, 1):
        return ProbeResult(what, "limits", "not forked", True)
    handle = os.pidfd_open(pid)
    try:
        os.kill(parent, signal.SIGKILL)
        gone = _ends(handle)
        if not gone:
            signal.pidfd_send_signal(handle, signal.SIGKILL)
    finally:
        os.close(handle)
    return ProbeResult(what, "limits", "yes" if gone else "no", gone)


def _ends(handle: int) -> bool:
    """Whether the process behind a pidfd ends soon."""
    readable, _, _ = select.select([handle], [], [], END_SECONDS)
    return bool(readable)
