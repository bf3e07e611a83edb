"""
What an audit found out about a sheet, from its trials.

Arithmetic on values: which property catches what, what nobody catches, and what is caught that
should not be.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from grader.audit.equivalent_mutants import Reason
from grader.audit.mutants import Mutant
from grader.audit.other_solutions import Wheat
from grader.audit.power.measure import Family
from grader.audit.trials import Mistake, Trial
from grader.sheets.sheet import Question, Sheet

__all__ = ["Audit", "QuestionAudit"]


@dataclass(frozen=True)
class QuestionAudit:
    """
    The trials that belong to one question.

    A mutant belongs to the first question that asks for a function on which it has an effect.
    """

    question: Question
    mistakes: tuple[Trial, ...]
    mutants: tuple[Trial, ...]
    wheats: tuple[Trial, ...]
    equivalent: Mapping[str, Reason]

    def _own(self, trial: Trial) -> list[str]:
        return [key for key in trial.caught if key.startswith(f"{self.question.id}/")]

    @property
    def uncaught(self) -> list[Trial]:
        """Mistakes that no property of the question catches."""
        return [t for t in self.mistakes if not self._own(t) and not t.ended]

    @property
    def weak(self) -> list[Trial]:
        """Mistakes that a single frozen example catches, and no other."""
        counts = [(t, sum(t.caught[key].examples for key in self._own(t))) for t in self.mistakes]
        return [trial for trial, count in counts if count == 1]

    @property
    def alive(self) -> list[Trial]:
        """Mutants that no property catches and that are not listed as equivalent."""
        return [
            t
            for t in self.mutants
            if not t.caught and not t.ended and t.subject.name not in self.equivalent
        ]

    @property
    def judged_mutants(self) -> int:
        """Mutants that are not listed as equivalent."""
        return sum(t.subject.name not in self.equivalent for t in self.mutants)

    @property
    def false_rejects(self) -> list[Trial]:
        """Right solutions that lost a mark, or could not be tried to the end."""
        return [t for t in self.wheats if t.caught or t.ended]

    @property
    def without_mutants(self) -> list[str]:
        """Functions that the question asks for and in whose model answer nothing was changed."""
        changed = {
            name
            for trial in self.mutants
            if isinstance(trial.subject, Mutant)
            for name in trial.subject.functions
        }
        own = {p.declared.function for p in self.question.properties if p.declared.right}
        return [name for name in self.question.functions if name not in changed | own]

    @property
    def unreached(self) -> list[Trial]:
        """Mistakes in a function that no property calls."""
        return [t for t in self.mistakes if not t.reached]

    @property
    def idle(self) -> list[str]:
        """Names of properties that catch nothing: a letter, say, of which no mistake is known."""
        catching = {key for t in (*self.mistakes, *self.mutants) for key in t.caught}
        return [p.name for p in self.question.properties if p.key not in catching]

    @property
    def redundant(self) -> list[str]:
        """Names of properties that catch something, all of which would be caught without them."""
        alone = {
            keys[0] for t in (*self.mistakes, *self.mutants) if len(keys := list(t.caught)) == 1
        }
        needed = {p.name for p in self.question.properties if p.key in alone}
        return [p.name for p in self.question.properties if p.name not in {*needed, *self.idle}]


@dataclass(frozen=True)
class Audit:
    """
    All that was found.

    Attributes
    ----------
    sheet : Sheet
    trials : tuple of Trial
    equivalent : mapping from a mutant's name to why it is equivalent
    unread : mapping from a file of right solutions to why it could not be run
    seconds : float
        Wall-clock time that the trials took.
    questions_asked : tuple of Question
        Those that were looked at; none stands for all.
    astray : tuple of str
        Files of misconceptions that belong to no question, so that nothing reads them.
    families : tuple of Family
        Every kind of wrong answer and what is caught of it; none where that was not measured.
    """

    sheet: Sheet
    trials: tuple[Trial, ...]
    equivalent: Mapping[str, Reason] = field(default_factory=dict)
    unread: Mapping[str, str] = field(default_factory=dict)
    seconds: float = 0.0
    questions_asked: tuple[Question, ...] = ()
    astray: tuple[str, ...] = ()
    families: tuple[Family, ...] = ()

    @property
    def _asked(self) -> tuple[Question, ...]:
        return self.questions_asked or self.sheet.questions

    @cached_property
    def questions(self) -> tuple[QuestionAudit, ...]:
        """The trials, question by question."""
        return tuple(self._question(question) for question in self._asked)

    def _question(self, question: Question) -> QuestionAudit:
        own = [trial for trial in self.trials if self._home(trial) == question.id]
        return QuestionAudit(
            question=question,
            mistakes=tuple(t for t in own if isinstance(t.subject, Mistake)),
            mutants=tuple(t for t in own if isinstance(t.subject, Mutant)),
            wheats=tuple(t for t in own if isinstance(t.subject, Wheat)),
            equivalent=self.equivalent,
        )

    def _home(self, trial: Trial) -> str:
        subject = trial.subject
        if isinstance(subject, Mistake):
            return subject.question
        functions = subject.functions if isinstance(subject, Mutant) else (subject.function,)
        asking = (q.id for q in self._asked if set(functions) & set(q.functions))
        return next(asking, "")

    @property
    def strays(self) -> list[Trial]:
        """Mistakes that cost marks on a question that does not ask for their function."""
        asking = {p.key: q.functions for q in self.sheet.questions for p in q.properties}
        return [
            t
            for t in self.trials
            if isinstance(t.subject, Mistake)
            and any(t.subject.function not in asking[key] for key in t.caught)
        ]

    @property
    def stale(self) -> list[str]:
        """Listed as equivalent, but caught, or no mutant any more."""
        mutants = {t.subject.name: t for t in self.trials if isinstance(t.subject, Mutant)}
        return [
            name
            for name, reason in self.equivalent.items()
            if name not in mutants
            or ((mutants[name].caught or mutants[name].ended) and not reason.by_chance)
        ]

    @property
    def unlike(self) -> list[Trial]:
        """Right solutions whose answers are not those of the model."""
        return [t for t in self.trials if t.differing]

    @property
    def broken(self) -> list[Trial]:
        """Subjects at which a property failed with an error of its own."""
        return [t for t in self.trials if any(caught.ours for caught in t.caught.values())]

    @property
    def holds(self) -> bool:
        """Whether the sheet may be given to students."""
        per_question = (q.uncaught or q.alive or q.false_rejects for q in self.questions)
        return not (any(per_question) or self.strays or self.stale or self.unlike or self.broken)


def names(trials: Iterable[Trial] | Sequence[Trial]) -> list[str]:
    """The names of their subjects."""
    return [trial.subject.name for trial in trials]
