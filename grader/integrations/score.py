"""What a program is told about one submission: points, laws, and the report that they are in."""

from collections.abc import Sequence
from dataclasses import dataclass

from grader.examine.report_json import ExamResult, report_from
from grader.model import Outcome, Report, Verdict, added
from grader.sheets.sheet import Property, Question

__all__ = ["Law", "Score", "nothing_earned", "score_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Law:
    """
    One property of a question, and what became of it.

    Attributes
    ----------
    question : str
        The question's id.
    name, function : str
        What the property is called in the sheet, and the function that it judges.
    sentence : str
        The property as students read it.
    outcome : Outcome
        ``passed``, ``wrong``, ``raised``, …: a string.
    points : int or float
        What it is worth, whether or not it was earned.
    bonus : bool
        Whether these points come on top of those that are possible.
    example : str
        The smallest call found that shows the mistake, as Python; a line for each call.
    message : str
        What is wrong, in words.
    """

    question: str
    name: str
    function: str
    sentence: str
    outcome: Outcome
    points: int | float
    bonus: bool = False
    example: str = ""
    message: str = ""

    @property
    def passed(self) -> bool:
        """Whether it held in all that was asked."""
        return self.outcome is Outcome.PASSED


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """
    What one submission is worth.

    Attributes
    ----------
    reward : float
        ``earned`` as a share of ``possible``, from 0 to 1.
    earned, open, possible : int or float
        Points; those that are open could not be decided and are neither earned nor lost.
    decided : bool
        Whether nothing is open. Where something is, the reward is no statement about the
        submission: leave it out.
    laws : tuple of Law
        In the order of the sheet.
    report : str
        The canonical report as JSON; empty where there is none, and ``problem`` says why.
    problem : str
        Why there is no report: the submission is no text, or our own machinery failed.
    """

    reward: float
    earned: int | float
    open: int | float
    possible: int | float
    decided: bool
    laws: tuple[Law, ...]
    report: str = ""
    problem: str = ""


def score_of(found: ExamResult, questions: Sequence[Question]) -> Score:
    """The score that was found; where our own machinery failed, all of its points are open."""
    if found.text:
        return _reported(report_from(found.text), found.text)
    laws = tuple(
        _unasked(prop, Outcome.UNDECIDED, found.problem) for prop in _properties(questions)
    )
    return _score(laws, problem=found.problem)


def nothing_earned(problem: str, questions: Sequence[Question]) -> Score:
    """The score of what holds no function at all, because it is no text or no notebook."""
    laws = tuple(_unasked(prop, Outcome.MISSING, problem) for prop in _properties(questions))
    return _score(laws, problem=problem)


def _reported(report: Report, text: str) -> Score:
    laws = tuple(_law(mark.question, each) for mark in report.marks for each in mark.verdicts)
    return _score(laws, report=text)


def _score(laws: tuple[Law, ...], report: str = "", problem: str = "") -> Score:
    earned = added(law.points for law in laws if law.passed)
    open_ = added(law.points for law in laws if law.outcome.is_open)
    possible = added(law.points for law in laws if not law.bonus)
    return Score(
        reward=min(1.0, earned / possible) if possible else float(earned > 0),
        earned=earned,
        open=open_,
        possible=possible,
        decided=not any(law.outcome.is_open for law in laws),
        laws=laws,
        report=report,
        problem=problem,
    )


def _properties(questions: Sequence[Question]) -> list[Property]:
    return [prop for question in questions for prop in question.properties]


def _law(question: str, verdict: Verdict) -> Law:
    return Law(
        question=question,
        name=verdict.property,
        function=verdict.function,
        sentence=verdict.law,
        outcome=verdict.outcome,
        points=verdict.points,
        bonus=verdict.bonus,
        example=verdict.call,
        message=verdict.message,
    )


def _unasked(prop: Property, outcome: Outcome, message: str) -> Law:
    declared = prop.declared
    return Law(
        question=prop.question,
        name=prop.name,
        function=declared.function,
        sentence=prop.law,
        outcome=outcome,
        points=declared.points,
        bonus=declared.bonus,
        message=message,
    )
