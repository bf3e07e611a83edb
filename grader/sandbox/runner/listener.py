"""What the student's code says beside its answers, call by call: see ``wire/asides``."""

import msgspec

from grader.sandbox.runner.print_listener import PrintListener
from grader.sandbox.runner.warning_listener import WarningListener
from grader.sandbox.wire.asides import Aside

__all__ = ["Listener"]

ROOM = 16  # bytes beside the words


class Listener:
    """Is told of all that is printed, and of all that Python warns of."""

    def __init__(self) -> None:
        self._printed = PrintListener()
        self._warned = WarningListener()

    def listen(self) -> None:
        """Begin anew."""
        self._printed.listen()
        self._warned.listen()

    def told(self, room: int) -> bytes:
        """
        What was said since this was last asked, as an Aside; nothing where nothing was.

        It belongs to one answer, so what takes more than that answer's ``room`` is lost.
        """
        text, lines = self._printed.told()
        if not lines and not self._warned.news:
            return b""
        try:
            words = msgspec.msgpack.encode(Aside(self._warned.told(), text, lines))
        except BaseException:  # somebody has changed them
            return b""
        return words if len(words) + ROOM <= room else b""
