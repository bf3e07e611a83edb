"""
Counts what a submission says beside its answers: what it prints, and what Python warns of.

It comes along with the answer to the call during which it was said.  Calls are kept and not only
numbers, so that a process which is replaced, and says all of it again, changes nothing.
"""

import os
from dataclasses import dataclass, field

from grader.call_text import call_line
from grader.examine.student.objects.text import program_line
from grader.examine.student.replies import Request, files_of
from grader.model import CodeWarning, Printed
from grader.sandbox.runner.programs import Step
from grader.sandbox.wire.asides import Aside, Warned
from grader.sandbox.wire.bounds import Malformed
from grader.sandbox.wire.codec import decode
from grader.sandbox.wire.frames import Kind, record
from grader.text import as_formula, clean

__all__ = ["Asides"]

MOST_PLACES = 500
MOST_MESSAGES = 20
LARGEST = 1 << 17  # bytes that come with one answer
MOST_LINES = 10  # that are shown of what a function prints
LONGEST_PRINTED = 1_000
LONGEST_LINE = 200
LONGEST_CALL = 2_000

Place = tuple[int, int]


@dataclass(slots=True)
class _Warnings:
    """What one function warned of in the same words: where, and on which calls."""

    places: set[Place] = field(default_factory=set)
    calls: set[Request] = field(default_factory=set)


@dataclass(slots=True)
class _Prints:
    """What one function printed: its beginning, the number of lines, the first call that did."""

    text: str = ""
    lines: int = 0
    first: Request | None = None
    calls: int = 0
    cut: bool = False


class Asides:
    """All that was said, by function and call."""

    def __init__(self) -> None:
        self._warned: dict[tuple[str, str], _Warnings] = {}
        self._printed: dict[str, _Prints] = {}
        self._heard: set[Request | None] = set()  # calls that have told what they printed
        self._places = 0

    def note(self, words: bytes, request: Request | None) -> None:
        """
        Take in what came with an answer; what is of another form is left out.

        ``request`` is the call, None where the file was loaded.
        """
        if not words or len(words) > LARGEST:
            return
        try:
            aside: Aside = record(words, Aside)
        except Malformed:
            return
        for each in aside.warned:
            self._note_warning(each, request)
        if aside.lines and request not in self._heard:
            self._heard.add(request)
            self._note_print(aside, request)

    def _note_warning(self, found: Warned, request: Request | None) -> None:
        key = request.function if request is not None else "", found.message
        place = found.cell, found.line
        known = self._warned.get(key)
        if known is None or place not in known.places:
            if self._places >= MOST_PLACES:
                return
            self._places += 1
            known = self._warned.setdefault(key, _Warnings())
            known.places.add(place)
        if request is not None:
            known.calls.add(request)

    def _note_print(self, aside: Aside, request: Request | None) -> None:
        function = request.function if request is not None else ""
        known = self._printed.setdefault(function, _Prints(first=request))
        if len(known.text) < LONGEST_PRINTED:
            known.text += aside.printed if aside.printed.endswith("\n") else aside.printed + "\n"
        known.lines += aside.lines
        known.calls += 1
        known.cut |= aside.cut

    def warnings(self) -> tuple[CodeWarning, ...]:
        """Each message of each function, cleaned."""
        found = [_warning(*key, known) for key, known in sorted(self._warned.items())]
        return tuple(sorted(found, key=lambda each: (each.message, each.function))[:MOST_MESSAGES])

    def printed(self) -> tuple[Printed, ...]:
        """The beginning of what each function printed, cleaned."""
        return tuple(
            _printed(function, known)
            for function, known in sorted(self._printed.items(), key=_is_call)
        )


def _is_call(found: tuple[str, _Prints]) -> bool:
    """Whether a function was called, and not the file loaded, which came first."""
    return bool(found[0])


def _warning(function: str, message: str, known: _Warnings) -> CodeWarning:
    cell, line = min(known.places)
    return CodeWarning(
        # NumPy's words, a little shorter.
        message=clean(message.replace(" encountered in ", " in ")),
        places=len(known.places),
        function=function,
        line=line,
        cell=cell,
        call=_shortest(known.calls),
        calls=len(known.calls),
    )


def _shortest(calls: set[Request]) -> str:
    """The call of which there is least to read, as Python."""
    if not calls:
        return ""
    least = min(calls, key=lambda each: (len(each.structure) + len(each.blob), each))
    return _call(least)


def _call(request: Request) -> str:
    """A call that we have sent, as Python; a file with its content, and not where it lay."""
    function, arguments, *_ = decode(request.structure, request.blob, symbolic=True)
    if request.asked in Kind.PROGRAMS:
        line = program_line([Step(*each) for each in arguments])
    else:
        line = call_line(function, arguments)
    for file in files_of(request):
        line = line.replace(repr(os.fspath(file)), repr(file))
    return clean(line, LONGEST_CALL)


def _printed(function: str, known: _Prints) -> Printed:
    shown = known.text[:LONGEST_PRINTED].removesuffix("\n")
    lines = (shown + "…" if known.text[len(shown) :].strip("\n") else shown).split("\n")
    return Printed(
        function=function,
        lines=tuple(map(_line, lines[:MOST_LINES])),
        further=max(known.lines - len(lines[:MOST_LINES]), 0),
        call=_call(known.first) if known.first is not None else "",
        calls=known.calls,
        cut=known.cut,
    )


def _line(text: str) -> str:
    """A line as it was printed, without anything invisible: it never gets into a spreadsheet."""
    return as_formula(clean(text.removesuffix("\r").expandtabs(), LONGEST_LINE))
