"""
What may explain the points that a submission lost.

Marks are made before.  It is imported only where something was lost: it is a large part of all
that there is to import, and who did everything right need not wait for it.
"""

import contextlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from grader.errors import NotRecorded, SandboxFailed
from grader.examine.examiner import Examiner
from grader.examine.feedback.beyond_arguments import remembered, unused_generators
from grader.examine.feedback.counterexample import advise
from grader.examine.feedback.diagnose import diagnose, named
from grader.examine.feedback.follows import Following
from grader.examine.feedback.hint_levels import EXAMPLE, WHERE
from grader.examine.feedback.unheard_prints import with_unheard
from grader.examine.student.session import Session
from grader.examine.verdict_text import Telling
from grader.examine.verdicts import Examined
from grader.language import Message
from grader.model import Printed, Submission
from grader.sheets.sheet import Property

__all__ = ["Explainer"]

SEARCH_SHARE = 0.6  # of the time for advice; what an answer depends on is asked in the rest


@dataclass(frozen=True, slots=True)
class Explainer:
    """
    Explains what was found out about one submission.

    Attributes
    ----------
    examiner : Examiner
    session : Session
        In which the submission was asked; its time for advice begins when it is explained.
    progress : callable
        It is told what is being looked for.
    telling : Telling
    stage : int
        How much the hints tell.
    """

    examiner: Examiner
    session: Session
    progress: Callable[[Message], None]
    telling: Telling
    stage: int

    def explained(
        self,
        examined: Sequence[tuple[Property, Examined]],
        otherwise: Sequence[tuple[Property, Examined]],
        submission: Submission,
    ) -> Sequence[tuple[Property, Examined]]:
        """
        The same verdicts with what may explain them, as far as the hints go.

        Where no process can be had any more, it is ``otherwise``, and no mark is lost over it.
        """
        self.session.begin_advice()
        self.progress(Message("what may explain the mistakes"))
        told, following = otherwise, Following(submission)
        if self.stage >= WHERE:
            with contextlib.suppress(SandboxFailed):
                told = self._with_reasons(following.told(examined))
        return following.told(told)

    def printed(
        self, printed: tuple[Printed, ...], examined: Sequence[tuple[Property, Examined]]
    ) -> tuple[Printed, ...]:
        """What was printed, with what calls printed that did not end."""
        return with_unheard(printed, examined, self.session)

    def _with_reasons(
        self, examined: Sequence[tuple[Property, Examined]]
    ) -> Sequence[tuple[Property, Examined]]:
        sheet, corpus, session = self.examiner.sheet, self.examiner.corpus, self.session
        seconds = self.examiner.settings.search_seconds
        mistakes, memories = dict[str, Message](), dict[str, Message]()
        with contextlib.suppress(NotRecorded):  # by a pack: nothing is said then
            memories = remembered(examined, sheet, session)
        if self.stage == EXAMPLE:
            with contextlib.suppress(NotRecorded):  # likewise
                mistakes = diagnose(examined, sheet, corpus, session)
        if seconds > 0 and sheet.pack is None:
            examined = advise(
                examined,
                session,
                seconds=seconds,
                longest=SEARCH_SHARE * self.examiner.settings.limits.advice_seconds,
                telling=self.telling,
                progress=self.progress,
            )
        with contextlib.suppress(NotRecorded):  # likewise
            mistakes = unused_generators(examined, sheet, corpus, session) | mistakes
        mistakes |= memories  # no known mistake explains an answer that is right at first
        if self.stage == EXAMPLE:
            return named(examined, mistakes)
        from grader.examine.feedback.where import located  # nobody else needs it

        return located(examined, mistakes, sheet, corpus, session)
