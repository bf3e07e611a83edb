"""
What an entry of the bank is, and how a page of entries is read.

A variant is one function as a student might write it, kept as text because it is put before the
grader as a submission.  Five hundred of them have to be readable, so a page lists many: a header
``# name [kind] Sentence.``, for a wrong one its witness, and then the code.  Witnesses are

- ``# call: ARGUMENTS`` — one call a line, in order; the answer to one of them is wrong;
- ``# chance: ARGUMENTS`` — without the generator: the answers' distribution is wrong;
- ``# loops: ARGUMENTS`` — in ``n``: the number of steps grows with it, and it may be huge;
- ``# slow: ARGUMENTS`` — in ``k``: the time grows faster than it.

``# swap: OLD => NEW`` changes the page's base in place; other code comes after the base, which it
may call as ``base``.
"""

import re
from dataclasses import dataclass

__all__ = ["KINDS", "Variant", "Witness", "right", "wrong"]

KINDS = {
    "rule": "a rule misread",
    "shortcut": "a shortcut before a refusal, or one that is not always right",
    "structure": "special structure taken for the general case",
    "threshold": "a threshold or tolerance that is not in the question",
    "size": "right up to some size, or for some sizes",
    "memory": "results remembered by something that does not tell inputs apart",
    "argument": "the argument is changed in one branch",
    "huge": "integers beyond 2**31, 2**53 or 2**63",
    "loop": "steps or memory grow with a number that may be huge",
    "chance": "poor randomness",
    "slow": "a slow form that only its growth shows",
    "type": "an answer of the wrong type in some cases",
}
HEADER = re.compile(r"^# (\w+) (?:\[(\w+)\] )?([A-Z`].*\.)$")
WITNESS = re.compile(r"^# (call|chance|loops|slow): (.+)$")
SWAP = re.compile(r"^# swap: (.+?) => (.*)$")


@dataclass(frozen=True)
class Witness:
    """What shows that a variant is wrong: how it shows it, and arguments as Python text."""

    manner: str
    arguments: str


@dataclass(frozen=True)
class Variant:
    """One function of a submission, and the question that it loses (or does not lose)."""

    name: str
    question: str
    function: str
    kind: str
    sentence: str
    source: str
    witnesses: tuple[Witness, ...] = ()

    @property
    def title(self) -> str:
        """A name that no other variant has."""
        return f"{self.question}-{self.function}-{self.name}"


def wrong(question: str, function: str, base: str, page: str) -> list[Variant]:
    """The entries of a page of wrong variants, made from a right ``base``."""
    return [_variant(question, function, base, part) for part in _parts(page)]


def right(question: str, function: str, preamble: str, page: str) -> list[Variant]:
    """The entries of a page of right variants, each after the ``preamble``."""
    made = [_variant(question, function, preamble, part) for part in _parts(page)]
    assert all(not each.witnesses for each in made)
    return made


def _parts(page: str) -> list[list[str]]:
    parts: list[list[str]] = []
    for line in page.strip("\n").splitlines():
        if HEADER.match(line):
            parts.append([])
        parts[-1].append(line)
    return parts


def _variant(question: str, function: str, base: str, lines: list[str]) -> Variant:
    header = HEADER.match(lines[0])
    assert header, lines[0]
    name, kind, sentence = header.groups()
    witnesses = tuple(Witness(*found.groups()) for line in lines if (found := WITNESS.match(line)))
    swaps = [found.groups() for line in lines if (found := SWAP.match(line))]
    code = [each for each in lines[1:] if not WITNESS.match(each) and not SWAP.match(each)]
    source = base.strip("\n") + "\n"
    for old, new in swaps:
        assert source.count(old) == 1, f"{name}: {old!r} is there {source.count(old)} times"
        source = source.replace(old, new.replace("\\n", "\n"))
    if any(each.strip() for each in code):
        known = re.search(rf"^(def {function}\(|{function} =)", source, re.MULTILINE)
        source += f"\n\nbase = {function}\n" if known else ""
        source += "\n\n" + "\n".join(code).strip("\n") + "\n"
    return Variant(name, question, function, kind or "", sentence, source, witnesses)
