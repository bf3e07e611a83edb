"""
The condition that tells failing examples from passing ones, in a sentence that is true of them all.

A sentence that says "unless", "only" or "nowhere else" will be read as a claim about all inputs.
So it names the examples that it rests on before it says anything of them, and it is said only where
no example that is known speaks against it, and where there are enough of them to have done so; else
the sentence names a kind of input that goes wrong "for example".

An example may make several calls, and it is not always known which of them went wrong.  So each
has facts that are surely true of the call in question, and facts that may be; a doubt counts
against a condition.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import NamedTuple

from grader.language import Message, message

__all__ = ["ENOUGH", "Condition", "Facts", "Hint", "Seen", "seen", "told_apart"]

ENOUGH = 20  # examples that could have spoken against a claim; see _reach
HALF, QUARTER = 0.5, 0.25  # shares of the examples to which a condition may say nothing

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
    ("sure", False): message(
        "goes wrong on {wrong} of {n} examples tried: wherever {fact}, and in other places"
    ),
    ("sure", True): message(
        "goes wrong on {wrong} of {n} examples tried: unless {fact}, and sometimes even then"
    ),
    ("example", False): message(
        "goes wrong on {wrong} of {n} examples tried: for example where {fact}"
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
        ``"always"``: there and nowhere else; ``"only"``: nowhere else; ``"sure"``: there, whatever
        is elsewhere; ``"example"``: somewhere there; empty where there is no condition.
    condition : Condition or None
    wrong, tried : int
        Examples that failed, and all.
    """

    reach: str
    condition: Condition | None
    wrong: int
    tried: int

    @property
    def claims(self) -> bool:
        """Whether a single example can contradict it."""
        return self.reach in ("always", "only", "sure")

    def contradicted(self, example: Seen, *, fails: bool) -> bool:
        """Whether an example speaks against it."""
        if self.condition is None or not self.claims:
            return False
        if fails:
            return self.reach != "sure" and not self.condition.surely(example)
        return self.reach != "only" and self.condition.possibly(example)

    @property
    def sentence(self) -> Message:
        """The hint in words."""
        if self.condition is not None:
            template = REACHES[self.reach, self.condition.unless]
            fact = self.condition.words
            return Message(template, fact=fact, wrong=self.wrong, n=self.tried)
        if self.wrong == self.tried:
            return Message("goes wrong on all of {n} examples", n=self.tried)
        return Message(
            "goes wrong on {wrong} of {n} examples that have nothing simple in common",
            wrong=self.wrong,
            n=self.tried,
        )


def told_apart(
    failing: Sequence[Seen], passing: Sequence[Seen], enough: int = ENOUGH
) -> Hint | None:
    """
    What best tells failing examples from passing ones; None where nothing fails.

    ``enough`` is how many examples have to bear out a claim.
    """
    if not failing:
        return None
    counts = len(failing), len(failing) + len(passing)
    reaches = [*_reaches(failing, passing, enough)] if passing else []
    for reach in ("always", "only", "sure"):
        found = [each for how, each in reaches if how == reach]
        if found:
            return Hint(reach, min(found, key=lambda c: _rank(c, failing, passing)), *counts)
    common = _most_telling(failing, passing) if passing else None
    return Hint("example" if common else "", common, *counts)


def _reaches(
    failing: Sequence[Seen], passing: Sequence[Seen], enough: int
) -> Iterator[tuple[str, Condition]]:
    """The conditions against which no example speaks, with what may be claimed of them."""
    for condition in _conditions(failing, passing):
        hits = sum(map(condition.surely, failing))
        false = sum(map(condition.possibly, passing))
        single = len(condition.facts) == 1
        needed = enough if single else 2 * enough  # some pair or other fits by chance
        reach = _reach(hits, len(failing), false, len(passing), needed)
        there = condition.unless or any(map(condition.surely, passing))
        if reach == "always" or (single and (reach == "sure" or (reach == "only" and there))):
            yield reach, condition


def _reach(hits: int, failing: int, false: int, passing: int, enough: int) -> str:
    """
    What may be claimed of a condition; empty for nothing.

    One that sorts all examples is hardly found by chance.  One that only half of them bear out is,
    where many facts are looked at, so that it takes more examples, and a plainer difference.
    """
    if hits == failing and not false:
        return "always" if min(failing, passing) >= 2 * enough else ""
    borne_out = passing - false  # the examples that could have failed elsewhere, and did not
    if hits == failing and false <= QUARTER * passing:
        return "only" if failing >= 3 * enough and borne_out >= enough else ""
    if not false and hits >= max(HALF * failing, 3 * enough) and passing >= 3 * enough:
        return "sure"
    return ""


def _rank(
    condition: Condition, failing: Sequence[Seen], passing: Sequence[Seen]
) -> tuple[int, int]:
    """Fewer examples about which it says nothing before more, then simple before involved."""
    missed = sum(not condition.surely(each) for each in failing)
    false = sum(condition.possibly(each) for each in passing)
    return missed + false, len(condition.facts) + condition.unless


def _most_telling(failing: Sequence[Seen], passing: Sequence[Seen]) -> Condition | None:
    """The fact that is true of most failing examples, and of few others; None without any."""
    single = dict.fromkeys(fact for each in failing for fact in each.surely)
    conditions = [Condition((fact,)) for fact in single]
    best = min(conditions, key=lambda c: _rank(c, failing, passing), default=None)
    if best is None or _rank(best, failing, passing)[0] >= HALF * (len(failing) + len(passing)):
        return None
    return best


def _conditions(failing: Sequence[Seen], passing: Sequence[Seen]) -> Iterator[Condition]:
    """Single facts, simple ones first, then pairs that all failing examples share."""
    single = dict.fromkeys(fact for each in failing for fact in each.surely)
    yield from (Condition((fact,)) for fact in single)
    usual = dict.fromkeys(fact for each in passing for fact in each.surely)
    yield from (Condition((fact,), unless=True) for fact in usual)
    shared = [fact for fact in single if all(fact in each.surely for each in failing)]
    yield from map(Condition, combinations(shared, 2))
