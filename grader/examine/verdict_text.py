"""
What a lost property is told with: the calls, the answers, and what is wrong, as text.

The only place where what a student controls becomes words of ours; it is cleaned here,
once, so that no reporter has to remember to.
"""

from typing import Any

from grader.authoring.disagreement import Disagreement
from grader.call_text import call_line, literal
from grader.errors import StudentFault, StudentRaised
from grader.examine.example_run import ExampleRun
from grader.language import Message
from grader.model import UNWRITTEN
from grader.text import clean, clean_message

__all__ = ["verdict_fields"]

LONGEST_ANSWER = 300
LONGEST_CALL = 2_000
MOST_CALLS = 3


def verdict_fields(example_run: ExampleRun, *, full: bool) -> dict[str, Any]:
    """The fields of a Verdict that tell why a property was lost."""
    failure = example_run.failure
    said = _message(failure, full=full)
    return {
        "call": _calls(example_run),
        "returned": _returned(example_run),
        "expected": clean(str(failure.wanted))
        if full and isinstance(failure, Disagreement)
        else "",
        "message": clean(str(said)),
        "message_parts": clean_message(said),
        "line": failure.line if isinstance(failure, StudentFault) else 0,
        "cell": failure.cell if isinstance(failure, StudentFault) else 0,
    }


def _calls(example_run: ExampleRun) -> str:
    said = (
        example_run.exchanges[-1:]
        if len(example_run.exchanges) > MOST_CALLS
        else example_run.exchanges
    )
    lines = dict.fromkeys(call_line(call.function, call.arguments) for call, _ in said)
    return "\n".join(clean(line, LONGEST_CALL) for line in lines)


def _returned(example_run: ExampleRun) -> str:
    """What the shown calls returned; of one that asked for its arguments, only the value."""
    said = (
        example_run.exchanges[-1:]
        if len(example_run.exchanges) > MOST_CALLS
        else example_run.exchanges
    )
    values = [
        answer.value[0] if call.echo and isinstance(answer.value, tuple) else answer.value
        for call, answer in said
        if not isinstance(answer.value, Exception)
    ]
    return "\n".join(clean(literal(value, LONGEST_ANSWER), LONGEST_ANSWER) for value in values)


def _message(failure: BaseException | None, *, full: bool) -> Message:
    if isinstance(failure, Disagreement):
        return failure.sentence(show_wanted=full)
    if isinstance(failure, StudentRaised) and failure.kind == "NotImplementedError":
        return Message(UNWRITTEN)
    if isinstance(failure, StudentFault):
        return failure.message
    if isinstance(failure, AssertionError):
        return Message(str(failure))
    return Message(
        "the grader could not judge this ({error}). "
        "It is not your mistake; the points stay open. Please report it.",
        error=f"{type(failure).__name__}: {failure}",
    )
