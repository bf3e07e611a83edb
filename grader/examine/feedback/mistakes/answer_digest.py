"""
Digests of wrong answers, by which the same answer is recognised although it was rounded otherwise.

A digest of bytes would know only the very same bytes.  So numbers are first sorted into cells, some
tolerances wide, and the grid of cells is laid so that no number of the wrong answer lies near an
edge: whatever agrees with it within the tolerance falls into the same cells.  What differs by more
than a cell in any number does not.  The call goes into the digest as well, so equal
answers to two calls have two digests, and nothing can be looked up in a table.
"""

import hashlib
from collections.abc import Sequence
from typing import Any

import msgspec
import numpy as np

from grader.examine.feedback.mistakes.canonical import Canonical, holds_formulas
from grader.examine.feedback.same_answer import ATOL, RTOL
from grader.examine.student.calls import Answer, Call
from grader.examine.student.faults import StudentFault
from grader.examine.student.replies import Request

__all__ = ["AnswerDigest", "digest_of", "is_of", "request_key"]

CELLS = (8.0, 32.0, 128.0, 512.0)  # tolerances; the smallest of which a grid can be laid
EDGE = 1.1  # tolerances that a number of the wrong answer keeps from an edge, at least
TOGETHER = 64  # numbers that share a grid
GRIDS = 64  # of each size of cell
SPECIAL = {"nan": 1 << 62, "inf": (1 << 62) + 1, "-inf": (1 << 62) + 2}
DIGEST_BYTES, KEY_BYTES = 6, 16

Array = np.ndarray[Any, Any]


class AnswerDigest(msgspec.Struct, frozen=True, array_like=True):
    """
    A wrong answer to one call.

    Attributes
    ----------
    digest : bytes
    grids : bytes
        The grid of every 64 of its numbers.
    scales : list of int
        Of each of its arrays the power of 2 that its numbers stay below.
    formulas : bool
        Whether it is judged by its values at some points.
    failed : bool
        Whether it is no value, but a refusal or a failure.
    whole : pair of bytes or None
        The answer itself, as it is sent, where the sheet has its own comparison of it.
    """

    digest: bytes
    grids: bytes
    scales: list[int]
    formulas: bool
    failed: bool
    whole: tuple[bytes, bytes] | None = None


def request_key(request: Request) -> bytes:
    """What a call is known by."""
    parts = (request.structure, request.blob, request.function.encode(), bytes([request.kind]))
    said = b"".join(len(part).to_bytes(8, "little") + part for part in parts)
    return hashlib.blake2b(said, digest_size=KEY_BYTES).digest()


def digest_of(call: Call, request: Request, said: Answer, right: Answer) -> AnswerDigest | None:
    """The digest of a wrong answer; None where no grid keeps its numbers off its edges."""
    formulas = holds_formulas(said.value)
    found = Canonical(call, said, right, formulas=formulas)
    scales = [0 if formulas else _scale(array) for array in found.numbers]
    steps = _steps(found.numbers, scales)
    grids = bytearray()
    for start in range(0, steps.size, TOGETHER):
        grid = _grid(steps[start : start + TOGETHER])
        if grid is None:
            return None
        grids.append(grid)
    digest = _digest(request, found.form, steps, bytes(grids))
    failed = isinstance(said.value, StudentFault)
    return AnswerDigest(digest, bytes(grids), scales, formulas, failed)


def is_of(wrong: AnswerDigest, call: Call, request: Request, answer: Answer, right: Answer) -> bool:
    """Whether an answer is the wrong one, within the tolerance or little more."""
    found = Canonical(call, answer, right, formulas=wrong.formulas)
    if len(found.numbers) != len(wrong.scales):
        return False
    steps = _steps(found.numbers, wrong.scales)
    if -(-steps.size // TOGETHER) != len(wrong.grids):
        return False
    return _digest(request, found.form, steps, wrong.grids) == wrong.digest


def _scale(array: Array) -> int:
    finite = np.abs(array[np.isfinite(array)])
    largest = float(finite.max(initial=1.0))
    return int(np.ceil(np.log2(max(1.0, largest))))


def _steps(arrays: Sequence[Array], scales: Sequence[int]) -> Array:
    """All numbers, counted in tolerances: those grow with the number, so it is a logarithm."""
    if not arrays:
        return np.zeros(0)
    each = [
        np.sign(array) * np.log1p(np.abs(array) * (RTOL / (ATOL * 2.0**scale))) / RTOL
        for array, scale in zip(arrays, scales, strict=True)
    ]
    return np.concatenate(each)


def _grid(steps: Array) -> int | None:
    """A grid in which none of these numbers lies near an edge of its cell; None for none."""
    finite = steps[np.isfinite(steps)]
    for size, cell in enumerate(CELLS):
        into = np.mod(finite + np.arange(GRIDS)[:, np.newaxis] * (cell / GRIDS), cell)
        room = np.minimum(into, cell - into).min(axis=1, initial=cell)
        best = int(room.argmax())
        if room[best] > EDGE:
            return size * GRIDS + best
    return None


def _digest(request: Request, form: bytes, steps: Array, grids: bytes) -> bytes:
    chosen = np.repeat(np.frombuffer(grids, np.uint8), TOGETHER)[: steps.size]
    width = np.array(CELLS)[chosen // GRIDS]
    moved = steps / width + chosen % GRIDS / GRIDS
    cells = np.zeros(steps.size, np.int64)
    finite = np.isfinite(moved)
    cells[finite] = np.floor(moved[finite]).astype(np.int64)
    cells[np.isnan(moved)] = SPECIAL["nan"]
    cells[moved == np.inf] = SPECIAL["inf"]
    cells[moved == -np.inf] = SPECIAL["-inf"]
    said = request_key(request) + form + b"\0" + cells.astype("<i8").tobytes()
    return hashlib.blake2b(said, digest_size=DIGEST_BYTES).digest()
