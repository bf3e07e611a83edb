"""
What a lost property is told with: the calls, the answers, and what is wrong, as text.

The only place where what a student controls becomes words of ours; it is cleaned here,
once, so that no reporter has to remember to.
"""

from dataclasses import dataclass
from typing import Any

from grader.authoring.disagreement import Disagreement
from grader.call_text import call_line, literal
from grader.errors import StudentFault, StudentRaised
from grader.examine.example_run import ExampleRun
from grader.examine.looked_at import returned
from grader.examine.right_answers import RightAnswers
from grader.examine.shown_calls import Shown, shown_calls
from grader.examine.student.proxy import Answer, Call
from grader.model import ShownCall
from grader.sheets.sheet import Property
from grader.text import clean

__all__ = ["ORDINALS", "Telling", "verdict_fields"]

LONGEST_ANSWER = 300
LONGEST_CALL = 2_000
ORDINALS = ("first", "second", "third")


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
    wanted = failure.wanted if telling.full and isinstance(failure, Disagreement) else ""
    return {
        "call": "\n".join(each.call for each in calls),
        "returned": "\n".join(each.returned for each in calls if each.returned),
        "expected": clean(str(wanted)),
        "message": clean(_message(example_run, shown, telling)),
        "line": failure.line if isinstance(failure, StudentFault) else 0,
        "cell": failure.cell if isinstance(failure, StudentFault) else 0,
        "shown": calls,
        "further": shown.further,
    }


def _shown(call: Call, answer: Answer, wrong: bool) -> ShownCall:
    line = clean(call_line(call.function, call.arguments), LONGEST_CALL)
    if isinstance(answer.value, Exception):
        return ShownCall(call=line, fault=clean(str(answer.value), LONGEST_ANSWER), wrong=wrong)
    text = literal(returned(call, answer), LONGEST_ANSWER)
    return ShownCall(call=line, returned=clean(text, LONGEST_ANSWER), wrong=wrong)


def _message(example_run: ExampleRun, shown: Shown, telling: Telling) -> str:
    failure = example_run.failure
    if isinstance(failure, Disagreement):
        return _found(failure, example_run, shown, telling)
    if isinstance(failure, StudentRaised) and failure.kind == "NotImplementedError":
        return "not implemented yet"
    if isinstance(failure, (StudentFault, AssertionError)):
        return str(failure)
    return (
        f"the grader could not judge this ({type(failure).__name__}: {failure}). "
        "It is not your mistake; the points stay open. Please report it."
    )


def _found(failure: Disagreement, example_run: ExampleRun, shown: Shown, telling: Telling) -> str:
    """What was found, with names for the arguments, and for the calls where there are several."""
    if failure.argument is not None and shown.places:
        function = example_run.exchanges[shown.places[-1]][0].function
        failure = failure.named(telling.right.parameters(function))
    said = str(failure.sentence(show_wanted=telling.full))
    if shown.subject not in shown.places or len(shown.places) == 1:
        return said
    which = ORDINALS[shown.places.index(shown.subject)]
    if shown.alone:
        return f"{which}: {said}"
    others = [ORDINALS[n] for n, place in enumerate(shown.places) if place != shown.subject]
    beside = " and ".join(others) if not shown.further else "the others"
    return f"{which}, going by {beside}: {said}"
