"""
Whether a hint is true, judged by its sentence alone.

What it says is said of the examples that were tried, so that the smallest and the recorded ones
must bear it out, all of them.  A reader will take it for a rule all the same: so it is held against
200 more, of which nobody knew when the hint was made, and none of them may contradict it.  They are
the same every time.
"""

import math
from functools import cache
from typing import NamedTuple

from grader.examine.example_run import run
from grader.examine.feedback import where
from grader.examine.feedback.claims.fresh_examples import fresh_examples
from grader.examine.feedback.claims.told_apart import REACHES, Condition, Hint
from grader.examine.feedback.counterexample import advise
from grader.examine.feedback.right_answers import RightAnswers
from grader.examine.student.in_process import InProcessStudent, quiet
from grader.examine.verdict_text import Telling
from grader.examine.verdicts import judged
from grader.sheets.corpus import FILE_NAME, read_corpus
from grader.sheets.model_answers import model_student
from grader.sheets.sheet import load_sheet

DRAWN, SEED = 200, 271_828
PAIR = "{one} and {other}"
REACH = {template: reach for reach, template in REACHES.items()}

drawn = cache(fresh_examples)


class Claim(NamedTuple):
    """What a hint claims, with the examples that speak against it: known ones, and new ones."""

    said: str
    false: list[str]
    surprising: list[str]


class InThisProcess:
    """What advice is asked of: functions in this process, which answer as a submission would."""

    def __init__(self, functions, known):
        self.ask = InProcessStudent(functions, known).ask

    def begin_question(self):
        """There is no clock."""


class Bench:
    """A sheet, its frozen examples and its model, on which hints are made and judged."""

    def __init__(self, sheet=None, search_seconds=0.3):
        self.sheet = load_sheet(sheet)
        self.model = dict(vars(model_student(self.sheet)))
        self.corpus = read_corpus(self.sheet.folder / FILE_NAME, self.sheet)
        self.reader = where.CallReader(self.sheet)
        self.telling = Telling(RightAnswers(self.sheet), full=True)
        self.search_seconds = search_seconds
        self.known = {name: {} for name in self.model}

    def hints(self, changed):
        """Each property that a submission loses which is right but for ``changed``, with a hint."""
        session = self.session(changed)
        lost = [
            (prop, judged(prop, failed, 1, self.telling))
            for prop in self.sheet.properties
            if prop.declared.function in changed and not prop.declared.measured
            for failed in self.first_failure(prop, session)
        ]
        with quiet():
            lost = advise(
                lost,
                session,
                seconds=self.search_seconds,
                longest=math.inf,
                telling=self.telling,
                progress=lambda _: None,
            )
        told = where.located(lost, {}, self.sheet, self.corpus, session)
        for (prop, found), (_, hinted) in zip(lost, told, strict=True):
            yield prop, found.failed, hinted.verdict.message_parts

    def session(self, changed):
        """A submission that is right but for ``changed``."""
        known = {name: found for name, found in self.known.items() if name not in changed}
        return InThisProcess({**self.model, **changed}, known)

    def first_failure(self, prop, session):
        """The first recorded example that a property fails, if there is one."""
        with quiet():
            for example in self.corpus.examples(prop):
                example_run = run(prop.body, example, session.ask)
                if example_run.failure is not None:
                    return [example_run]
        return []

    def claims(self, changed):
        """What hints about ``changed`` claim, each with the examples that speak against it."""
        session = self.session(changed)
        for prop, failed, said in self.hints(changed):
            hint = claim(said)
            if hint is None or not hint.claims:
                continue
            known = [failed.example, *self.corpus.examples(prop)]
            with quiet():
                false, surprising = (
                    [each for each in examples if self.contradicts(each, hint, prop, session)]
                    for examples in (known, drawn(prop, DRAWN, SEED))
                )
            yield Claim(f"{prop.key}: {said}", [*map(str, false)], [*map(str, surprising)])

    def contradicts(self, example, hint, prop, session):
        """Whether an example speaks against a hint."""
        example_run = run(prop.body, example, session.ask)
        found = self.reader.read(prop, example_run)
        return hint.contradicted(found, fails=example_run.failure is not None)


def claim(said):
    """What a sentence claims of all inputs; None where it claims nothing."""
    while said is not None and "second" in dict(said.values):
        said = dict(said.values)["second"]
    if said is None or said.template not in REACH:
        return None
    reach, unless = REACH[said.template]
    values = dict(said.values)
    fact = values["fact"]
    facts = tuple(value for _, value in fact.values) if fact.template == PAIR else (fact,)
    return Hint(reach, Condition(facts, unless), values["wrong"], values["n"])
