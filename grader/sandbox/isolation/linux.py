"""
Calls of the Linux kernel that Python's standard library has no name for.

``ctypes`` and the C library that is loaded already are enough, so isolation needs no
compiler, no setuid program and no further dependency.
"""

import ctypes
import functools
import os
from typing import Any

__all__ = ["libc", "system_call"]


def libc(function: str, *arguments: Any) -> int:
    """The result of a C library function; OSError where it is negative."""
    return _checked(function, getattr(_library(), function)(*map(_word, arguments)))


def system_call(number: int, *arguments: Any) -> int:
    """The result of a system call by its number; OSError where it failed."""
    words = [_word(argument) for argument in arguments]
    return _checked(f"system call {number}", _library().syscall(ctypes.c_long(number), *words))


@functools.cache
def _library() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)


def _word(argument: Any) -> Any:
    """Integers as the kernel's words: an int of C would leave the upper half undefined."""
    return ctypes.c_long(argument) if isinstance(argument, int) else argument


def _checked(name: str, result: int) -> int:
    if result < 0:
        error = ctypes.get_errno()
        raise OSError(error, f"{name}: {os.strerror(error)}")
    return result
