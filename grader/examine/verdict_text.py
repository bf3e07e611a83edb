"""
The text of a lost property: the calls, the answers, and what is wrong.

The only place where what a student controls becomes words of ours; it is cleaned here,
once, so that no reporter has to remember to.
"""

from dataclasses import dataclass, replace
from typing import Any

from grader.authoring.disagreement import NO_RETURN, Disagreement
from grader.call_text import call_line, literal
from grader.errors import NotRecorded
from grader.examine.example_run import ExampleRun
from grader.examine.feedback.right_answers import RightAnswers
from grader.examine.feedback.shown_calls import Shown, shown_calls
from grader.examine.student.calls import Answer, Call, returned
from grader.examine.student.faults import StudentFault, StudentRaised
from grader.examine.student.objects.text import program_line
from grader.language import Message, message
from grader.model import UNWRITTEN, ShownCall
from grader.sheets.sheet import Property
from grader.text import clean, clean_message

__all__ = ["ALONE", "BESIDE", "GOING_BY_THE_OTHER", "Telling", "verdict_fields"]

LONGEST_ANSWER = 300
LONGEST_CALL = 2_000
NOTHING = Message("returned {value}", value=NO_RETURN)  # the same mistake in every call
OTHERWISE_REFUSED = Message("to refuse this, raise a ValueError")
# What is said of one of several calls, which the report calls first, second and third.
ALONE = (message("first: {found}"), message("second: {found}"), message("third: {found}"))
GOING_BY_THE_OTHER = (
    message("first, going by the second: {found}"),
    message("second, going by the first: {found}"),
)
BESIDE = (
    message("first, going by the others: {found}"),
    message("second, going by the others: {found}"),
    message("third, going by the others: {found}"),
)


@dataclass(frozen=True, slots=True)
class Telling:
    """
    What a verdict is put into words with.

    Attributes
    ----------
    right : RightAnswers
        The model, which tells the wrong answers from the others.
    full : bool
        Whether the feedback may say what should have come back.
    """

    right: RightAnswers
    full: bool


def verdict_fields(prop: Property, example_run: ExampleRun, telling: Telling) -> dict[str, Any]:
    """The fields of a Verdict that tell why a property was lost."""
    failure = example_run.failure
    shown = shown_calls(prop, example_run, telling.right)
    calls = tuple(_shown(*example_run.exchanges[n], n in shown.wrong) for n in shown.places)
    if len(calls) == 1:
        calls = (_alone(calls[0], *example_run.exchanges[shown.places[0]]),)
    said = _message(example_run, shown, telling)
    wanted = failure.wanted if telling.full and isinstance(failure, Disagreement) else ""
    return {
        "call": "\n".join(each.call for each in calls),
        "returned": "\n".join(each.returned for each in calls if each.returned),
        "expected": clean(str(wanted)),
        "message": clean(str(said)),
        "message_parts": clean_message(said),
        "line": failure.line if isinstance(failure, StudentFault) else 0,
        "cell": failure.cell if isinstance(failure, StudentFault) else 0,
        "shown": calls,
        "further": shown.further,
    }


def _shown(call: Call, answer: Answer, wrong: bool) -> ShownCall:
    line = clean(_line(call), LONGEST_CALL)
    if isinstance(answer.value, StudentFault):
        said = clean_message(answer.value.message)
        fault = clean(str(said), LONGEST_ANSWER)
        return ShownCall(call=line, fault=fault, fault_parts=said, wrong=wrong)
    text = clean(literal(returned(call, answer), LONGEST_ANSWER), LONGEST_ANSWER)
    if _returns(call):
        return ShownCall(call=line, returned=text, wrong=wrong)
    if call.constant:
        said = Message("is {value}", value=text)
    elif call.asks_for_hash:
        said = Message("hash number {n}", n=text)
    else:
        said = Message("printed {value}", value=text)
    return ShownCall(call=line, fault=str(said), fault_parts=said, wrong=wrong)


def _returns(call: Call) -> bool:
    """Whether what is heard is what a call returned."""
    return call.stdin is None and not call.constant and not call.asks_for_hash


def _alone(shown: ShownCall, call: Call, answer: Answer) -> ShownCall:
    """A call without others, with what it printed or is; of a fault the message tells."""
    if _returns(call) or call.asks_for_hash or isinstance(answer.value, StudentFault):
        return shown
    return replace(shown, call=f"{shown.call}  # {shown.fault}")


def _line(call: Call) -> str:
    """What is asked, as Python."""
    if call.constant:
        return call.function if call.function.isidentifier() else f"ANSWERS[{call.function!r}]"
    read = f"  # standard input: {call.stdin!r}" if call.stdin else ""
    if call.steps:
        return program_line(call.steps) + read
    return call_line(call.function, call.arguments) + read


def _message(example_run: ExampleRun, shown: Shown, telling: Telling) -> Message:
    failure = example_run.failure
    if isinstance(failure, Disagreement):
        return _found(failure, example_run, shown, telling)
    if isinstance(failure, StudentRaised) and failure.kind == "NotImplementedError":
        return Message(UNWRITTEN)
    if isinstance(failure, StudentRaised):
        return _raised(failure, example_run, shown, telling)
    if isinstance(failure, StudentFault):
        return failure.message
    if isinstance(failure, AssertionError):
        return Message(str(failure))
    if isinstance(failure, NotRecorded):
        return Message(
            "the pack does not hold what {function} should give in a call that this law needs. "
            "It is not your mistake; the points stay open until it is graded with the whole sheet.",
            function=failure.function,
        )
    return Message(
        "the grader could not judge this ({error}). "
        "It is not your mistake; the points stay open. Please report it.",
        error=f"{type(failure).__name__}: {failure}",
    )


def _raised(
    failure: StudentRaised, example_run: ExampleRun, shown: Shown, telling: Telling
) -> Message:
    """What was raised; and what should have been, where the call is to be refused."""
    calls = [example_run.exchanges[place][0] for place in shown.places]
    if any(telling.right.refuses(call) for call in calls):
        return Message("{first}; {second}", first=failure.message, second=OTHERWISE_REFUSED)
    return failure.message


def _found(
    failure: Disagreement, example_run: ExampleRun, shown: Shown, telling: Telling
) -> Message:
    """What was found, with names for the arguments, and for the calls where there are several."""
    if failure.argument is not None and shown.places:
        function = example_run.exchanges[shown.places[-1]][0].function
        failure = failure.named(telling.right.parameters(function))
    if shown.computed:
        failure = failure.computed()
    elif shown.subject is not None:
        function = example_run.exchanges[shown.subject][0].function
        failure = failure.of(telling.right.part_name(function, _part(failure, shown)))
    said = failure.sentence(show_wanted=telling.full)
    if len(shown.places) == 1 or shown.subject not in shown.places or failure.found == NOTHING:
        return said
    place = shown.places.index(shown.subject)
    if shown.alone:
        template = ALONE[place]
    else:
        template = (
            GOING_BY_THE_OTHER[place]
            if len(shown.places) == len(GOING_BY_THE_OTHER)
            else BESIDE[place]
        )
    return Message(template, found=said)


def _part(failure: Disagreement, shown: Shown) -> int | str | None:
    """Which part of the answer is meant: the one that was compared, or the entry that differs."""
    return shown.part if shown.part is not None else failure.entry
