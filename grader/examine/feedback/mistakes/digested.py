"""Mistakes of which a pack holds the sentences, and digests of what they answer to frozen calls."""

import zlib
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Any

import msgspec

from grader.errors import BadSheet, NotRecorded
from grader.examine.feedback.mistakes.answer_digest import AnswerDigest, is_of, request_key
from grader.examine.feedback.mistakes.suspect import Finding, Known, Suspect, side_by_side
from grader.examine.feedback.same_answer import same_answers
from grader.examine.student.calls import Answer, Call
from grader.examine.student.faults import RaisedValueError, StudentFault
from grader.examine.student.in_process import InProcessStudent
from grader.examine.student.replies import Request
from grader.language import Message
from grader.sandbox.wire.codec import decode
from grader.sheets.packs.archive import Pack
from grader.sheets.packs.names import MISTAKES

__all__ = ["UNKNOWN", "Asked", "Mistake", "MistakesOf", "digested", "mistakes_content"]

RIGHT, UNKNOWN = 0, 255
LARGEST = 256 << 20  # bytes, unpacked
NOTHING = Finding(errs=False, agrees=False)


class Mistake(msgspec.Struct, frozen=True, array_like=True):
    """A mistake in words; ``parts`` are the places of two that are made one after the other."""

    sentence: str
    unrefused: bool = False
    parts: list[int] = []


class Asked(msgspec.Struct, frozen=True, array_like=True):
    """
    What the mistakes answer to one call.

    Attributes
    ----------
    codes : bytes
        For each mistake 0 where it answers rightly, else the number of its wrong answer from 1;
        255 where that could not be written down.
    wrong : list of AnswerDigest
        The wrong answers that there are.
    """

    codes: bytes
    wrong: list[AnswerDigest]


class MistakesOf(msgspec.Struct, frozen=True):
    """The mistakes that are known in one function, and what they answer, by the calls' keys."""

    mistakes: list[Mistake]
    asked: dict[bytes, Asked]


def mistakes_content(found: Mapping[str, MistakesOf]) -> bytes:
    """What the file of a pack holds."""
    return zlib.compress(msgspec.msgpack.encode(dict(found)), 9)


@lru_cache(maxsize=4)
def _read(content: bytes, place: str) -> dict[str, MistakesOf]:
    try:
        body = zlib.decompressobj().decompress(content, LARGEST)
        return msgspec.msgpack.decode(body, type=dict[str, MistakesOf])
    except (zlib.error, msgspec.MsgspecError):
        raise BadSheet(
            Message(
                "{place} holds no readable record of known mistakes. "
                "Get the pack again from who made it.",
                place=place,
            )
        ) from None


def digested(
    pack: Pack, name: str, right: Callable[..., Any], own: Callable[[Any, Any], bool] | None
) -> Known | None:
    """The mistakes that a pack knows in a function; raises BadSheet where they cannot be read."""
    content = pack.files.get(MISTAKES)
    found = _read(content, pack.place).get(name) if content is not None else None
    if found is None:
        return None
    suspects: list[Suspect] = []
    for place, each in enumerate(found.mistakes):
        parts = tuple(suspects[part] for part in each.parts)
        said = side_by_side(parts) if parts else Message(each.sentence)
        suspects.append(Suspect(said, None, each.unrefused, parts, place))
    single = [each for each in suspects if not each.parts]
    chained = [each for each in suspects if each.parts]
    return Known(single, chained, _Digested(name, right, own, found.asked))


class _Digested:
    """Tells by digests what the mistakes would answer."""

    def __init__(
        self,
        name: str,
        right: Callable[..., Any],
        own: Callable[[Any, Any], bool] | None,
        asked: Mapping[bytes, Asked],
    ) -> None:
        self._own = own
        self._asked = asked
        self._model = InProcessStudent({name: right}, {name: {}})

    def finding(self, suspect: Suspect, call: Call, request: Request, answer: Answer) -> Finding:
        """Whether a suspect errs at a call, and whether the student's answer is the suspect's."""
        asked = self._asked.get(request_key(request))
        try:
            right = self._model.answer(call, request)
        except NotRecorded:
            return NOTHING
        if asked is None:
            return NOTHING
        code = asked.codes[suspect.place]
        if code == RIGHT:
            return Finding(False, same_answers(call, answer, right, right, self._own))
        if code == UNKNOWN:
            return Finding(errs=True, agrees=False)
        wrong = asked.wrong[code - 1]
        unrefused = suspect.unrefused and isinstance(right.value, RaisedValueError)
        if unrefused and not wrong.failed:
            return Finding(True, not isinstance(answer.value, StudentFault))
        if wrong.whole is not None:
            said = Answer(decode(*wrong.whole))
            return Finding(True, same_answers(call, answer, said, right, self._own))
        return Finding(True, is_of(wrong, call, request, answer, right))

    def errs(self, suspect: Suspect, call: Call, request: Request) -> bool:
        """Whether a suspect is known to err at a call."""
        del call
        asked = self._asked.get(request_key(request))
        return asked is not None and asked.codes[suspect.place] not in (RIGHT, UNKNOWN)

    def tells(self, call: Call, request: Request, suspects: Sequence[Suspect]) -> bool:
        """Whether the suspects do not all answer the same, as far as that is known."""
        del call
        asked = self._asked.get(request_key(request))
        codes = {asked.codes[each.place] for each in suspects} if asked is not None else set()
        return len(codes) > 1
