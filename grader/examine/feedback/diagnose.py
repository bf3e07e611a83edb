"""
Names the known mistake that a student made, judged by the answers.

A function that lost a property is asked a few more of the frozen examples.  A mistake whose own
answers agree with the student's on all of them, and are wrong on at least one, is named; where no
single one does, two that may be made together are tried.  Nothing here can move a mark.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice, permutations
from typing import Any

from grader.authoring.misconceive import Misconception
from grader.errors import StudentRaised
from grader.examine.feedback.same_answer import likeness
from grader.examine.feedback.suspects import Inquiry, Suspect
from grader.examine.student.in_process import quiet
from grader.examine.student.session import Session
from grader.examine.verdicts import Examined
from grader.language import Message
from grader.model import Outcome
from grader.sheets.corpus import Corpus
from grader.sheets.misconceptions import misconceptions
from grader.sheets.model_answers import model_student
from grader.sheets.sheet import Property, Sheet

__all__ = ["diagnose", "named"]

MOST_SUSPECTS = 8  # that agree with what was said in the examination

Function = Callable[..., Any]


def diagnose(
    examined: Sequence[tuple[Property, Examined]],
    sheet: Sheet,
    corpus: Corpus,
    session: Session,
) -> dict[str, Message]:
    """The mistake in each function that lost a property, in words; only where one is known."""
    lost = dict.fromkeys(p.declared.function for p, found in examined if _explicable(found))
    found: dict[str, Message | None] = {}
    for function in lost:
        known = _known(sheet, function)
        if known:
            session.begin_question()
            found[function] = _explained(function, known, examined, sheet, corpus, session)
    return {function: mistake for function, mistake in found.items() if mistake}


def named(
    examined: Sequence[tuple[Property, Examined]], mistakes: Mapping[str, Message]
) -> list[tuple[Property, Examined]]:
    """The same, where the verdict on a lost property names the mistake in its function."""
    return [(prop, _with(found, mistakes.get(prop.declared.function))) for prop, found in examined]


def _with(found: Examined, mistake: Message | None) -> Examined:
    if mistake is None or not _explicable(found):
        return found
    verdict = replace(found.verdict, misconception=str(mistake), misconception_parts=mistake)
    return replace(found, verdict=verdict)


def _explicable(found: Examined) -> bool:
    failure = found.failed and found.failed.failure
    unwritten = isinstance(failure, StudentRaised) and failure.kind == "NotImplementedError"
    return not unwritten and found.verdict.outcome in (Outcome.WRONG, Outcome.RAISED)


def _known(sheet: Sheet, function: str) -> list[Misconception]:
    """Mistakes in a function, of all questions that ask for it."""
    return [
        known
        for question in sheet.questions
        if function in question.functions
        for known in misconceptions(sheet, question)
        if known.function == function
    ]


def _explained(
    function: str,
    known: Sequence[Misconception],
    examined: Sequence[tuple[Property, Examined]],
    sheet: Sheet,
    corpus: Corpus,
    session: Session,
) -> Message | None:
    """The mistake in one function; None where none is known that explains all answers."""
    judging = [(p, found) for p, found in examined if p.declared.function == function]
    right: Function = getattr(model_student(sheet), function)
    inquiry = Inquiry(function, right, [p for p, _ in judging], likeness(sheet).get(function))
    with quiet():
        for _, found in judging:
            inquiry.hear(found.failed.exchanges if found.failed is not None else (), session)
        # What was said in the examination tells nearly all apart, and costs nothing.
        for suspects in (_single(known, right), _pairs(known, right)):
            left = list(islice(filter(inquiry.agrees, suspects), MOST_SUSPECTS))
            if left:
                inquiry.ask(corpus, session)
                left = list(filter(inquiry.agrees, left))
            if len(left) > 1:
                left = inquiry.settled(left, corpus, session)
            if left and (inquiry.wrong() or _by_the_clock(judging)):
                return left[0].mistake
    return None


def _by_the_clock(judging: Sequence[tuple[Property, Examined]]) -> bool:
    """Whether nothing but time was lost; then the mistake is one with right answers."""
    return all(prop.declared.measured for prop, found in judging if found.failed is not None)


def _single(known: Sequence[Misconception], right: Function) -> Iterator[Suspect]:
    return (Suspect(Message(each.sentence), each.planted(right)) for each in known)


def _pairs(known: Sequence[Misconception], right: Function) -> Iterator[Suspect]:
    """Two mistakes that may be made together, one after the other, in either order."""
    for one, other in permutations([each for each in known if each.combines], 2):
        both = Message(
            "{one}; and {other}", one=Message(one.sentence), other=Message(other.sentence)
        )
        yield Suspect(both, one.planted(other.planted(right)))
