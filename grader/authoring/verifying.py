"""
What a sheet's own checks of printed claims return.

A check takes what is claimed, and what else the sheet's ``claims.toml`` gives it, and finds out by
computing.  It never says more than it has computed: a claim that does not hold comes with a
witness that anybody can check by hand.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeVar

__all__ = ["CHECK", "Finding", "Says", "among", "check", "fails", "holds", "holds_only_if"]

CHECK = "__grader_check__"

Check = TypeVar("Check", bound=Callable[..., "Finding"])


class Says(StrEnum):
    """What a check found out about a claim."""

    HOLDS = "holds"
    FAILS = "fails"
    CONDITIONAL = "conditional"


@dataclass(frozen=True, slots=True)
class Finding:
    """
    The outcome of one check.

    Attributes
    ----------
    verdict : Says
    computed : object
        What stands in the place of the claim: numbers, text, lists, dicts.
    witness : str
        An example, in full, that shows it; of a conditional claim, one where it is wrong.
    condition : str
        Under which a conditional claim holds.
    """

    verdict: Says
    computed: Any
    witness: str = ""
    condition: str = ""


def check(function: Check) -> Check:
    """Let claims name this function: ``check = "its_name"``."""
    setattr(function, CHECK, True)
    return function


def holds(computed: Any, witness: str = "") -> Finding:
    """The claim is right."""
    return Finding(Says.HOLDS, computed, witness)


def fails(computed: Any, witness: str) -> Finding:
    """The claim is wrong, as the witness shows."""
    return Finding(Says.FAILS, computed, witness)


def holds_only_if(condition: str, computed: Any, witness: str) -> Finding:
    """The claim is right under a condition; the witness shows that it is wrong without it."""
    return Finding(Says.CONDITIONAL, computed, witness, condition)


def among(cases: Mapping[str, str], computed: Any, example: str = "") -> Finding:
    """
    The finding from several cases, each by its name, with a counterexample where it is wrong.

    An empty counterexample says that the claim is right in that case; ``example`` shows one.
    """
    wrong = {name: witness for name, witness in cases.items() if witness}
    if not wrong:
        return holds(computed, example)
    name, witness = next(iter(wrong.items()))
    witness = f"{name}: {witness}" if name else witness
    if len(wrong) == len(cases):
        return fails(computed, witness)
    right = [name for name in cases if name not in wrong]
    return holds_only_if(" or ".join(right), computed, witness)
