"""
Why an entry of the bank is what it says it is.

A wrong variant is proved by its witness alone, which has to lie inside the contract's ranges; a
right one by agreeing with the oracle on everything that the oracle has to ask.
"""

import sys
import time
from collections.abc import Callable
from typing import Any

import numpy as np
import sympy

from tests.verdicts import inputs
from tests.verdicts.oracles import ORACLES
from tests.verdicts.oracles.oracle import Oracle
from tests.verdicts.trial import expectation, function_of, same, says
from tests.verdicts.variant import Variant

__all__ = ["arguments_of", "disagreement", "is_shown"]

WORDS = {"np": np, "sympy": sympy, **{name: getattr(inputs, name) for name in inputs.__all__}}
HUGE = 1 << 40  # a loop in Python over so many takes hours
FEW, MORE = 200, 400
SHORT, LONG, ALLOWED, TIMES = 3, 63, 4, 9


def arguments_of(text: str, **also: Any) -> tuple[Any, ...]:
    """The arguments that a witness writes down, made afresh."""
    made = eval(f"({text},)", {**WORDS, **also})
    return tuple(made)


def is_shown(variant: Variant) -> bool:
    """Whether a wrong variant's witness shows that it is wrong."""
    oracle = ORACLES[variant.question, variant.function]
    function = function_of(variant.source, variant.function)
    manners = {each.manner for each in variant.witnesses}
    assert len(manners) == 1, f"{variant.title} has no witness, or of several manners"
    shows = {"call": _answers, "chance": _draws, "loops": _loops, "slow": _slows}[manners.pop()]
    return shows(oracle, function, [each.arguments for each in variant.witnesses])


def disagreement(variant: Variant, question: str) -> str:
    """A call on which a variant is not right in a question, or nothing."""
    oracle = ORACLES[question, variant.function]
    function = function_of(variant.source, variant.function)
    for arguments, expected in _known(question, variant.function):
        if not same(oracle, function, arguments, expected):
            return f"{arguments} should give {expected}"
    for arguments in oracle.draws():
        assert oracle.chance is not None
        if faults := oracle.chance(function, arguments):
            return f"{arguments}: {faults}"
    return ""


_KNOWN: dict[tuple[str, str], list[tuple[Any, Any]]] = {}


def _known(question: str, function: str) -> list[tuple[Any, Any]]:
    """All that the oracle asks, with its answers, worked out once."""
    oracle = ORACLES[question, function]
    if (question, function) not in _KNOWN:
        cases = list(oracle.cases())
        assert all(oracle.admits(*each) for each in cases), (question, function)
        _KNOWN[question, function] = [(each, expectation(oracle, each)) for each in cases]
    return _KNOWN[question, function]


def _answers(oracle: Oracle, function: Callable[..., Any], texts: list[str]) -> bool:
    results = []
    for text in texts:
        arguments = arguments_of(text)
        assert oracle.admits(*arguments), f"not a call that the contract allows: {text}"
        results.append(same(oracle, function, arguments, expectation(oracle, arguments)))
    return not all(results)


def _draws(oracle: Oracle, function: Callable[..., Any], texts: list[str]) -> bool:
    (text,) = texts
    assert oracle.chance is not None
    assert oracle.admits(*arguments_of(text), inputs.rng(0)), text
    return bool(oracle.chance(function, arguments_of(text)))


def _steps(function: Callable[..., Any], arguments: tuple[Any, ...]) -> int:
    """How many lines of Python a call runs through."""
    steps = 0

    def count(_frame: Any, event: str, _argument: Any) -> Any:
        nonlocal steps
        steps += event == "line"
        return count

    before = sys.gettrace()
    sys.settrace(count)
    try:
        says(function, arguments)
    finally:
        sys.settrace(before)
    return steps


def _loops(oracle: Oracle, function: Callable[..., Any], texts: list[str]) -> bool:
    """Each further one costs a step at least, and the oracle knows the answer for a huge number."""
    (text,) = texts
    huge = arguments_of(text, n=HUGE)
    assert oracle.admits(*huge), text
    expectation(oracle, huge)
    few, more = (_steps(function, arguments_of(text, n=n)) for n in (FEW, MORE))
    return more - few >= MORE - FEW


def _seconds(function: Callable[..., Any], text: str, k: int) -> float:
    taken = []
    for _ in range(TIMES):
        arguments = arguments_of(text, k=k)
        start = time.process_time()
        says(function, arguments)
        taken.append(time.process_time() - start)
    return min(taken)


def _slows(oracle: Oracle, function: Callable[..., Any], texts: list[str]) -> bool:
    (text,) = texts
    assert oracle.timed, "no question but 3f says how time may grow"
    assert oracle.admits(*arguments_of(text, k=LONG)), text
    says(function, arguments_of(text, k=SHORT))
    times = _seconds(function, text, LONG) / _seconds(function, text, SHORT)
    return times > ALLOWED * LONG / SHORT
