"""
One submission, all questions: examine, mark, advise.

Marks come first and from the frozen corpus alone.  Only then are smaller examples looked
for, so that nothing about advice can move a mark.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from grader.examine.ask_afresh import confirmed
from grader.examine.feedback.counterexample import advise
from grader.examine.feedback.diagnose import diagnose, named
from grader.examine.feedback.hint_levels import EXAMPLE, WHERE, kept_back, numpy_warnings
from grader.examine.question import examine
from grader.examine.student.session import Session
from grader.examine.student.written_answers import left_out, written_answers
from grader.examine.verdicts import Examined
from grader.examine.versions import versions
from grader.mark import mark
from grader.model import Handed, LoadFailure, Mark, Outcome, Report, Submission
from grader.sandbox.limits import Limits
from grader.sandbox.processes.launch import Launcher
from grader.sheets.corpus import Corpus
from grader.sheets.sheet import Property, Question, Sheet
from grader.text import clean

__all__ = ["Settings", "check"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """
    How a submission is graded.

    Attributes
    ----------
    tier : str
        Isolation of the student's process.
    limits : Limits
    feedback : str
        ``"full"``, or ``"law"`` to keep back what should have been returned.
    search_seconds : float
        Budget of the search for smaller examples, over the whole submission.
    hint : int
        How much is told: 1 the law, 2 where it breaks, 3 the smallest example.
    capped : bool
        Whether it tells no more than the sheet's ``HINTS``; not so for who gives the marks.
    """

    tier: str = "limits"
    limits: Limits = field(default_factory=Limits)
    feedback: str = "full"
    search_seconds: float = 2.0
    hint: int = EXAMPLE
    capped: bool = True


def check(
    submission: Submission,
    sheet: Sheet,
    questions: Sequence[Question],
    corpus: Corpus,
    launcher: Launcher,
    settings: Settings,
    progress: Callable[[str], None] = lambda _: None,
    marked: Callable[[Report], None] = lambda _: None,
) -> Report:
    """
    Grade ``questions`` of ``sheet``.

    ``progress`` is told what is being looked at; ``marked`` gets the report as soon as its marks
    are made, before reasons and smaller examples are looked for.  What they raise ends it.
    """

    def report(told: Sequence[tuple[Property, Examined]]) -> Report:
        return Report(
            sheet=sheet.name,
            corpus=corpus.digest,
            submission=Handed(clean(submission.name), submission.sha256),
            isolation=settings.tier,
            marks=tuple(_mark(question, told) for question in questions),
            loading=tuple(LoadFailure(f.line, clean(f.message), f.cell) for f in failures),
            written=written,
            warnings=warned if stage == EXAMPLE else numpy_warnings(warned),
            remarks=(*left_out(omitted), *untaken),
            environment=versions(),
            hint=stage,
        )

    stage = min(settings.hint, sheet.hints) if settings.capped else settings.hint
    full = settings.feedback == "full" and sheet.feedback == "full"
    session = Session(
        submission,
        launcher,
        settings.tier,
        settings.limits,
        corpus.digest,
        frozenset(prop.declared.function for prop in sheet.properties),
    )
    try:
        examined: list[tuple[Property, Examined]] = []
        for question in questions:
            progress(f"question {question.id}")
            session.begin_question()
            found = examine(question.properties, corpus, session, full=full)
            if not any(each.verdict.outcome is Outcome.PASSED for each in found):
                session.write_off()
            examined += zip(question.properties, found, strict=True)
        failures, omitted = session.failures, session.loading.omitted
        warned = session.warnings.counted()
        progress("some of it once more")
        examined = confirmed(examined, session, full=full)
        written, untaken = written_answers(session, [each.id for each in sheet.questions])
        marked(report(examined if stage == EXAMPLE else _without_examples(examined)))
        session.begin_advice()
        progress("what may explain the mistakes")
        if stage < EXAMPLE:
            if stage == WHERE:
                from grader.examine.feedback.where import located  # nobody else needs it

                return report(located(examined, sheet, corpus, session))
            return report(_without_examples(examined))
        mistakes = diagnose(examined, sheet, corpus, session)
        if settings.search_seconds > 0:
            examined = advise(
                examined, session, seconds=settings.search_seconds, full=full, progress=progress
            )
        return report(named(examined, mistakes))
    finally:
        session.end()


def _mark(question: Question, examined: Sequence[tuple[Property, Examined]]) -> Mark:
    verdicts = [found.verdict for prop, found in examined if prop.question == question.id]
    return mark(question.id, question.title, verdicts)


def _without_examples(
    examined: Sequence[tuple[Property, Examined]],
) -> list[tuple[Property, Examined]]:
    """The same verdicts, which tell nothing but which laws were broken."""
    return [(prop, replace(each, verdict=kept_back(each.verdict))) for prop, each in examined]
