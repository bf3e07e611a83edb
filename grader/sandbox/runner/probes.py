# ruff: noqa: D103, PTH107, PTH116, PTH123, PTH208, S606
"""
What a submission may try, one function each: the doctor sends this file as a submission.

A function that tries what should not succeed returns something true if it did, and
raises, or returns something false, if it did not.  The last ones try what must succeed.
Only the standard library, NumPy and SymPy: this runs where there is nothing else.
"""

import ctypes
import importlib
import os
import resource
import socket
import threading
import time
from decimal import Decimal
from fractions import Fraction
from statistics import mean
from typing import Any

import numpy as np
import sympy

CLONE_NEWUSER = 0x10000000
PTRACE_TRACEME = 0
PR_GET_DUMPABLE = 3
EPERM = 1


def read_file(path: str) -> Any:
    with open(path, "rb") as file:
        return file.read()


def list_folder(path: str) -> Any:
    return ["entries", *os.listdir(path)]


def look_at(path: str) -> Any:
    return os.stat(path).st_mtime


def write_file(path: str) -> Any:
    with open(path, "w") as file:
        file.write("written")
    return True


def make_file(path: str) -> Any:
    os.close(os.open(path, os.O_CREAT | os.O_WRONLY))
    return True


def remove_file(path: str) -> Any:
    os.remove(path)
    return True


def import_module(name: str) -> Any:
    return str(importlib.import_module(name))


def see_variable(name: str) -> Any:
    return os.environ.get(name)


def other_descriptors() -> Any:
    """Descriptors beyond the standard three and the wire."""
    found = [number for number in range(3, 256) if _is_open(number)]
    return found[1:]


def _is_open(descriptor: int) -> bool:
    try:
        os.fstat(descriptor)
    except OSError:
        return False
    return True


def standard_streams() -> Any:
    """Whether any of them leads elsewhere than to the null device."""
    return any(os.fstat(number).st_rdev != os.makedev(1, 3) for number in (0, 1, 2))


def start_process() -> Any:
    pid = os.fork()
    if pid == 0:
        os._exit(0)
    os.waitpid(pid, 0)
    return True


def execute(path: str) -> Any:
    os.execv(path, [path])


def send_signal(pid: int) -> Any:
    os.kill(pid, 0)
    return True


def trace() -> Any:
    return ctypes.CDLL(None).ptrace(PTRACE_TRACEME, 0, 0, 0) == 0


def look_into_memory() -> Any:
    """Whether another process of this user may."""
    return ctypes.CDLL(None).prctl(PR_GET_DUMPABLE, 0, 0, 0, 0)


def make_user_namespace() -> Any:
    return ctypes.CDLL(None).unshare(CLONE_NEWUSER) == 0


def enter_kernel(number: int) -> Any:
    """Whether a system call, made with nonsense, is refused for another reason than EPERM."""
    library = ctypes.CDLL(None, use_errno=True)
    result = library.syscall(ctypes.c_long(number), -1, -1, -1, -1, -1)
    return result >= 0 or ctypes.get_errno() != EPERM


def count_threads() -> Any:
    """How many threads the whole machine has."""
    told = (ctypes.c_ushort * 256)()
    return ctypes.CDLL(None).sysinfo(told) == 0 and told[40]


def read_clock_of(pid: int) -> Any:
    """The processor time of another process."""
    return time.clock_gettime(~pid << 3 | 2)


def open_socket(family: int, kind: int) -> Any:
    with socket.socket(family, kind):
        return True


def connect(port: int) -> Any:
    with socket.create_connection(("127.0.0.1", port), 1):
        return True


def connect_by_name(name: str) -> Any:
    with socket.socket(socket.AF_UNIX) as found:
        found.connect("\0" + name)
        return True


def raise_limit() -> Any:
    resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 20, 1 << 20))
    return True


def take_memory(size: int) -> Any:
    return len(np.empty(size, np.int8))


def start_threads(count: int) -> Any:
    """Whether so many can run at once."""
    threading.stack_size(1 << 16)
    go = threading.Event()
    started = []
    try:
        for _ in range(count):
            thread = threading.Thread(target=go.wait)
            thread.start()
            started.append(thread)
    finally:
        go.set()
        for thread in started:
            thread.join()
    return True


def spin() -> Any:
    while True:
        pass


def one_thread() -> Any:
    done: list[int] = []
    thread = threading.Thread(target=done.append, args=(1,))
    thread.start()
    thread.join()
    return done == [1]


def singular_values() -> Any:
    return bool(np.allclose(np.linalg.svd(np.diag([3.0, 2.0, 1.0]))[1], [3, 2, 1]))


def expand() -> Any:
    x, y = sympy.symbols("x y")
    return sympy.expand((x + y) ** 3).coeff(x, 2) == 3 * y


def compute_exactly() -> Any:
    return mean([Decimal("0.1"), Decimal("0.3")]) == Decimal("0.2") and Fraction(1, 3) * 3 == 1


def write_to_null_device() -> Any:
    with open(os.devnull, "w") as nowhere:
        return print("nothing", file=nowhere) is None


def import_later(name: str) -> Any:
    return bool(importlib.import_module(name))
