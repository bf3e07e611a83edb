"""
How much a report tells: the law, where it breaks, or the smallest example.

What a stage keeps back is taken out of the verdicts themselves, so that no reporter can show
it.  What is no hint stays: that a function is missing, unwritten or too slow, and in which line
of the student's own file an exception was raised.
"""

import builtins
import re
from collections.abc import Iterable
from dataclasses import replace

from grader.model import Outcome, Verdict

__all__ = ["EXAMPLE", "LAW", "WHERE", "is_hint", "kept_back", "numpy_warnings"]

LAW, WHERE, EXAMPLE = 1, 2, 3
UNWRITTEN = "not implemented yet"
KINDS = {name for name, kind in vars(builtins).items() if isinstance(kind, type)} | {"LinAlgError"}
# An exception and a warning carry whatever text the submission gives them, the example too.
RAISED = re.compile(r"raised (\w+)")
NUMPY_WARNING = re.compile(
    r"(overflow|underflow|divide by zero|invalid value)( encountered)? in \w+( \w+)?"
)


def is_hint(verdict: Verdict) -> bool:
    """Whether the message of a verdict is about the example that it was lost on."""
    told = verdict.outcome in (Outcome.WRONG, Outcome.RAISED)
    return told and verdict.message != UNWRITTEN


def kept_back(verdict: Verdict, where: str = "") -> Verdict:
    """A lost verdict without its example; ``where`` is told in the place of what was found."""
    if verdict.outcome is Outcome.PASSED:
        return verdict
    message = verdict.message
    if is_hint(verdict):
        message = "; ".join(filter(None, [_exception(verdict), where]))
    return replace(
        verdict,
        call="",
        returned="",
        expected="",
        message=message,
        misconception="",
        shown=(),
        further=0,
    )


def _exception(verdict: Verdict) -> str:
    """That an exception was raised; which, only where the submission cannot have made it up."""
    if verdict.outcome is not Outcome.RAISED:
        return ""
    raised = RAISED.match(verdict.message)
    return raised[0] if raised and raised[1] in KINDS else "raised an exception"


def numpy_warnings(warnings: Iterable[tuple[str, int]]) -> tuple[tuple[str, int], ...]:
    """Those of a submission's warnings that are NumPy's own."""
    return tuple(each for each in warnings if NUMPY_WARNING.fullmatch(each[0]))
