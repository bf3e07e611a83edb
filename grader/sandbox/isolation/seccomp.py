"""
The system calls that a submission may make: a list, and the filter made of it.

A list of what is allowed stays right when the kernel gains a call; a list of what is
forbidden does not.  Whatever is not on it fails with EPERM, as if the right to it were
missing, because a library that tries something and can do without goes on working.
``clone3`` fails with ENOSYS instead: its flags lie in memory, where a filter cannot look,
and the C library then falls back on ``clone``, whose flags it can see.

Nothing on it tells of another process: not how many threads there are (``sysinfo``), not a clock
or the processors of anybody else, and no futex that two processes can meet at, as they could in
the page of a file that both may read.  Waiting at such a futex fails with EAGAIN, as if it had just
been woken: the C library waits there for the end of a thread, and looks again.

Calls under another interface of the same machine (32 bit, x32) end the process: nothing
honest makes them, and their numbers mean other calls.
"""

import ctypes
import errno
import struct
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from grader.sandbox.isolation.linux import libc
from grader.sandbox.isolation.syscalls import Architecture

__all__ = [
    "ABSENT",
    "AGAIN",
    "KILL_PROCESS",
    "POLICY",
    "READING",
    "Condition",
    "Policy",
    "apply",
    "program",
    "refuse",
]

ALLOW = 0x7FFF0000
KILL_PROCESS = 0x80000000
REFUSE = 0x00050000

PR_SET_SECCOMP, MODE_FILTER = 22, 2
LOAD, AND, EQUAL, AT_LEAST, RETURN = 0x20, 0x54, 0x15, 0x35, 0x06
NUMBER_AT, ARCHITECTURE_AT, ARGUMENTS_AT = 0, 4, 16
WORD, ALL = 0xFFFFFFFF, 0xFFFFFFFFFFFFFFFF


class Condition(NamedTuple):
    """``arguments[argument] & mask == value``; a call is allowed if all of its conditions hold."""

    argument: int
    value: int
    mask: int = ALL


Policy = Mapping[str, tuple[tuple[Condition, ...], ...]]


def _always(names: str) -> dict[str, tuple[tuple[Condition, ...], ...]]:
    return dict.fromkeys(names.split(), ((),))


def _one_of(argument: int, *values: int) -> tuple[tuple[Condition, ...], ...]:
    return tuple((Condition(argument, value, WORD),) for value in values)


THREAD = 0x3D0F00  # the flags with which C libraries start a thread: shares everything
DETACHED = 0x400000  # set by musl, ignored by the kernel
TCGETS, FIOCLEX, FIONBIO = 0x5401, 0x5451, 0x5421
F_DUPFD, F_GETFD, F_SETFD, F_GETFL, F_SETFL, F_DUPFD_CLOEXEC = 0, 1, 2, 3, 4, 1030
PR_GET_DUMPABLE, PR_SET_NAME, PR_GET_NAME = 3, 15, 16
PRIVATE_FUTEX = 0x80
# Clocks that everybody has, and one's own: whose processor time is told by a negative number.
COMMON_CLOCKS = WORD ^ 0xF

# Each call with the alternatives under which it is allowed.
POLICY: Mapping[str, tuple[tuple[Condition, ...], ...]] = {
    # memory
    **_always("brk madvise mmap mprotect mremap munmap"),
    # files: Landlock decides which
    **_always(
        "access close dup dup2 dup3 faccessat faccessat2 fstat getcwd getdents64 lseek lstat"
    ),
    **_always("newfstatat open openat pread64 pwrite64 read readlink readlinkat readv stat statx"),
    **_always("write writev"),
    "fcntl": _one_of(1, F_DUPFD, F_GETFD, F_SETFD, F_GETFL, F_SETFL, F_DUPFD_CLOEXEC),
    "ioctl": _one_of(1, TCGETS, FIOCLEX, FIONBIO),
    # the wire: no address, no descriptors
    **_always("poll ppoll pselect6 recvfrom select"),
    "sendto": ((Condition(4, 0),),),
    # threads
    **_always("exit exit_group gettid restart_syscall rseq rt_sigaction rt_sigprocmask"),
    **_always("rt_sigreturn sched_yield set_robust_list sigaltstack"),
    "futex": ((Condition(1, PRIVATE_FUTEX, PRIVATE_FUTEX),),),
    "sched_getaffinity": _one_of(0, 0),
    "clone": ((Condition(0, THREAD, ALL ^ DETACHED),),),
    # clocks, randomness, who and where am I
    **dict.fromkeys(
        ("clock_getres", "clock_gettime", "clock_nanosleep"), ((Condition(0, 0, COMMON_CLOCKS),),)
    ),
    **_always("getrandom gettimeofday nanosleep time"),
    **_always("getcpu getegid geteuid getgid getpgrp getpid getppid getrlimit getrusage getuid"),
    **_always("times uname"),
    "prctl": _one_of(0, PR_GET_DUMPABLE, PR_SET_NAME, PR_GET_NAME),
    "prlimit64": ((Condition(0, 0, WORD), Condition(2, 0)),),
}
# Where no other layer keeps files from being made: none is opened but for reading.
WRITES = 0o20000000 | 0o1000 | 0o100 | 0o3  # nameless, truncated, made, written to
READING: Policy = {
    **POLICY,
    "open": ((Condition(1, 0, WRITES),),),
    "openat": ((Condition(2, 0, WRITES),),),
}
ABSENT = ("clone3",)
AGAIN = ("futex",)  # what fails with EAGAIN where no alternative holds


def refuse(error: int) -> int:
    """What a filter returns to let a call fail with this error."""
    return REFUSE | error


def program(architecture: Architecture, policy: Policy = POLICY) -> bytes:
    """The filter for an architecture, as the kernel's instructions of 8 bytes each."""
    code = [_load(ARCHITECTURE_AT), _jump(EQUAL, architecture.audit, 1, 0), _return(KILL_PROCESS)]
    code += [_load(NUMBER_AT)]
    if architecture.first_foreign is not None:
        code += [_jump(AT_LEAST, architecture.first_foreign, 0, 1), _return(KILL_PROCESS)]
    for name, alternatives in policy.items():
        error = errno.EAGAIN if name in AGAIN else errno.EPERM
        code += _rule(architecture.number(name), alternatives, error)
    for name in ABSENT:
        number = architecture.number(name)
        if number is not None:
            code += [_jump(EQUAL, number, 0, 1), _return(refuse(errno.ENOSYS))]
    return b"".join([*code, _return(refuse(errno.EPERM))])


def _rule(
    number: int | None, alternatives: tuple[tuple[Condition, ...], ...], error: int
) -> Iterator[bytes]:
    """If it is this call: allow it under one of the alternatives, else let it fail."""
    if number is None:
        return
    body: list[bytes] = []
    for conditions in alternatives:
        body += _alternative(conditions)
    if all(alternatives):
        body.append(_return(refuse(error)))
    yield _jump(EQUAL, number, 0, len(body))
    yield from body


def _alternative(conditions: tuple[Condition, ...]) -> list[bytes]:
    """Allow if all conditions hold, else go on behind."""
    tests: list[tuple[int, int, int]] = []
    for argument, value, mask in conditions:
        at = ARGUMENTS_AT + 8 * argument
        tests += [(at, mask & WORD, value & WORD), (at + 4, mask >> 32, value >> 32)]
    code: list[bytes] = []
    left = 3 * len(tests) + 1
    for at, mask, value in tests:
        left -= 3
        code += [_load(at), struct.pack("=HBBI", AND, 0, 0, mask), _jump(EQUAL, value, 0, left)]
    return [*code, _return(ALLOW)]


def _load(offset: int) -> bytes:
    return struct.pack("=HBBI", LOAD, 0, 0, offset)


def _jump(test: int, value: int, if_true: int, if_false: int) -> bytes:
    return struct.pack("=HBBI", test, if_true, if_false, value)


def _return(value: int) -> bytes:
    return struct.pack("=HBBI", RETURN, 0, 0, value)


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("code", ctypes.c_char_p))


def apply(code: bytes) -> None:
    """Put a filter over this thread and all that it starts, for good."""
    filled = _Program(len(code) // 8, code)
    libc("prctl", PR_SET_SECCOMP, MODE_FILTER, ctypes.byref(filled), 0, 0)
