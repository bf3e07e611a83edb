"""What harm an attack may have done, as a list of sentences; empty for none."""

import contextlib
import json
import resource
from collections.abc import Iterator
from pathlib import Path

import psutil
from rich.console import Console

from grader.examine.report_json import json_text
from grader.model import Report
from grader.report.student.terminal import render

MOST_SECONDS = 60.0
MOST_KILOBYTES = 1 << 20
LONGEST_FIELD = 8_000


def shown(report: Report) -> str:
    """All that anybody would see of a report: the table and the file."""
    console = Console(width=100, color_system=None, force_terminal=False, highlight=False)
    with console.capture() as captured:
        for part in render(report):
            console.print(part, soft_wrap=True)
    return captured.get() + json_text(report)


def in_output(report: Report, token: str) -> Iterator[str]:
    """Whether a report gives away what is secret, or shows anything but plain lines of text."""
    text = shown(report)
    if token in text or "LEAKED" in text:
        yield "something leaked"
    if not text.replace("\n", "").isprintable():
        yield "the output holds raw characters"
    for field in _fields(json.loads(json_text(report))):
        if len(field) > LONGEST_FIELD:
            yield f"a field of {len(field)} characters"
        numbers = all(map(_is_number, field.split("\n")))  # a line for each call
        if field[:1] in set("=@\t\r") or (field[:1] in set("+-") and not numbers):
            yield f"a formula: {field[:40]}"
        if not field.replace("\n", "").isprintable():
            yield f"a field holds raw characters: {field[:40]!r}"


def _fields(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        for each in value:
            yield from _fields(each)


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


def left_processes(template: int) -> list[str]:
    """What runs under the template, or under its stem, when no submission does."""
    found = _children(template)
    stems = [pid for pid in found if _is_first_process(pid)]
    return [line for pid in stems for line in _children(pid).values()] + [
        line for pid, line in found.items() if pid not in stems
    ]


def _children(parent: int) -> dict[int, str]:
    """How the children of a process were started, by their ids."""
    found: dict[int, str] = {}
    for child in psutil.Process(parent).children():
        with contextlib.suppress(psutil.NoSuchProcess):
            found[child.pid] = f"{child.pid} {' '.join(child.cmdline())} ({child.status()})"
    return found


def _is_first_process(pid: int) -> bool:
    """Whether it is the first of a process namespace below ours, as the stem is."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    own = next(line.split()[1:] for line in status.splitlines() if line.startswith("NSpid:"))
    return len(own) > 1 and own[-1] == "1"


def memory_kilobytes() -> int:
    """The most memory that the examiner has used at any time."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
