"""
How much a report tells: the law, where it breaks, or the smallest example.

What a stage keeps back is taken out of the verdicts themselves, so that no reporter can show
it.  What is no hint stays: that a function is missing, unwritten or too slow, that it gave two
answers to the same input, and in which line of the student's own file an exception was raised.
"""

import builtins
import re
from collections.abc import Iterable
from dataclasses import replace

from grader.language import Message
from grader.model import UNWRITTEN, CodeWarning, Outcome, Printed, Verdict
from grader.text import clean

__all__ = ["EXAMPLE", "LAW", "WHERE", "is_hint", "kept_back", "numpy_warnings", "unseen"]

LAW, WHERE, EXAMPLE = 1, 2, 3
# See grader.examine.ask_twice: it gives no example away.
TWO_ANSWERS = "gave two answers to the same input; use nothing but the arguments"
KINDS = {name for name, kind in vars(builtins).items() if isinstance(kind, type)} | {"LinAlgError"}
# An exception and a warning carry whatever text the submission gives them, the example too.
RAISED = re.compile(r"raised (\w+)")
NUMPY_WARNING = re.compile(
    r"(overflow|underflow|divide by zero|invalid value)( encountered)? in \w+( \w+)?"
)


def is_hint(verdict: Verdict) -> bool:
    """Whether the message of a verdict is about the example that it was lost on."""
    told = verdict.outcome in (Outcome.WRONG, Outcome.RAISED)
    return told and verdict.message not in (UNWRITTEN, TWO_ANSWERS)


def kept_back(verdict: Verdict, where: Message | None = None) -> Verdict:
    """A lost verdict without its example; ``where`` is told in the place of what was found."""
    if verdict.outcome is Outcome.PASSED:
        return verdict
    bare = replace(
        verdict,
        call="",
        returned="",
        expected="",
        misconception="",
        misconception_parts=None,
        shown=(),
        further=0,
    )
    if not is_hint(verdict):
        return bare
    said = _joined(_exception(verdict), where)
    return replace(bare, message=clean(str(said or "")), message_parts=said)


def _joined(first: Message | None, second: Message | None) -> Message | None:
    if first is None or second is None:
        return first or second
    return Message("{first}; {second}", first=first, second=second)


def _exception(verdict: Verdict) -> Message | None:
    """That an exception was raised; which, only where the submission cannot have made it up."""
    if verdict.outcome is not Outcome.RAISED:
        return None
    raised = RAISED.match(verdict.message)
    if raised and raised[1] in KINDS:
        return Message("raised {kind}", kind=raised[1])
    return Message("raised an exception")


def numpy_warnings(warnings: Iterable[CodeWarning]) -> tuple[CodeWarning, ...]:
    """Those of a submission's warnings that are NumPy's own, without the calls."""
    own = (each for each in warnings if NUMPY_WARNING.fullmatch(each.message))
    return tuple(replace(each, call="", calls=0) for each in own)


def unseen(printed: Iterable[Printed]) -> tuple[Printed, ...]:
    """That something was printed, and not what: a function may print its arguments."""
    return tuple(
        Printed(function=each.function) if each.function else replace(each, call="")
        for each in printed
    )
