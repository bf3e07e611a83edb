"""
The condition that tells failing examples from passing ones, in a sentence that is true of them all.

A sentence that says "only", "never" or "nowhere else" will be read as a claim about all inputs.  So
it names the examples that it rests on before it says anything of them, and it is said only where no
example that is known speaks against it, those included that were made to do so, and where there are
enough of them; else the sentence counts how many examples of either side a condition holds of.  To
name a kind of input that goes wrong "for example" was no good: it was read as the cause.

Nothing is claimed of inputs that all go wrong while others do, too ("wherever kernel is at least
2").  It would rest on a part of the failing examples, and of all facts and all parts some fit by
chance: of five such sentences that were said of known mistakes four were not true.

An example may make several calls, and it is not always known which of them went wrong.  So each
has facts that are surely true of the call in question, and facts that may be; a doubt counts
against a condition.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import NamedTuple

from grader.language import Message, message

__all__ = [
    "ENOUGH",
    "NOTHING_BESIDE",
    "Beside",
    "Condition",
    "Facts",
    "Hint",
    "Seen",
    "may_be_claimed",
    "seen",
    "told_apart",
]

ENOUGH = 20  # one in so many inputs may contradict a claim, and hardly more; see told_apart
SINGLE, PAIR = 3, 4  # times as many that bear out a fact, and two: some pair fits by chance
HALF, QUARTER = 0.5, 0.25  # shares of the examples to which a condition may say nothing

CLAIMS = ("always", "only")  # the stronger first
COUNTED = message(
    "goes wrong on {wrong} of {n} examples tried; "
    "of {here} of these, and of {there} of the others, it is true that {fact}"
)

Facts = Mapping[Message, None]

# By what a condition is, and whether it says where a function is right.
REACHES = {
    ("always", False): message(
        "goes wrong on {wrong} of {n} examples tried: where {fact}, and nowhere else"
    ),
    ("always", True): message(
        "goes wrong on {wrong} of {n} examples tried: on all but those where {fact}"
    ),
    ("only", False): message(
        "goes wrong on {wrong} of {n} examples tried: only where {fact}, but not always there"
    ),
    ("only", True): message(
        "goes wrong on {wrong} of {n} examples tried: never where {fact}, but mostly elsewhere"
    ),
}


class Seen(NamedTuple):
    """
    One example as a hint sees it.

    Attributes
    ----------
    surely : Facts
        What is true of every call that may be the one in question.
    possibly : Facts
        What is true of any of them.
    """

    surely: Facts
    possibly: Facts


def seen(calls: Iterable[Facts]) -> Seen:
    """An example, by the facts of each call that may be the one in question."""
    told = list(calls)
    possibly = {fact: None for facts in told for fact in facts}
    surely = {fact: None for fact in possibly if all(fact in facts for facts in told)}
    return Seen(surely, possibly)


class Condition(NamedTuple):
    """Facts that hold together where a function goes wrong, or one without which it does."""

    facts: tuple[Message, ...]
    unless: bool = False

    def surely(self, example: Seen) -> bool:
        """Whether it holds of the example whichever call is in question."""
        if self.unless:
            return not any(fact in example.possibly for fact in self.facts)
        return all(fact in example.surely for fact in self.facts)

    def possibly(self, example: Seen) -> bool:
        """Whether it holds of the example for some call that may be in question."""
        if self.unless:
            return not all(fact in example.surely for fact in self.facts)
        return all(fact in example.possibly for fact in self.facts)

    @property
    def words(self) -> Message:
        """Its facts in words."""
        one, *others = self.facts
        return Message("{one} and {other}", one=one, other=others[0]) if others else one


class Hint(NamedTuple):
    """
    What is said of where a function goes wrong.

    Attributes
    ----------
    reach : str
        ``"always"``: there and nowhere else; ``"only"``: nowhere else; ``"counted"``: of some, and
        nothing is claimed; empty where there is no condition.
    condition : Condition or None
    wrong, tried : int
        Examples that failed, and all.
    here, there : int
        Of how many of those that failed, and of the others, a condition holds that is counted.
    """

    reach: str
    condition: Condition | None
    wrong: int
    tried: int
    here: int = 0
    there: int = 0

    @property
    def claims(self) -> bool:
        """Whether a single example can contradict it."""
        return self.reach in CLAIMS

    def contradicted(self, example: Seen, *, fails: bool) -> bool:
        """Whether an example speaks against it."""
        if self.condition is None or not self.claims:
            return False
        if fails:
            return not self.condition.surely(example)
        return self.reach == "always" and self.condition.possibly(example)

    @property
    def sentence(self) -> Message:
        """The hint in words."""
        counts = {"wrong": self.wrong, "n": self.tried}
        if self.condition is not None and self.claims:
            template = REACHES[self.reach, self.condition.unless]
            return Message(template, fact=self.condition.words, **counts)
        if self.condition is not None:
            of = {"here": self.here, "there": self.there}
            return Message(COUNTED, fact=self.condition.words, **counts, **of)
        if self.wrong == self.tried:
            return Message("goes wrong on all of {n} examples", n=self.tried)
        return Message("goes wrong on {wrong} of {n} examples tried", **counts)


class Beside(NamedTuple):
    """
    Examples that were made to contradict a claim.

    Attributes
    ----------
    failing, passing : sequence of Seen
    """

    failing: Sequence[Seen]
    passing: Sequence[Seen]

    def contradicts(self, hint: Hint) -> bool:
        """Whether one of them speaks against a hint."""
        return any(hint.contradicted(each, fails=True) for each in self.failing) or any(
            hint.contradicted(each, fails=False) for each in self.passing
        )


NOTHING_BESIDE = Beside((), ())


def told_apart(
    failing: Sequence[Seen],
    passing: Sequence[Seen],
    enough: int = ENOUGH,
    beside: Beside = NOTHING_BESIDE,
) -> Hint | None:
    """
    What best tells failing examples from passing ones; None where nothing fails.

    Three times ``enough`` examples have to bear out a claim on both its sides: where one in
    ``enough`` inputs contradicts it, these all agree but once in twenty times (the rule of three).
    Those ``beside`` can only speak against a claim: they were made of the others in order to do so,
    and are no witnesses of their own.
    """
    if not failing:
        return None
    counts = len(failing), len(failing) + len(passing)
    claims = [*_claims(failing, passing, enough, beside)] if passing else []
    for reach in CLAIMS:
        found = [condition for how, condition in claims if how == reach]
        if found:
            return Hint(reach, min(found, key=lambda c: _rank(c, failing, passing)), *counts)
    common = _most_telling(failing, passing) if passing else None
    if common is None:
        return Hint("", None, *counts)
    of = (sum(map(common.surely, side)) for side in (failing, passing))
    return Hint("counted", common, *counts, *of)


def may_be_claimed(failing: Sequence[Seen], passing: Sequence[Seen]) -> bool:
    """Whether more examples may bear out a claim: all that fail share what others lack."""
    return bool(failing) and any(
        not all(map(condition.possibly, passing)) for condition in _conditions(failing, passing)
    )


def _claims(
    failing: Sequence[Seen], passing: Sequence[Seen], enough: int, beside: Beside
) -> Iterator[tuple[str, Condition]]:
    """What may be claimed, by its reach: what enough examples bear out, and none speaks against."""
    right = [*passing, *beside.passing]
    for condition in _conditions(failing, passing):
        false = sum(map(condition.possibly, passing))
        single = len(condition.facts) == 1
        needed = (SINGLE if single else PAIR) * enough
        if min(len(failing), len(passing) - false) < needed or false > QUARTER * len(passing):
            continue  # those on either side could have spoken against it
        reach = "only" if any(map(condition.possibly, right)) else "always"
        there = condition.unless or any(map(condition.surely, right))
        told = reach == "always" or (single and there)
        if told and not beside.contradicts(Hint(reach, condition, 0, 0)):
            yield reach, condition


def _rank(
    condition: Condition, failing: Sequence[Seen], passing: Sequence[Seen]
) -> tuple[int, int]:
    """Fewer examples about which it says nothing before more, then simple before involved."""
    missed = sum(not condition.surely(each) for each in failing)
    false = sum(condition.possibly(each) for each in passing)
    return missed + false, len(condition.facts) + condition.unless


def _most_telling(failing: Sequence[Seen], passing: Sequence[Seen]) -> Condition | None:
    """
    The fact that is true of most failing examples, and of few others; None without any.

    Of each example it has to be known whether it holds.
    """
    single = dict.fromkeys(fact for each in failing for fact in each.surely)
    doubtful = {f for e in (*failing, *passing) for f in e.possibly if f not in e.surely}
    conditions = [Condition((fact,)) for fact in single if fact not in doubtful]
    best = min(conditions, key=lambda c: _rank(c, failing, passing), default=None)
    if best is None or _rank(best, failing, passing)[0] >= HALF * (len(failing) + len(passing)):
        return None
    return best


def _conditions(failing: Sequence[Seen], passing: Sequence[Seen]) -> Iterator[Condition]:
    """Facts that all failing examples share, simple ones first, what they all lack, then pairs."""
    first, *others = failing
    shared = [fact for fact in first.surely if all(fact in each.surely for each in others)]
    yield from (Condition((fact,)) for fact in shared)
    possible = {fact for each in failing for fact in each.possibly}
    usual = dict.fromkeys(fact for each in passing for fact in each.surely)
    yield from (Condition((fact,), unless=True) for fact in usual if fact not in possible)
    yield from map(Condition, combinations(shared, 2))
