"""
Finding the mutants that hardly any example catches, for the list that a corpus is chosen with.

Nearly all mutants fail on nearly every example, and say nothing about which examples to choose.
The few that do not are what a corpus is made for.  Right solutions are mutated as well as the
model, since another algorithm breaks in another place.
"""

import ast
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from concurrent.futures import TimeoutError as TooLate
from itertools import zip_longest
from pathlib import Path
from typing import Any

import numpy as np
from pebble import ProcessExpired, ProcessPool

from grader.audit.mutants import changed_sources, mutants, source_of
from grader.audit.other_solutions import FOLDER, functions_of
from grader.sandbox.wire.codec import decode
from grader.sheets.choosing.candidates import candidates
from grader.sheets.choosing.wrong_answers import (
    ChangedLine,
    WrongAnswer,
    catches,
    changed_functions,
)
from grader.sheets.model_answers import model_student
from grader.sheets.sheet import Property, Question, Sheet, load_sheet

__all__ = ["rare_lines", "solution_lines"]

SEED = b"rare"  # not the public one: a list must not depend on what it is used for
DRAWN = 90  # examples of each property that a mutant is tried on
ENOUGH = 6  # examples that catch it, and as many tries a property until then, are common
TRIES = 18
STEADY = 60  # examples that are tried three times
SECONDS = 60.0  # for one mutant; it may loop in C where no signal reaches it

Tried = list[tuple[Property, dict[str, Any]]]


def _changed_lines(sheet: Sheet) -> Iterator[ChangedLine]:
    """All mutants of the model and of every right solution that differ from it in one line."""
    for mutant in mutants(sheet.model):
        yield from _line(mutant.module, source_of(mutant.module), mutant.source, mutant.functions)
    yield from solution_lines(sheet)


def solution_lines(sheet: Sheet, folder: str = FOLDER) -> Iterator[ChangedLine]:
    """All mutants of right solutions, those in a file or folder, that differ in one line."""
    asked = {prop.declared.function for prop in sheet.properties}
    place = sheet.folder / folder
    for file in [place] if place.is_file() else sorted(place.rglob("*.py")):
        yield from _of_solution(file, file.relative_to(sheet.folder).as_posix(), asked)


def _of_solution(file: Path, name: str, asked: set[str]) -> Iterator[ChangedLine]:
    source = file.read_text("utf-8")
    tree = ast.parse(source)
    reached = {function: _reached(tree, function) for function in asked & set(functions_of(file))}
    for changed in changed_sources(source):
        for line in _line(name, source, changed, ()):
            place = _defined_at(tree, line.number)
            functions = sorted(f for f, names in reached.items() if place in names)
            if functions:
                yield ChangedLine(name, line.number, line.before, line.after, tuple(functions))


def _line(name: str, before: str, after: str, functions: tuple[str, ...]) -> Iterator[ChangedLine]:
    olds, news = before.split("\n"), after.split("\n")
    differing = [n for n, (old, new) in enumerate(zip(olds, news, strict=False)) if old != new]
    if len(olds) == len(news) and len(differing) == 1:
        number = differing[0]
        yield ChangedLine(name, number + 1, olds[number], news[number], functions)


def _defined_at(tree: ast.Module, number: int) -> str:
    """The function or variable at the top of a file to which a line belongs."""
    for statement in tree.body:
        first = min(
            [statement.lineno, *(d.lineno for d in getattr(statement, "decorator_list", []))]
        )
        if first <= number <= (statement.end_lineno or first):
            names = [n.id for n in ast.walk(statement) if isinstance(n, ast.Name)]
            return getattr(statement, "name", names[0] if names else "")
    return ""


def _reached(tree: ast.Module, function: str) -> set[str]:
    """The names at the top of a file that a function uses, and that these use."""
    uses = {
        _defined_at(tree, statement.lineno): {
            node.id for node in ast.walk(statement) if isinstance(node, ast.Name)
        }
        for statement in tree.body
    }
    reached, waiting = set[str](), [function]
    while waiting:
        name = waiting.pop()
        if name not in reached:
            reached.add(name)
            waiting.extend(uses.get(name, ()))
    return reached


_sheet: Sheet
_tried: dict[str, Tried]


def _begin(name: str | None) -> None:
    """Draw what all mutants are tried on, once a process."""
    global _sheet, _tried
    _sheet = load_sheet(name)
    _tried = {question.id: _examples(question) for question in _sheet.questions}


def _examples(question: Question) -> Tried:
    """Examples of the properties of a question in turn."""
    judging = [prop for prop in question.properties if not prop.declared.measured]
    drawn = [
        [(prop, decode(*packed, ours=True)) for packed in candidates(prop, SEED, DRAWN)[1]]
        for prop in judging
    ]
    return [each for turn in zip_longest(*drawn) for each in turn if each is not None]


def _is_rare(line: ChangedLine) -> bool:
    """Whether some example catches a mutant, but in some question hardly any."""
    functions = changed_functions(_sheet, line)
    wrong = WrongAnswer(line.after, line.family, functions)
    return bool(functions) and any(
        _is_rare_in(wrong, _tried[question.id])
        for question in _sheet.questions
        if set(question.functions) & set(functions)
    )


def _is_rare_in(wrong: WrongAnswer, tried: Tried) -> bool:
    """Whether few examples catch it, and the same ones whatever memory was left behind."""
    model = vars(model_student(_sheet))
    asking = [(p, example) for p, example in tried if p.declared.function in wrong.functions]
    allowed = TRIES * len({prop.key for prop, _ in asking})
    caught = 0
    for number, (prop, example) in enumerate(asking):
        caught += catches(prop, model, wrong, example)
        if caught == ENOUGH and number < allowed:
            return False
    return caught > 0 and _is_steady(wrong, asking)


def _is_steady(wrong: WrongAnswer, asking: Tried) -> bool:
    """Whether it reads no memory that is not its own: a corpus must not depend on chance."""
    model, seen = vars(model_student(_sheet)), set()
    for left in (0.0, 1e9, -3.7):
        for size in range(1, 400):
            np.full(size, left)  # freed at once, and given to whoever asks next
        seen.add(tuple(catches(prop, model, wrong, example) for prop, example in asking[:STEADY]))
    return len(seen) == 1


def rare_lines(
    name: str | None, *, jobs: int, progress: Callable[[str], None] = lambda _: None
) -> list[ChangedLine]:
    """The mutants of a sheet that are worth choosing examples for, tried in ``jobs`` processes."""
    lines = list(_changed_lines(load_sheet(name)))
    with ProcessPool(jobs, initializer=_begin, initargs=(name,)) as pool:
        waiting = [pool.schedule(_is_rare, (line,), timeout=SECONDS) for line in lines]
        rare = []
        for number, (line, future) in enumerate(zip(lines, waiting, strict=True), start=1):
            progress(f"{number} of {len(lines)} mutants")
            if _answer(future):
                rare.append(line)
    return rare


def _answer(future: "Future[bool]") -> bool:
    try:
        return future.result()
    except (TooLate, ProcessExpired):
        return False  # it ends its process: every example catches that
