"""
The messages between a notebook's kernel and its examiner.

They talk through the examiner's standard input and output, which exist on every platform.
"""

import os

import msgspec

__all__ = ["Code", "Order", "Reply", "read_message", "write_message"]

LENGTH = 8


class Code(msgspec.Struct, frozen=True, array_like=True):
    """The text of a cell that was run, and the number it ran under."""

    number: int
    source: str


class Order(msgspec.Struct, frozen=True):
    """
    Check these questions, all of them where none is named.

    Attributes
    ----------
    questions : tuple of str
    sheet : str or None
        The registered one without a name.
    budget : float
        Seconds for the search of smaller examples.
    name : str
        What the functions are called that are checked.
    hint : int
        How much to tell of a mistake.
    lang : str or None
        The language of what is shown; that of the environment without.
    cells : tuple of Code
        What to run for the functions, where the kernel gives no copies of itself.
    is_noted : bool
        Whether an earlier reply has said what a check is worth.
    """

    questions: tuple[str, ...] = ()
    sheet: str | None = None
    budget: float = 0.0
    name: str = ""
    hint: int = 3
    lang: str | None = None
    cells: tuple[Code, ...] = ()
    is_noted: bool = False


class Reply(msgspec.Struct, frozen=True):
    """
    The report as HTML, as text and as JSON; or, where there is none, the reason.

    ``refused`` says what the person can put right, ``failed`` is a traceback of ours.
    """

    html: str = ""
    text: str = ""
    json: str = ""
    refused: str = ""
    failed: str = ""


def write_message(descriptor: int, message: msgspec.Struct) -> None:
    """Send a message, its length first; raises OSError where the other side is gone."""
    body = msgspec.msgpack.encode(message)
    data = len(body).to_bytes(LENGTH, "little") + body
    while data:
        data = data[os.write(descriptor, data) :]


def read_message(descriptor: int) -> bytes:
    """The next message's body from a pipe; raises EOFError where the other side is gone."""
    return _exactly(descriptor, int.from_bytes(_exactly(descriptor, LENGTH), "little"))


def _exactly(descriptor: int, size: int) -> bytes:
    data = bytearray()
    while len(data) < size:
        piece = os.read(descriptor, size - len(data))
        if not piece:
            raise EOFError
        data += piece
    return bytes(data)
