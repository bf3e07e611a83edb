"""
Standard output and standard error as they are, not as one would wish.

A pipe on Windows has no Θ, an old terminal no arrow, and a disk may be full.  None of that may
end in a traceback or, worse, in exit status 1, which says that marks were lost.  So what a
stream has no sign for is replaced by what a person would type, here, for every command; and
where nothing can be written at all, that is one sentence and exit status 2.
"""

import codecs
import contextlib
import errno
import io
import os
import signal
import sys
import threading
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from typing import Any, TextIO

from grader.language import Message, words

__all__ = ["COULD_NOT_WRITE", "LANG", "status_of", "stopped_by_request", "typed", "written"]

LANG = "lang"  # where a command's language is kept for what is said outside of the command

COULD_NOT_WRITE = 2
SMALLEST, LARGEST = 20, 10_000  # columns of a terminal
TYPED = "grader.typed"  # the name of the handler of what cannot be encoded
SIGNS = {
    "→": "->", "←": "<-", "⇒": "=>", "×": "x", "·": "*", "−": "-", "–": "-", "—": "-", "…": "...",
    "≤": "<=", "≥": ">=", "≠": "!=", "≈": "~", "±": "+-", "∞": "inf", "√": "sqrt", "∑": "sum",
    "∂": "d", "∈": "in", "°": " degrees", "“": '"', "”": '"', "„": '"', "‘": "'", "’": "'",
    "«": '"', "»": '"', "•": "*", "✓": "ok", "✔": "ok", "✗": "x", "✘": "x", "ß": "ss", "æ": "ae",
    "Æ": "AE", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "€": "EUR", "£": "GBP", "©": "(c)",
    "│": "|", "┃": "|", "─": "-", "━": "-", "└": "+", "├": "+", "┌": "+", "┐": "+", "┘": "+",
}  # fmt: skip
GREEK = "GREEK SMALL LETTER ", "GREEK CAPITAL LETTER "


def typed(sign: str) -> str:
    """What a person types for a sign that the keyboard lacks, in ASCII; a question mark at last."""
    if sign in SIGNS:
        return SIGNS[sign]
    name = unicodedata.name(sign, "")
    small, capital = (name.removeprefix(start) if name.startswith(start) else "" for start in GREEK)
    if small.isalpha() or capital.isalpha():
        return small.lower() or capital.capitalize()
    parts = unicodedata.normalize("NFKD", sign).replace("\N{FRACTION SLASH}", "/")
    plain = parts.encode("ascii", "ignore").decode()
    if plain.isdigit() and unicodedata.decomposition(sign).startswith("<super>"):
        return f"^{plain}"
    return plain or ("" if unicodedata.combining(sign) else "?")


def _replaced(error: UnicodeError) -> tuple[str, int]:
    """A handler of codecs: what stands for the signs that cannot be encoded, and where to go on."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    signs = error.object[error.start : error.end]
    return "".join(map(typed, signs)), error.end


codecs.register_error(TYPED, _replaced)


class _AsciiStream(io.TextIOWrapper):
    """A stream in ASCII that click leaves alone: it would take ASCII for a mistake, write UTF-8."""

    @property
    def encoding(self) -> str:  # type: ignore[override]
        """A name that says what it is and that no library knows."""
        return "ascii, as it is"


@contextlib.contextmanager
def written(said: Mapping[str, str | None]) -> Iterator[None]:
    """
    Within it, what is printed can be printed.

    ``said`` holds the language under LANG, once the command knows it.  Raises SystemExit with
    COULD_NOT_WRITE where nothing can be written at all.  Whoever closes a pipe early, as ``head``
    does, is told nothing.
    """
    for name in ("COLUMNS", "LINES"):
        if not _is_a_size(os.environ.get(name, "")):
            os.environ.pop(name, None)  # rich prints nothing at all into 0 columns
    _occupy()
    before = sys.stdout, sys.stderr
    with (
        _in_place_of(sys.stdout, os.O_RDONLY) as out,
        _in_place_of(sys.stderr, os.O_WRONLY) as err,
        _flushed(before, (_prepared(out), _prepared(err)), said),
    ):
        yield


@contextlib.contextmanager
def _flushed(
    before: tuple[TextIO | None, TextIO | None],
    ours: tuple[TextIO, TextIO],
    said: Mapping[str, str | None],
) -> Iterator[None]:
    """Have our streams until the end, when all is written that can be written."""
    sys.stdout, sys.stderr = ours
    is_closed = False
    try:
        try:
            yield
        finally:
            is_closed = sys.stdout is not ours[0]  # click puts another there when a pipe is closed
            sys.stdout, sys.stderr = ours
            sys.stdout.flush()
            _restore(before)
    except OSError as error:
        if error.filename is not None:
            raise  # a file of ours, and no stream
        _give_up(error, said.get(LANG))
    except SystemExit as ended:
        if is_closed or isinstance(ended.__context__, BrokenPipeError):
            _give_up(BrokenPipeError(errno.EPIPE, "closed"), said.get(LANG))
        raise


def _occupy() -> None:
    """
    Open nothing in the place of each standard stream that is closed.

    The gradebook would get the number of standard output otherwise, and what a library prints
    would be written into it.
    """
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # gets the smallest number that is free


@contextlib.contextmanager
def _in_place_of(stream: TextIO | None, flags: int) -> Iterator[TextIO]:
    """The stream, or one in its place where it is closed; opened for reading, it fails like it."""
    if stream is not None:
        yield stream
        return
    nowhere = io.FileIO(os.open(os.devnull, flags), "w")
    with io.TextIOWrapper(io.BufferedWriter(nowhere), "utf-8") as opened:
        yield opened


def _is_a_size(text: str) -> bool:
    """Whether a terminal can be of this many columns or lines."""
    return text.isascii() and text.isdigit() and SMALLEST <= int(text[:9]) <= LARGEST


def _restore(before: tuple[TextIO | None, TextIO | None]) -> None:
    """Put the streams back; one of ours must not close what lies under it when it goes."""
    for own in (sys.stdout, sys.stderr):
        if isinstance(own, _AsciiStream):
            own.flush()
            own.detach()
    sys.stdout, sys.stderr = before


def _prepared(stream: TextIO) -> TextIO:
    """The stream, which replaces what it cannot encode."""
    if not isinstance(stream, io.TextIOWrapper):
        return stream
    with contextlib.suppress(LookupError):
        if codecs.lookup(stream.encoding).name == "ascii":
            return _AsciiStream(stream.buffer, "ascii", TYPED, None, stream.line_buffering)
    stream.reconfigure(errors=TYPED)
    return stream


def _give_up(error: OSError, lang: str | None) -> None:
    """Say why, where that can be said, and end; what is left in the streams goes nowhere."""
    if error.errno != errno.EPIPE:
        with contextlib.suppress(OSError):
            said = Message("Error: the output cannot be written ({reason}).", reason=_reason(error))
            sys.stderr.write(f"{words(lang).translated(said)}\n")
            sys.stderr.flush()
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(OSError, ValueError):
            nowhere = os.open(os.devnull, os.O_WRONLY)
            try:
                stream.flush()
            except OSError:
                os.dup2(nowhere, stream.fileno())
            finally:
                os.close(nowhere)
    raise SystemExit(COULD_NOT_WRITE) from None


def _reason(error: OSError) -> str | Message:
    """Why a stream cannot be written to."""
    if error.errno == errno.EBADF:
        return Message("standard output is closed")
    return error.strerror or type(error).__name__


@contextlib.contextmanager
def stopped_by_request() -> Iterator[None]:
    """Within it, a request to end, as a system that shuts down makes, is taken like Ctrl-C."""

    def stop(number: int, _: Any) -> None:
        raise KeyboardInterrupt(number)

    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before: Callable[..., Any] | int | None = signal.signal(signal.SIGTERM, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def status_of(stopped: BaseException | None) -> int:
    """The exit status that tells how a command was stopped: 130 for Ctrl-C, 143 for SIGTERM."""
    number = next(iter(stopped.args if stopped else ()), signal.SIGINT)
    return 128 + int(number)
