"""
What a lost property is told with: the calls, the answers, and what is wrong, as text.

The only place where what a student controls becomes words of ours; it is cleaned here,
once, so that no reporter has to remember to.
"""

from typing import Any

from grader.authoring.disagreement import Disagreement
from grader.call_text import call_line, literal
from grader.errors import StudentFault, StudentRaised
from grader.examine.example_run import Dialogue
from grader.text import clean

__all__ = ["spoken"]

LONGEST_ANSWER = 300
LONGEST_CALL = 2_000
MOST_CALLS = 3


def spoken(dialogue: Dialogue, *, full: bool) -> dict[str, Any]:
    """The fields of a Verdict that tell why a property was lost."""
    failure = dialogue.failure
    return {
        "call": _calls(dialogue),
        "returned": _returned(dialogue),
        "expected": clean(failure.wanted) if full and isinstance(failure, Disagreement) else "",
        "message": clean(_message(failure, full=full)),
        "line": failure.line if isinstance(failure, StudentFault) else 0,
        "cell": failure.cell if isinstance(failure, StudentFault) else 0,
    }


def _calls(dialogue: Dialogue) -> str:
    said = dialogue.said[-1:] if len(dialogue.said) > MOST_CALLS else dialogue.said
    lines = dict.fromkeys(call_line(call.function, call.arguments) for call, _ in said)
    return "\n".join(clean(line, LONGEST_CALL) for line in lines)


def _returned(dialogue: Dialogue) -> str:
    """What the shown calls returned; of one that asked for its arguments, only the value."""
    said = dialogue.said[-1:] if len(dialogue.said) > MOST_CALLS else dialogue.said
    values = [
        answer.value[0] if call.echo and isinstance(answer.value, tuple) else answer.value
        for call, answer in said
        if not isinstance(answer.value, Exception)
    ]
    return "\n".join(clean(literal(value, LONGEST_ANSWER), LONGEST_ANSWER) for value in values)


def _message(failure: BaseException | None, *, full: bool) -> str:
    if isinstance(failure, Disagreement):
        return failure.sentence(show_wanted=full)
    if isinstance(failure, StudentRaised) and failure.kind == "NotImplementedError":
        return "not implemented yet"
    if isinstance(failure, (StudentFault, AssertionError)):
        return str(failure)
    return (
        f"the grader could not judge this ({type(failure).__name__}: {failure}). "
        "It is not your mistake; the points stay open. Please report it."
    )
