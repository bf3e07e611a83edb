"""
An answer in a form that is equal for answers that count as the same, but for their numbers.

What kinds of answers count as the same is said in ``same_answer``; here the same is said of one
answer alone, so that it can be written down without the other: its form as bytes, and its numbers.
"""

from typing import Any

import numpy as np

from grader.authoring.same_values import POINTS, is_sequence, numbers, values_at
from grader.examine.feedback.same_answer import is_exact
from grader.examine.student.calls import Answer, Call
from grader.examine.student.faults import StudentFault, fault_name
from grader.sandbox.wire.codec import encode
from grader.sandbox.wire.parts import parts
from grader.sandbox.wire.values import Expression, ObjectArray

__all__ = ["Canonical", "holds_formulas"]

Array = np.ndarray[Any, Any]


class Canonical:
    """
    An answer's form and its numbers.

    Attributes
    ----------
    form : bytes
        Equal for answers that are the same but for rounding.
    numbers : list of arrays of float64, each of one dimension
        Those that may differ by rounding, array by array.
    """

    def __init__(self, call: Call, answer: Answer, right: Answer, *, formulas: bool) -> None:
        self.form = b""
        self.numbers: list[Array] = []
        value, wanted = answer.value, right.value
        if call.echo and isinstance(value, tuple) and isinstance(wanted, tuple):
            self._add_answer(value[0], is_exact(wanted[0]), formulas)
            for after in value[1]:
                self._add_answer(after, is_exact(after), False)
        else:
            self._add_answer(value, is_exact(wanted), formulas)

    def _add_answer(self, value: Any, exact: bool, formulas: bool) -> None:
        if isinstance(value, StudentFault):
            self._write("fault", fault_name(value))
        elif formulas:
            for point in POINTS:
                self._add_values(values_at(value, point))
        else:
            self._add(value, exact)

    def _write(self, *said: object) -> None:
        self.form += repr(said).encode()

    def _add_values(self, values: list[float] | None) -> None:
        self._write("values", None if values is None else len(values))
        self.numbers.append(np.array(values or [], dtype=np.float64))

    def _add(self, value: Any, exact: bool) -> None:
        value = value.items if isinstance(value, ObjectArray) else value
        if isinstance(value, np.random.Generator):
            self._write("generator", str(value.bit_generator.state))
        elif (made := parts(value)) is not None:
            self._write("parts", made[0], len(made[1]))
            for _, each in made[1]:
                self._add(each, exact)
        elif (array := numbers(value)) is not None:
            self._add_numbers(array, exact)
        elif is_sequence(value):
            self._write("sequence", len(value))
            for each in value:
                self._add(each, exact)
        else:
            self._write(type(value).__name__, encode(value))

    def _add_numbers(self, array: Array, exact: bool) -> None:
        kind = "i" if array.dtype.kind == "u" else array.dtype.kind
        self._write("numbers", array.shape, kind if exact or kind == "b" else "")
        if exact and kind in "ib":
            self._write(array.tolist())
            return
        self.numbers.append(np.real(array).astype(np.float64).ravel())
        imaginary = np.imag(array).astype(np.float64).ravel()
        if imaginary.any():
            self._write("complex")
            self.numbers.append(imaginary)


def holds_formulas(value: Any) -> bool:
    """Whether an answer is a formula, or a list with one in it."""
    if isinstance(value, (list, tuple)):
        return any(map(holds_formulas, value))
    return isinstance(value, Expression)
