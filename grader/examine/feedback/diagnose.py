"""
Names the known mistake that a student made, judged by the answers.

A function that lost a property is asked a few more of the frozen examples.  A mistake whose own
answers agree with the student's on all of them, and are wrong on at least one, is named.  Where no
single one does, and no two that are made one after the other, each lost property is looked at by
itself: a second mistake, known or not, must not hide the first.  There a mistake, or two side by
side, has to explain all answers to that property and to those that held.  Nothing here can move a
mark.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from itertools import combinations, islice
from typing import Any

from grader.examine.feedback.mistakes.computed import computed
from grader.examine.feedback.mistakes.digested import digested
from grader.examine.feedback.mistakes.suspect import Known, Suspect, Suspects, side_by_side
from grader.examine.feedback.same_answer import likeness
from grader.examine.feedback.suspects import Inquiry
from grader.examine.student.faults import StudentRaised
from grader.examine.student.in_process import quiet
from grader.examine.student.session import Session
from grader.examine.verdicts import Examined
from grader.language import Message
from grader.model import Outcome
from grader.sheets.corpus import Corpus
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
    """The mistake behind each lost property, in words; by the property's key, where it is known."""
    lost = dict.fromkeys(p.declared.function for p, found in examined if _explicable(found))
    mistakes: dict[str, Message] = {}
    for function in lost:
        right: Function = getattr(model_student(sheet), function)
        known = _known(sheet, function, right)
        if known is not None:
            session.begin_question()
            mistakes |= _Case(function, right, known, examined, sheet, corpus, session).mistakes()
    return mistakes


def named(
    examined: Sequence[tuple[Property, Examined]], mistakes: Mapping[str, Message]
) -> list[tuple[Property, Examined]]:
    """The same, where the verdict on a lost property names the mistake behind it."""
    return [(prop, _with(found, mistakes.get(prop.key))) for prop, found in examined]


def _with(found: Examined, mistake: Message | None) -> Examined:
    if mistake is None or not _explicable(found):
        return found
    verdict = replace(found.verdict, misconception=str(mistake), misconception_parts=mistake)
    return replace(found, verdict=verdict)


def _explicable(found: Examined) -> bool:
    failure = found.failed and found.failed.failure
    unwritten = isinstance(failure, StudentRaised) and failure.kind == "NotImplementedError"
    return not unwritten and found.verdict.outcome in (Outcome.WRONG, Outcome.RAISED)


def _known(sheet: Sheet, function: str, right: Function) -> Known | None:
    """Mistakes in a function, of all questions that ask for it."""
    own = likeness(sheet).get(function)
    if sheet.pack is not None:
        return digested(sheet.pack, function, right, own)
    return computed(sheet, function, right, own)


class _Case:
    """One function that lost properties, and the mistakes that are known in it."""

    def __init__(
        self,
        function: str,
        right: Function,
        known: Known,
        examined: Sequence[tuple[Property, Examined]],
        sheet: Sheet,
        corpus: Corpus,
        session: Session,
    ) -> None:
        self._judging = [(p, found) for p, found in examined if p.declared.function == function]
        self._props = [prop for prop, _ in self._judging]
        self._lost = [prop for prop, found in self._judging if _explicable(found)]
        self._held = [prop for prop, found in self._judging if found.failed is None]
        self._follows = any(found.verdict.follows for _, found in self._judging)
        own = likeness(sheet).get(function)
        self._inquiry = Inquiry(sheet, function, right, self._props, own, known.judge)
        self._single, self._chained = known.single, known.chained
        self._corpus = corpus
        self._session = session

    def mistakes(self) -> dict[str, Message]:
        """What is wrong, by the key of each lost property that it explains."""
        with quiet():
            for prop, found in self._judging:
                said = found.failed.exchanges if found.failed is not None else ()
                self._inquiry.hear(prop, said, self._session)
            # What was said in the examination tells nearly all apart, and costs nothing.
            for suspects in (self._single, self._chained):
                left = self._left(suspects, self._props)
                if left and self._inquiry.wrong(self._props):
                    return {prop.key: self._needed(left[0], prop) for prop in self._lost}
            return self._by_property()

    def _needed(self, suspect: Suspect, prop: Property) -> Message:
        """The one of several mistakes made in turn that explains a property alone."""
        alone = (part for part in suspect.parts if self._inquiry.explained((part,), [prop]))
        return next(alone, suspect).mistake

    def _left(self, suspects: Sequence[Suspect], props: Sequence[Property]) -> list[Suspect]:
        """The suspects that explain all answers to these properties, after further questions."""
        explaining = (s for s in suspects if self._inquiry.explained((s,), props))
        left = [*islice(explaining, MOST_SUSPECTS)]
        if left:
            self._inquiry.ask(self._corpus, self._session)
            left = [s for s in left if self._inquiry.explained((s,), props)]
        if len(left) > 1:
            left = self._inquiry.settled(left, props, self._corpus, self._session)
        return [each for each in left if self._is_borne_out((each,), props)]

    def _is_borne_out(self, by: Suspects, props: Sequence[Property]) -> bool:
        return self._inquiry.borne_out(by, props, self._corpus, self._session)

    def _by_property(self) -> dict[str, Message]:
        """The mistake behind each lost property, where several are in the function."""
        lost = [prop for prop in self._lost if not prop.declared.measured]
        self._inquiry.ask(self._corpus, self._session)
        explaining = {prop.key: self._explaining(prop) for prop in lost}
        often = Counter(s for found in explaining.values() for each in found for s in each)
        return {
            key: side_by_side(max(found, key=lambda by: sum(often[s] for s in by)))
            for key, found in explaining.items()
            if found
        }

    def _explaining(self, prop: Property) -> list[Suspects]:
        """The mistakes, alone or two of them, that explain a property; the fewest that do."""
        props = [prop, *self._held]
        if not self._inquiry.wrong([prop]):
            return []
        # Two mistakes one after the other hardly explain what another function's mistake led to.
        chained = [] if self._follows else self._chained
        alone = self._left([*self._single, *chained], props)
        if alone:
            return [(each,) for each in alone]
        pairs = (p for p in combinations(self._single, 2) if self._inquiry.explained(p, props))
        return [pair for pair in pairs if self._is_borne_out(pair, props)]
