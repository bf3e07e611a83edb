"""
The properties of one question on one submission: from recorded examples to verdicts.

All of them are talked about at once, so that the student's process is never idle; those
that measure CPU time come last and one call at a time, so that its clock counts nothing
else.  A function that is slow or hangs is put off, and asked when all questions have been: what
is right beside it does not wait, and does not pay for it.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from grader.errors import SandboxFailed
from grader.examine.ask_twice import ask_again, repeated_calls
from grader.examine.asking.call_rounds import CallRounds
from grader.examine.asking.scheduler import Scheduler
from grader.examine.example_run import ExampleRun, run
from grader.examine.known_answers import KnownAnswers
from grader.examine.student.faults import OutOfTime, TooSlow
from grader.examine.student.replies import RepeatedCall
from grader.examine.student.session import Session
from grader.examine.verdict_text import Telling
from grader.examine.verdicts import Examined, judged
from grader.sheets.corpus import Corpus
from grader.sheets.sheet import Property

__all__ = ["Examination"]

Examples = Sequence[Mapping[str, Any]]


class Examination:
    """
    What is said with a submission about one question, and what follows from it.

    ``known`` are right answers that were met before; new ones are added.
    """

    def __init__(
        self,
        properties: Sequence[Property],
        corpus: Corpus,
        known: KnownAnswers,
        session: Session,
    ) -> None:
        self._properties, self._session = properties, session
        self._examples = [corpus.examples(prop) for prop in properties]
        self._scheduler = Scheduler(session, CallRounds(session.salt, known.orders.get))
        self._indices: dict[int, int] = {}  # of the properties that are asked many at a time
        self._measured: dict[int, list[ExampleRun]] = {}
        self._asked_again: set[int] = set()
        self._error: SandboxFailed | None = None
        for place, (prop, own) in enumerate(zip(properties, self._examples, strict=True)):
            if own and not prop.declared.measured:
                trees = known.of(prop.key, len(own))
                self._indices[place] = self._scheduler.add(prop.body, own, trees)

    @property
    def slow(self) -> list[str]:
        """Functions that were put off."""
        return [] if self._error is not None else self._scheduler.slow

    def prepare(self) -> None:
        """Do what can be done before anything is asked."""
        self._scheduler.prepare()

    def ask(self, meanwhile: Callable[[], None] = lambda: None) -> None:
        """
        Ask everything, smallest examples first, but for functions that are put off.

        ``meanwhile`` is called while the process is at work.
        """
        self._guarded(lambda: self._scheduler.run(meanwhile))

    def ask_slow(self, function: str) -> None:
        """Ask what was put off of one function."""
        others = [name for name in self.slow if name != function]
        self._guarded(lambda: self._scheduler.run_slow(others))

    def examined(self, telling: Telling, *, slow_loses: bool = False) -> list[Examined]:
        """
        The verdicts, and what is to be asked once more of another process.

        ``slow_loses`` takes the points of a property that was too slow to be judged.
        """
        found = [self._judged(place, telling, slow_loses) for place in range(len(self._properties))]
        if self._error is not None:
            return found
        return [
            each
            if each.failed is not None or place not in self._indices
            else replace(each, repeated_calls=self._repeated(place))
            for place, each in enumerate(found)
        ]

    def _guarded(self, talk: Callable[[], None]) -> None:
        """Talk, and ask a second time what is settled by it; what fails on our side is noted."""
        try:
            if self._error is None:
                talk()
                self._ask_again()
        except SandboxFailed as error:
            self._error = error

    def _ask_again(self) -> None:
        settled = {
            index
            for index in self._indices.values()
            if (last := self._scheduler.example_runs(index)[-1]).finished and last.failure is None
        }
        ask_again(self._scheduler, sorted(settled - self._asked_again), self._session)
        self._asked_again |= settled
        put_off = set(self.slow)
        for place, prop in enumerate(self._properties):
            if place in self._indices or place in self._measured:
                continue
            if prop.declared.function not in put_off:
                self._measured[place] = _one_by_one(prop, self._examples[place], self._session)

    def _repeated(self, place: int) -> tuple[RepeatedCall, ...]:
        return repeated_calls(self._scheduler, self._indices[place], self._session)

    def _judged(self, place: int, telling: Telling, slow_loses: bool) -> Examined:
        prop, total = self._properties[place], len(self._examples[place])
        if self._error is not None:
            runs = [ExampleRun({}, self._error, finished=True)]
        elif place in self._indices:
            runs = self._scheduler.example_runs(self._indices[place])
        else:
            runs = self._measured[place]
        last = runs[-1]
        if isinstance(last.failure, OutOfTime) or not last.finished:
            answered = sum(each.finished and each.failure is None for each in runs)
            kind = TooSlow if slow_loses and answered else OutOfTime
            last.failure = kind(prop.declared.function, answered, total)
        return judged(prop, last, sum(each.calls for each in runs), telling)


def _one_by_one(prop: Property, examples: Examples, session: Session) -> list[ExampleRun]:
    """Each call alone; a property without an example is our mistake."""
    example_runs = []
    for example in examples:
        example_runs.append(run(prop.body, example, session.ask))
        if example_runs[-1].failure is not None:
            break
    missing = LookupError("the corpus has no example of it")
    return example_runs or [ExampleRun({}, missing, finished=True)]
