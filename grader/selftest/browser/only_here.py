"""
The one place where a student's code may run in the grader's own interpreter: a page.

Everywhere else it has a process of its own, and nothing may lead around that by mistake.
"""

import sys

__all__ = ["TIER", "assert_in_page", "is_page"]

TIER = "none"  # how a report calls the isolation here; no other part of the grader knows this word


def is_page() -> bool:
    """Whether this Python is compiled to WebAssembly, where no process can be started."""
    return sys.platform == "emscripten"


def assert_in_page() -> None:
    """Raise RuntimeError anywhere but in a page: there a student's code has a process."""
    if not is_page():
        raise RuntimeError("student code runs in the grader's own process in a page alone")
