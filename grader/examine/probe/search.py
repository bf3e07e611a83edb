"""
One submission, asked for a while what the corpus does not ask.

What others fail on comes first, then what Hypothesis draws and shrinks, then variants of recorded
inputs.  Only what is the submission's own fault counts: the law has to hold of the model answers
and of every right solution of the sheet there, and the submission has to fail again in a second
process.  The search is bounded by a clock, so the next one may find something else.
"""

import random
import time
import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from hypothesis import Phase

from grader.call_text import brevity
from grader.errors import SandboxFailed
from grader.examine.examiner import Examiner
from grader.examine.example_run import ExampleRun, run
from grader.examine.feedback.retold import retold
from grader.examine.feedback.right_answers import RightAnswers
from grader.examine.probe.variants import variants
from grader.examine.student.session import Session
from grader.examine.verdict_text import Telling
from grader.examine.verdicts import judged, outcome_of
from grader.mark import Outcome
from grader.model import Submission
from grader.sandbox.wire.codec import decode, encode
from grader.sheets.choosing.right_solutions import holds_of_all
from grader.sheets.corpus import Packed
from grader.sheets.draw import draw, own_examples
from grader.sheets.record import USUAL
from grader.sheets.sheet import Property

__all__ = ["Errand", "Finding", "is_probed", "probe"]

COUNTED = (Outcome.WRONG, Outcome.RAISED)
DRAWN = 100_000  # more than any time suffices for
LIVE_SHARE = 0.5  # of a property's time; the rest is for variants
SLACK_SECONDS = 10.0


@dataclass(frozen=True, slots=True)
class Errand:
    """
    What to look for.

    Attributes
    ----------
    keys : tuple of str
        The properties.
    seconds : float
        How long to look for inputs of one's own; with 0 only the guides are asked.
    guides : mapping from a property's key to inputs that others fail on
    """

    keys: tuple[str, ...]
    seconds: float
    guides: Mapping[str, Sequence[Packed]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Finding:
    """An input on which a property fails: its arguments, a call, and what is wrong."""

    key: str
    packed: Packed
    call: str
    message: str


def is_probed(prop: Property) -> bool:
    """Whether inputs are looked for: a law about time or chance would fail for anybody at last."""
    return not prop.declared.measured and own_examples(prop, USUAL) == USUAL


def probe(examiner: Examiner, submission: Submission, errand: Errand) -> list[Finding]:
    """What a submission fails on: of each property the inputs that others fail on, and one more."""
    props = [p for p in examiner.sheet.properties if p.key in errand.keys and is_probed(p)]
    deadline = time.monotonic() + errand.seconds
    found: list[tuple[Property, Packed]] = []
    try:
        with _Asked(examiner, submission, errand.seconds) as asked:
            for place, prop in enumerate(props):
                guides = list(errand.guides.get(prop.key, ()))
                failing = [each for each in guides if asked.fails(prop, each) is not None]
                found += [(prop, each) for each in failing]
                share = (deadline - time.monotonic()) / (len(props) - place)
                if not failing and errand.seconds > 0:
                    smallest = _Search(prop, asked, share).smallest(guides)
                    found += [(prop, smallest)] if smallest is not None else []
        with _Asked(examiner, submission, errand.seconds) as again:
            findings = [again.finding(prop, packed) for prop, packed in found]
    except SandboxFailed:
        return []
    return [each for each in findings if each is not None]


class _Asked:
    """A submission in a process of its own, asked one example after the other."""

    def __init__(self, examiner: Examiner, submission: Submission, seconds: float) -> None:
        self.examiner, self.sha256 = examiner, submission.sha256
        settings = examiner.settings
        limits = replace(settings.limits, advice_seconds=4 * (seconds + SLACK_SECONDS))
        self._session = Session(submission, examiner.launched, settings.tier, limits)
        self._right = RightAnswers(examiner.sheet)
        self._telling = Telling(self._right, full=True)

    def __enter__(self) -> "_Asked":
        self._session.begin_advice()
        return self

    def __exit__(self, *_: object) -> None:
        self._session.process.close()

    def fails(self, prop: Property, packed: Packed) -> ExampleRun | None:
        """The example run, where a law fails by the submission's fault alone."""
        self._session.begin_question()
        example_run = run(prop.body, decode(*packed, ours=True), self._session.ask)
        if example_run.failure is None:
            return None
        example_run.failure = retold(prop, example_run, self._right)
        if outcome_of(example_run.failure) not in COUNTED:
            return None
        return None if holds_of_all(self.examiner.sheet, prop, packed) else example_run

    def may_be_asked(self, prop: Property, example: Mapping[str, Any]) -> bool:
        """Whether a law holds of the model answers there; where not, nobody is asked."""
        return self._right.holds(prop, example)

    def finding(self, prop: Property, packed: Packed) -> Finding | None:
        """What is to be told, where it fails here, too."""
        example_run = self.fails(prop, packed)
        if example_run is None:
            return None
        verdict = judged(prop, example_run, example_run.calls, self._telling).verdict
        return Finding(prop.key, packed, verdict.call, verdict.message)


class _Spent(BaseException):
    """The time is used up; passes through Hypothesis."""


class _Search:
    """The search for one property's smallest failing input."""

    def __init__(self, prop: Property, asked: _Asked, seconds: float) -> None:
        self._prop, self._asked = prop, asked
        self._ends = time.monotonic() + seconds
        self._best: tuple[tuple[int, int, str], Packed] | None = None
        self._examples = asked.examiner.corpus.examples(prop)
        self._right_on = set(asked.examiner.corpus.packed.get(prop.key, ()))

    def smallest(self, guides: Sequence[Packed]) -> Packed | None:
        """The smallest input that was found; None where none was."""
        self._timed(self._draw, time.monotonic() + LIVE_SHARE * (self._ends - time.monotonic()))
        if self._best is None and self._examples:
            self._timed(lambda: self._vary(guides), self._ends)
        return self._best[1] if self._best is not None else None

    def _timed(self, search: Callable[[], None], ends: float) -> None:
        self._deadline = ends
        try:
            search()
        except (_Spent, AssertionError):
            pass
        except Exception:  # a strategy that fails: what was found before counts
            return

    def _draw(self) -> None:
        phases = (Phase.generate, Phase.shrink)
        draw(self._prop, self._attempt, examples=DRAWN, seed_number=self._seed(), phases=phases)

    def _vary(self, guides: Sequence[Packed]) -> None:
        favoured = [decode(*each, ours=True) for each in guides]
        for example in variants(self._examples, favoured, random.Random(self._seed())):
            if self._asked.may_be_asked(self._prop, example):
                self._attempt(**example)
            elif time.monotonic() > self._deadline:
                raise _Spent

    def _seed(self) -> int:
        """The draw of a submission: another one's is another, so that a class covers more."""
        return zlib.crc32(f"{self._prop.key} {self._asked.sha256}".encode())

    def _attempt(self, **example: Any) -> None:
        """Ask one example; raise AssertionError where it fails, for Hypothesis to shrink."""
        if time.monotonic() > self._deadline:
            raise _Spent
        packed = encode(example)
        if packed in self._right_on or self._asked.fails(self._prop, packed) is None:
            self._right_on.add(packed)
            return
        size = brevity(example)
        if self._best is None or size < self._best[0]:
            self._best = size, packed
        raise AssertionError
