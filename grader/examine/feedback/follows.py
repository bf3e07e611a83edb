"""
Which lost functions call other lost functions of the same file.

A wrong convolution makes a wrong gradient of every function that uses it.  Who calls whom is read
from the source, which is parsed and never run here; so it says what *may* follow, and no more.
"""

import ast
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property

from grader.examine.student.defined import FUNCTIONS, parsed
from grader.examine.verdicts import Examined
from grader.model import Outcome, Submission, Verdict
from grader.sheets.sheet import Property

__all__ = ["Following", "lost_calls"]

Calls = Mapping[str, frozenset[str]]


class Following:
    """What may follow from what in one submission, whose text is read once, if at all."""

    def __init__(self, submission: Submission) -> None:
        self._submission = submission

    @cached_property
    def _calls(self) -> Calls:
        return _calls(self._submission)

    def told(
        self, examined: Sequence[tuple[Property, Examined]]
    ) -> Sequence[tuple[Property, Examined]]:
        """The same verdicts, each with the lost functions that its function calls."""
        lost = {each.verdict.function for _, each in examined if _is_lost(each.verdict)}
        if len(lost) < 2:
            return examined
        calls = lost_calls(self._calls, frozenset(lost))
        return [(prop, _with(each, calls)) for prop, each in examined]


def _with(found: Examined, calls: Calls) -> Examined:
    verdict = found.verdict
    called = calls.get(verdict.function)
    if not called or not _is_lost(verdict):
        return found
    return replace(found, verdict=replace(verdict, follows=", ".join(sorted(called))))


def _is_lost(verdict: Verdict) -> bool:
    return verdict.outcome is not Outcome.PASSED and not verdict.outcome.is_open


def lost_calls(calls: Calls, lost: frozenset[str]) -> Calls:
    """
    For each lost function the lost ones that it calls, itself or through functions that are right.

    Functions that call each other are no reason for one another.
    """
    reached = {name: _reached(name, calls, lost) for name in lost}
    return {
        name: frozenset(other for other in others if not _leads_to(other, name, reached))
        for name, others in reached.items()
    }


def _reached(start: str, calls: Calls, lost: frozenset[str]) -> frozenset[str]:
    """The nearest lost functions on each way from one function."""
    found: set[str] = set()
    seen, waiting = {start}, [start]
    while waiting:
        for name in calls.get(waiting.pop(), frozenset()) - seen:
            seen.add(name)
            (found.add if name in lost else waiting.append)(name)
    return frozenset(found)


def _leads_to(start: str, end: str, reached: Calls) -> bool:
    seen, waiting = {start}, [start]
    while waiting:
        others = reached.get(waiting.pop(), frozenset()) - seen
        seen |= others
        waiting += others
    return end in seen


def _calls(submission: Submission) -> Calls:
    """For each function at the top level, the names that it uses and does not bind itself."""
    found: dict[str, frozenset[str]] = {}
    for _, tree in parsed(submission):
        for each in tree.body:
            if isinstance(each, FUNCTIONS):
                found[each.name] = frozenset(_used(each)) - frozenset(_own(each))
    return {name: used & found.keys() for name, used in found.items()}


def _used(function: ast.AST) -> Iterator[str]:
    for node in ast.walk(function):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
            yield node.id


def _own(function: ast.AST) -> Iterator[str]:
    """What it binds itself: arguments, variables, its own functions, classes and imports."""
    waiting = list(ast.iter_child_nodes(function))
    while waiting:
        node = waiting.pop()
        yield from _bound(node)
        if not isinstance(node, ast.ClassDef):  # what is bound in one is its attribute
            waiting += ast.iter_child_nodes(node)
            continue
        for each in node.body:
            waiting += ast.iter_child_nodes(each) if isinstance(each, FUNCTIONS) else ()


def _bound(node: ast.AST) -> Iterator[str]:
    match node:
        case ast.arg(arg=name) | ast.Name(id=name, ctx=ast.Store()):
            yield name
        case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
            yield node.name
        case ast.alias():
            yield node.asname or node.name.partition(".")[0]
        case ast.ExceptHandler(name=str(name)) | ast.MatchAs(name=str(name)):
            yield name
        case ast.MatchStar(name=str(name)) | ast.MatchMapping(rest=str(name)):
            yield name
