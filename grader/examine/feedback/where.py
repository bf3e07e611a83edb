"""
Where a function goes wrong: which examples of a property it fails, and what those have in common.

Nothing here can move a mark: marks are made before.  All examples are of the one property that the
hint is about: the recorded ones, the smallest that the live search found, and, where the hint is to
claim something of all inputs, fresh ones in two draws.  How many it rests on is told with it.
"""

import inspect
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Any

from grader.call_text import brevity
from grader.errors import BadSheet, SandboxFailed
from grader.examine.ask_twice import TwoAnswers
from grader.examine.example_run import ExampleRun, run
from grader.examine.feedback.claims.call_facts import Nouns, facts
from grader.examine.feedback.claims.fresh_examples import fresh_examples
from grader.examine.feedback.claims.neighbours import neighbours
from grader.examine.feedback.claims.told_apart import (
    NOTHING_BESIDE,
    Beside,
    Facts,
    Hint,
    Seen,
    may_be_claimed,
    seen,
    told_apart,
)
from grader.examine.feedback.hint_levels import is_hint, kept_back
from grader.examine.feedback.retold import is_unassumed
from grader.examine.feedback.right_or_wrong import RightOrWrong, steady
from grader.examine.student.calls import Ask, Call
from grader.examine.student.faults import CallTimedOut, GivenUp, OutOfTime
from grader.examine.student.in_process import quiet
from grader.examine.student.session import Session
from grader.examine.verdicts import Examined
from grader.language import Message
from grader.sheets.choosing.cpu_limit import thread_seconds
from grader.sheets.corpus import Corpus
from grader.sheets.model_answers import model_student
from grader.sheets.sheet import Property, Sheet

__all__ = ["CallReader", "Tried", "located"]

AXES = "axes.toml"
AT_FIRST = 24  # examples of a property; where all of them fail, the others are not asked
MOST_CALLS = 40  # of one example; properties that make more judge chance
SEEDS = (11, 1_100)  # of two draws of fresh examples; what the first contradicts is not asked again
FRESH = 200  # examples of a draw that a claim is held against
MOST_FRESH = 600  # in a draw, of all properties together
LEAST_BESIDE = 120  # examples that are made to contradict a claim; else twice as many as a draw has
ONCE_MORE = 3  # failing examples that are asked again
SECONDS = 12.0  # of our own work, a net; the session bounds the rest by its clock

Examples = Sequence[Mapping[str, Any]]


def located(
    examined: Sequence[tuple[Property, Examined]],
    beyond: Mapping[str, Message],
    sheet: Sheet,
    corpus: Corpus,
    session: Session,
) -> list[tuple[Property, Examined]]:
    """
    The same verdicts, which tell where the broken laws break in the place of an example.

    ``beyond`` is what answers depend on besides the arguments, by a property's key: that is told
    instead, since where a function goes wrong is then no matter of its arguments.
    """
    lost = sum(_is_asked(prop, found) for prop, found in examined)
    asker = _Asker(sheet, corpus, session, min(FRESH, MOST_FRESH // max(lost, 1)))
    return [(prop, _located(prop, found, asker, beyond.get(prop.key))) for prop, found in examined]


def _is_asked(prop: Property, found: Examined) -> bool:
    hint = found.failed is not None and is_hint(found.verdict)
    return hint and not prop.declared.measured


def _located(prop: Property, found: Examined, asker: "_Asker", beyond: Message | None) -> Examined:
    if found.failed is None:
        return found
    where = beyond
    if where is None and _is_asked(prop, found):
        where = asker.where(prop, found.failed)
    return replace(found, verdict=kept_back(found.verdict, where))


class _TimeIsUp(Exception):
    """All time for advice is used up."""


class CallReader:
    """Reads what is true of the calls that an example made."""

    def __init__(self, sheet: Sheet) -> None:
        self._model = model_student(sheet)
        self._nouns = _axes(sheet)
        self._right_or_wrong = RightOrWrong(sheet)

    def read(self, prop: Property, example_run: ExampleRun) -> Seen:
        """
        An example as a hint sees it.

        Where it failed, the calls whose answers are not the model's are in question; where that is
        not known, and where it held, all calls are.
        """
        name = prop.declared.function
        own = [e for e in example_run.exchanges if e[0].function == name and not e[0].steps]
        if len(own) > MOST_CALLS:
            return seen([])
        wrong = own if example_run.failure is None else self._right_or_wrong.wrong(own)
        return seen(self._facts(call) for call, _ in wrong or own)

    def holds(self, prop: Property, example: Mapping[str, Any]) -> bool:
        """Whether a law holds of the model's answers on an example that is not drawn."""
        try:
            self._right_or_wrong.calls(prop, example)
        except Exception:
            return False
        return True

    def _facts(self, call: Call) -> Facts:
        return facts(self._named(call), self._nouns.get(call.function, {}))

    def _named(self, call: Call) -> dict[str, Any]:
        """A call's arguments by the names that the sheet gives them."""
        parameters = inspect.signature(getattr(self._model, call.function)).parameters
        return dict(zip(parameters, call.arguments, strict=False))


@dataclass(frozen=True, slots=True)
class Tried:
    """
    Examples of one property that were asked of a submission, by what came of them.

    Attributes
    ----------
    failing, passing : list of Seen
    runs : list of ExampleRun
        Those that failed.
    held : list of mapping
        The examples that passed.
    """

    failing: list[Seen] = field(default_factory=list)
    passing: list[Seen] = field(default_factory=list)
    runs: list[ExampleRun] = field(default_factory=list)
    held: list[Mapping[str, Any]] = field(default_factory=list)

    def ask(
        self, prop: Property, examples: Iterable[Mapping[str, Any]], ask: Ask, reader: CallReader
    ) -> None:
        """Ask examples, until one takes too long: no more is asked for the sake of a hint."""
        for example in examples:
            example_run = run(prop.body, example, ask)
            if isinstance(example_run.failure, OutOfTime):
                raise _TimeIsUp
            if isinstance(example_run.failure, (CallTimedOut, GivenUp, SandboxFailed)):
                break
            if is_unassumed(example_run.failure):
                continue  # the law does not speak of it
            found = reader.read(prop, example_run)
            if example_run.failure is None:
                self.passing.append(found)
                self.held.append(example)
            else:
                self.failing.append(found)
                self.runs.append(example_run)

    def hint(self, beside: Beside = NOTHING_BESIDE) -> Hint | None:
        """What the failing ones have in common; None where there are none."""
        return told_apart(self.failing, self.passing, beside=beside)


class _Asker:
    """Asks a submission the examples of one property after the other."""

    def __init__(self, sheet: Sheet, corpus: Corpus, session: Session, fresh: int) -> None:
        self._reader = CallReader(sheet)
        self._corpus = corpus
        self._session = session
        self._fresh = fresh if sheet.pack is None else 0  # a pack has no model to ask
        self._most_beside = max(2 * fresh, LEAST_BESIDE) if sheet.pack is None else 0
        self._deadline = thread_seconds() + SECONDS

    def where(self, prop: Property, failed: ExampleRun) -> Message | None:
        """
        What the examples that a property fails have in common, in words.

        Where time is up nothing is said, rather than what another machine would not say.
        """
        self._session.begin_question()
        try:
            with quiet():
                said = self._said(prop, failed)
        except _TimeIsUp:
            return None
        return said if thread_seconds() <= self._deadline else None

    def _said(self, prop: Property, failed: ExampleRun) -> Message | None:
        tried = self._tried(prop, failed)
        if not steady([*tried.runs, *self._again(prop, tried.runs)]):
            return TwoAnswers().message
        recorded = tried.hint()
        few = len(self._corpus.examples(prop)) < AT_FIRST  # perhaps others hold
        for seed in SEEDS:
            supposed = may_be_claimed(tried.failing, tried.passing)
            if supposed or (few and tried.failing and not tried.passing):
                fresh = fresh_examples(prop, self._fresh, seed)
                tried.ask(prop, fresh, self._session.ask, self._reader)
        hint = tried.hint() if tried.passing else recorded
        if hint is not None and hint.claims:
            hint = tried.hint(beside=self._beside(prop, tried))
        return hint.sentence if hint is not None else None

    def _beside(self, prop: Property, tried: Tried) -> Beside:
        """What comes of examples that were made to contradict, where the law holds of the model."""
        failing = [each.example for each in tried.runs]
        made = neighbours(_in_turn(failing, tried.held), [*failing, *tried.held])
        some = islice(made, 2 * self._most_beside)
        told = (each for each in some if self._reader.holds(prop, each))
        beside = Tried()
        beside.ask(prop, islice(told, self._most_beside), self._session.ask, self._reader)
        return Beside(beside.failing, beside.passing)

    def _tried(self, prop: Property, failed: ExampleRun) -> Tried:
        """The recorded examples, and the one that is known to be the smallest."""
        examples = self._corpus.examples(prop)
        known = set(map(brevity, examples))
        smallest = [e for e in [failed.example] if e and brevity(e) not in known]
        first = [*examples[:: -(-len(examples) // AT_FIRST) or 1], *smallest]
        tried = Tried()
        tried.ask(prop, first, self._session.ask, self._reader)
        if tried.passing:
            tried = Tried()
            tried.ask(prop, [*examples, *smallest], self._session.ask, self._reader)
        return tried

    def _again(self, prop: Property, runs: Sequence[ExampleRun]) -> list[ExampleRun]:
        """Some failing examples once more."""
        return [run(prop.body, each.example, self._session.ask) for each in runs[:ONCE_MORE]]


def _in_turn(failing: Examples, passing: Examples) -> Examples:
    """As many failing examples as passing ones, some of them repeatedly."""
    length = max(len(failing), len(passing))
    return [each[n % len(each)] for each in (failing, passing) if each for n in range(length)]


def _axes(sheet: Sheet) -> Mapping[str, Nouns]:
    """What the axes of array arguments count, by function, where the sheet says so."""
    file = sheet.folder / AXES
    try:
        named: Mapping[str, Nouns] = tomllib.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        raise BadSheet(f"{file} cannot be read: {error}. Mend that line.") from None
    return named
