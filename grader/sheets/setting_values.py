"""
What each setting of a sheet may say, and the value that it then has.

A reader takes what stands in the source, a plain value, and gives the setting; what it cannot be is
``Refused`` with a sentence that follows the setting's name.
"""

import math
import re
import sys
from collections.abc import Callable
from typing import Any

from grader.language import LANGUAGES
from grader.sandbox.limits import Limits
from grader.text import nearest

__all__ = ["READERS", "Refused"]

NEEDED = "numpy"  # answers travel as its arrays
OURS = ("grader",)
FOLDER = re.compile(r"([A-Za-z0-9][A-Za-z0-9_-]{0,60})?")
LIMIT_NAMES = ("call", "question", "submission", "memory")
LONGEST_SECONDS = 3600
LEAST_MEGABYTES, MOST_MEGABYTES = 64, 1 << 20
CPU_SHARE = 10  # CPU time of a process, in terms of the longest clock outside of it


class Refused(ValueError):
    """What a setting says, and what it may say instead, to follow its name."""


def _one_of(*choices: object) -> Callable[[Any], Any]:
    """A reader of settings that are one of a few values."""
    *first, last = map(repr, choices)
    advice = f"{', '.join(first)} or {last}"

    def read(value: Any) -> Any:
        for choice in choices:
            if type(value) is type(choice) and value == choice:
                return choice
        raise Refused(f"is {value!r}. Say {advice}.")

    return read


def _names(value: Any, what: str, example: str) -> tuple[str, ...]:
    """A tuple of distinct texts."""
    if not isinstance(value, (tuple, list)) or not all(isinstance(each, str) for each in value):
        raise Refused(f"is {value!r}. Write a tuple of {what}: {example}")
    twice = next((each for each in value if value.count(each) > 1), None)
    if twice is not None:
        raise Refused(f"names {twice!r} twice. Take one out.")
    return tuple(value)


def _packages(value: Any) -> tuple[str, ...]:
    names = _names(value, "import names", '("numpy", "scipy")')
    for name in names:
        if not name.isidentifier():
            raise Refused(f"names {name!r}, which is no package. Give the name that is imported.")
        if name in sys.stdlib_module_names:
            raise Refused(f"names {name!r} of the standard library. Take it out: it is there.")
        if name in OURS:
            raise Refused(f"names {name!r}, which no submission may import. Take it out.")
    if NEEDED not in names:
        raise Refused(f"lacks {NEEDED!r}, as which answers travel. Add it.")
    return names


def _languages(value: Any) -> tuple[str, ...]:
    names = _names(value, "languages", '("en",)')
    unknown = next((name for name in names if name not in LANGUAGES), None)
    if unknown is not None or not names:
        found = "is empty" if unknown is None else f"names {unknown!r}"
        raise Refused(f"{found}. Choose from: {', '.join(LANGUAGES)}.")
    return names


def _limits(value: Any) -> Limits:
    if not isinstance(value, dict):
        raise Refused(f'is {value!r}. Write a dict such as {{"call": 2, "memory": 1024}}.')
    for name in value:
        if name not in LIMIT_NAMES:
            near = nearest(name, frozenset(LIMIT_NAMES)) if isinstance(name, str) else ""
            hint = f"did you mean {near!r}?" if near else f"choose from: {', '.join(LIMIT_NAMES)}."
            raise Refused(f"has {name!r}: {hint}")
    usual = Limits()
    call = _seconds(value, "call", usual.call_seconds)
    question = _seconds(value, "question", max(usual.question_seconds, call))
    submission = _seconds(value, "submission", max(usual.submission_seconds, call))
    for name, seconds in (("question", question), ("submission", submission)):
        if seconds < call:
            raise Refused(f"gives a {name} {seconds:g} s, and a call {call:g} s. Give it more.")
    return Limits(
        call_seconds=call,
        question_seconds=question,
        submission_seconds=submission,
        memory_bytes=_memory(value, usual.memory_bytes),
        cpu_seconds=max(usual.cpu_seconds, math.ceil(CPU_SHARE * max(question, submission))),
    )


def _seconds(value: dict[str, Any], name: str, usual: float) -> float:
    found = value.get(name, usual)
    if type(found) not in (int, float) or not 0 < found <= LONGEST_SECONDS:
        raise Refused(
            f"has {found!r} for {name!r}. Give seconds, above 0 and at most {LONGEST_SECONDS}."
        )
    return float(found)


def _memory(value: dict[str, Any], usual: int) -> int:
    if "memory" not in value:
        return usual
    found = value["memory"]
    if type(found) is not int or not LEAST_MEGABYTES <= found <= MOST_MEGABYTES:
        raise Refused(
            f"has {found!r} for 'memory'. Give whole megabytes, from {LEAST_MEGABYTES} to "
            f"{MOST_MEGABYTES}."
        )
    return found << 20


def _folder(value: Any) -> str:
    if not isinstance(value, str) or not FOLDER.fullmatch(value):
        raise Refused(f'is {value!r}. Name a folder beside this file, such as "data", or "".')
    return value


READERS: dict[str, Callable[[Any], Any]] = {
    "PACKAGES": _packages,
    "LIMITS": _limits,
    "FEEDBACK": _one_of("full", "law"),
    "HINTS": _one_of(1, 2, 3),
    "SLOW": _one_of("open", "lost"),
    "WRITTEN": _one_of("apart", "added"),
    "LANGUAGES": _languages,
    "DATA": _folder,
}
