"""An audit from start to end: gather the subjects, try them, put together what was found."""

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path

from grader.audit.equivalent_mutants import Reason, equivalent_mutants
from grader.audit.findings import Audit
from grader.audit.mutants import Mutant, mutants
from grader.audit.other_solutions import Wheat, wheats
from grader.audit.power.bench import Tried
from grader.audit.power.measure import Family, family_of, measured_power
from grader.audit.trials import Mistake, Subject, Trial, tried
from grader.sheets.corpus import FILE_NAME, read_corpus
from grader.sheets.misconceptions import misconceptions, stray_modules
from grader.sheets.packs.whole import assert_whole
from grader.sheets.sheet import Question, Sheet, choose, load_sheet

__all__ = ["audit"]


def audit(
    name: str | None,
    *,
    corpus: Path | None = None,
    only: Sequence[str] = (),
    jobs: int = 2,
    progress: Callable[[str], None] = lambda _: None,
    power: bool = False,
) -> Audit:
    """
    Audit the sheet of this name, as in ``load_sheet``, in ``jobs`` processes.

    ``only`` names questions, as in ``choose``; without it all are looked at.  ``power`` measures
    what is caught of every kind of wrong answer, which takes minutes.  Raises GraderError where
    the sheet or its corpus cannot be used.
    """
    start = time.monotonic()
    sheet = load_sheet(name)
    assert_whole(sheet, "audit")
    read_corpus(corpus or sheet.folder / FILE_NAME, sheet)  # told once, and not by each process
    questions = choose(sheet, only)
    progress("what can be planted")
    subjects, unread = _subjects(sheet, questions if only else None)
    equivalent = equivalent_mutants(sheet.folder)
    if only:
        names = {each.name for each in subjects}
        equivalent = {name: why for name, why in equivalent.items() if name in names}
    try_all = partial(tried, sheet=name, corpus=corpus, progress=progress)
    trials = _settled(sheet, list(try_all(subjects, jobs=jobs)), equivalent, try_all)
    families: tuple[Family, ...] = ()
    if power:
        known, unfound = _known(trials, equivalent)
        families = measured_power(
            name,
            corpus=corpus,
            only=only,
            jobs=jobs,
            progress=progress,
            known=known,
            unfound=unfound,
        )
    return Audit(
        sheet=sheet,
        questions_asked=questions,
        astray=stray_modules(sheet),
        trials=tuple(trials),
        equivalent=equivalent,
        unread=unread,
        seconds=time.monotonic() - start,
        families=families,
    )


def _subjects(
    sheet: Sheet, questions: Sequence[Question] | None
) -> tuple[list[Subject], Mapping[str, str]]:
    """All that can be tried, or what is about these questions; and why files cannot be run."""
    right, unread = wheats(sheet)
    # Mutants come last: one that hangs delays nothing else.
    subjects: list[Subject] = [*_mistakes(sheet), *right, *mutants(sheet.model)]
    if questions is not None:
        subjects = [each for each in subjects if _is_about(each, questions)]
    return subjects, unread


def _settled(
    sheet: Sheet,
    trials: Sequence[Trial],
    equivalent: Mapping[str, Reason],
    try_all: Callable[..., Iterable[Trial]],
) -> list[Trial]:
    """
    The trials, those that the clock decided made once more, one at a time.

    What else the machine does can make a measured call slower, and never faster.
    """
    measured = {p.key: p.declared.function for p in sheet.properties if p.declared.measured}
    doubtful = [
        place
        for place, trial in enumerate(trials)
        if trial.subject.name not in equivalent and _doubtful(trial, measured)
    ]
    settled = list(trials)
    again = try_all([trials[place].subject for place in doubtful], jobs=1)
    for place, trial in zip(doubtful, again, strict=True):
        settled[place] = trial
    return settled


def _known(
    trials: Sequence[Trial], equivalent: Mapping[str, Reason]
) -> tuple[list[Tried], list[Mutant | Mistake]]:
    """What was caught already, and what no example has caught."""
    known, unfound = [], []
    for trial in trials:
        subject = trial.subject
        if isinstance(subject, Wheat) or subject.name in equivalent:
            continue
        if trial.caught or trial.ended:
            known.append(Tried(family_of(subject), subject.name, True))
        else:
            unfound.append(subject)
    return known, unfound


def _is_about(subject: Subject, questions: Sequence[Question]) -> bool:
    """Whether a subject may cost marks on one of these questions."""
    if isinstance(subject, Mistake):
        return any(subject.question == question.id for question in questions)
    asked = {name for question in questions for name in question.functions}
    return bool(asked & set(_functions(subject)))


def _functions(subject: Subject) -> tuple[str, ...]:
    return subject.functions if isinstance(subject, Mutant) else (subject.function,)


def _doubtful(trial: Trial, measured: Mapping[str, str]) -> bool:
    """Whether the clock alone spoke against a right solution, or for a wrong one."""
    subject = trial.subject
    if not set(_functions(subject)) & set(measured.values()):
        return False
    by_the_clock = set(trial.caught) <= set(measured)
    return by_the_clock and bool(trial.caught) == isinstance(subject, Wheat)


def _mistakes(sheet: Sheet) -> list[Mistake]:
    return [
        Mistake(question.id, known.name, known.function)
        for question in sheet.questions
        for known in misconceptions(sheet, question)
    ]
