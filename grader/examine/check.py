"""
One submission, all questions: examine, mark, explain.

Marks come first and from the frozen corpus alone.  Only then are smaller examples looked
for, so that nothing about advice can move a mark.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from grader.examine.ask_afresh import confirmed
from grader.examine.examiner import Examiner
from grader.examine.feedback.hint_levels import (
    EXAMPLE,
    kept_back,
    numpy_warnings,
    unseen,
)
from grader.examine.feedback.right_answers import RightAnswers
from grader.examine.rounds import examine_in_rounds
from grader.examine.settings import Settings
from grader.examine.student.session import Session
from grader.examine.student.written_answers import left_out, written_answers
from grader.examine.verdict_text import Telling
from grader.examine.verdicts import Examined
from grader.examine.versions import versions
from grader.language import Message
from grader.mark import mark
from grader.model import (
    CodeWarning,
    LoadFailure,
    Mark,
    Outcome,
    Printed,
    Report,
    Submission,
    SubmissionId,
)
from grader.sheets.packs.elsewhere import told
from grader.sheets.sheet import Property, Question, Sheet
from grader.text import clean, clean_message

if TYPE_CHECKING:
    from grader.examine.feedback.explain import Explainer

__all__ = ["check"]

Progress = Callable[[Message], None]


@dataclass(frozen=True, slots=True)
class _Findings:
    """
    All that was found out about a submission before anything is explained.

    Attributes
    ----------
    examined : sequence of (Property, Examined)
    loading : tuple of LoadFailure
    written : tuple of (question, text)
    warnings : tuple of CodeWarning
    printed : tuple of Printed
    remarks : tuple of Message
    """

    examined: Sequence[tuple[Property, Examined]]
    loading: tuple[LoadFailure, ...]
    written: tuple[tuple[str, str], ...]
    warnings: tuple[CodeWarning, ...]
    printed: tuple[Printed, ...]
    remarks: tuple[Message, ...]


def check(
    examiner: Examiner,
    submission: Submission,
    questions: Sequence[Question] | None = None,
    progress: Progress = lambda _: None,
    marked: Callable[[Report], None] = lambda _: None,
    meanwhile: Callable[[], None] = lambda: None,
) -> Report:
    """
    Grade these questions, or all that the examiner is for.

    ``progress`` is told what is being looked at; ``marked`` gets the report as soon as its marks
    are made, before reasons and smaller examples are looked for; ``meanwhile`` is called at most
    once, when nothing is left to prepare and the submission is at work.  What they raise ends it.
    """
    asked = examiner.questions if questions is None else questions
    stage = _stage(examiner.settings, examiner.sheet)
    session = _session(examiner, submission)
    try:
        found = examine_all(examiner, asked, session, progress, meanwhile)
        bare = found if stage == EXAMPLE else _without_examples(found)
        marked(make_report(examiner, submission, asked, bare))
        lost = any(each.verdict.outcome is not Outcome.PASSED for _, each in found.examined)
        if lost or session.loading.skipped:
            explainer = _explainer(examiner, session, progress, stage)
            told = explainer.explained(found.examined, bare.examined, submission)
            printed = explainer.printed(found.printed, found.examined)
            found = replace(found, examined=told, printed=printed)
        return make_report(examiner, submission, asked, found)
    finally:
        session.process.close()


def _explainer(examiner: Examiner, session: Session, progress: Progress, stage: int) -> "Explainer":
    """Whoever explains what was lost, and what a right submission need not wait for."""
    from grader.examine.feedback.explain import Explainer

    return Explainer(examiner, session, progress, _telling(examiner), stage)


def _without_examples(found: _Findings) -> _Findings:
    """The same findings, of which the verdicts tell nothing but which laws were broken."""
    bare = [(prop, replace(each, verdict=kept_back(each.verdict))) for prop, each in found.examined]
    return replace(found, examined=bare)


def examine_all(
    examiner: Examiner,
    questions: Sequence[Question],
    session: Session,
    progress: Progress,
    meanwhile: Callable[[], None],
) -> _Findings:
    """Ask all that the marks depend on, and confirm some of it in a second process."""
    telling = _telling(examiner)
    examined = examine_in_rounds(examiner, questions, session, progress, telling, meanwhile)
    failures, omitted = session.failures, session.loading.omitted
    session.asides.note(session.loading.aside, None)
    warned, printed = session.asides.warnings(), session.asides.printed()
    progress(Message("some of it once more"))
    examined = confirmed(examined, session, telling)
    ids = [each.id for each in examiner.sheet.questions]
    unmarked = [each.name for q in examiner.sheet.questions for each in q.elsewhere]
    constants = {*examiner.sheet.constants, *unmarked}
    written, untaken = written_answers(session, ids, constants)
    not_here = [said for q in questions for said in told(q.id, q.elsewhere)]
    return _Findings(
        examined,
        tuple(map(_cleaned, failures)),
        written,
        warned,
        printed,
        tuple(map(clean_message, (*left_out(omitted), *untaken, *not_here))),
    )


def _cleaned(failure: LoadFailure) -> LoadFailure:
    parts = failure.message_parts
    return replace(
        failure,
        message=clean(failure.message),
        message_parts=clean_message(parts) if parts is not None else None,
    )


def make_report(
    examiner: Examiner, submission: Submission, questions: Sequence[Question], found: _Findings
) -> Report:
    """What was found, as the report that is stored and shown."""
    stage = _stage(examiner.settings, examiner.sheet)
    return Report(
        sheet=examiner.sheet.name,
        corpus=examiner.corpus.digest,
        submission=SubmissionId(clean(submission.name), submission.sha256),
        isolation=examiner.settings.tier,
        marks=tuple(_mark(question, found.examined) for question in questions),
        loading=found.loading,
        written=found.written,
        warnings=found.warnings if stage == EXAMPLE else numpy_warnings(found.warnings),
        printed=found.printed if stage == EXAMPLE else unseen(found.printed),
        remarks=tuple(clean(str(remark)) for remark in found.remarks),
        remark_parts=found.remarks,
        environment=versions(examiner.sheet.settings.packages),
        hint=stage,
    )


def _session(examiner: Examiner, submission: Submission) -> Session:
    return Session(
        submission,
        examiner.launched,
        examiner.settings.tier,
        examiner.settings.limits,
        examiner.corpus.secret,
        frozenset(prop.declared.function for prop in examiner.sheet.properties),
    )


def _stage(settings: Settings, sheet: Sheet) -> int:
    """How much is told: what was asked for, capped by the sheet."""
    return min(settings.hint, sheet.settings.hints) if settings.capped else settings.hint


def _telling(examiner: Examiner) -> Telling:
    full = examiner.settings.feedback == examiner.sheet.settings.feedback == "full"
    return Telling(RightAnswers(examiner.sheet), full)


def _mark(question: Question, examined: Sequence[tuple[Property, Examined]]) -> Mark:
    verdicts = [found.verdict for prop, found in examined if prop.question == question.id]
    return mark(question.id, question.title, verdicts, elsewhere=bool(question.elsewhere))
