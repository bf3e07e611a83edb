"""
Wrong answers that an example is worth keeping for, because few others catch them.

A corpus is chosen with them at hand: the known misconceptions, pairs of these, and mutants of the
model and of right solutions that hardly any example tells from the original.  Making and trying
all mutants takes minutes and tools of its own (``grader.audit.rare``), and does not depend on a
seed; so the rare ones are listed beside the corpus, each by the line that is changed.
"""

import contextlib
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

from grader.errors import BadSheet
from grader.files import replace
from grader.sandbox.wire.given_functions import given_afresh
from grader.sheets.choosing.cpu_limit import Late, cpu_limit, has_clock
from grader.sheets.misconceptions import misconceptions
from grader.sheets.model_answers import ModelStudent, rebuilt
from grader.sheets.sheet import Property, Question, Sheet

__all__ = [
    "FILE_NAME",
    "ChangedLine",
    "WrongAnswer",
    "catches",
    "changed_functions",
    "listed_lines",
    "mistakes",
    "write_lines",
    "wrong_answers",
]

FILE_NAME = "rare_mutants.json"
SECONDS = 2.0  # of CPU time, for one example

Function = Callable[..., Any]


class ChangedLine(msgspec.Struct, frozen=True):
    """
    A mutant, by what makes it one.

    Attributes
    ----------
    source : str
        Import name of a module of model answers, or a right solution's path in the sheet's folder.
    number : int
        The line's number, from 1.
    before, after : str
        The line, as it stands there and as it is changed.
    functions : tuple of str
        The functions of a submission that the change may have an effect on.
    """

    source: str
    number: int
    before: str
    after: str
    functions: tuple[str, ...]

    @property
    def family(self) -> str:
        """What it is a mutant of."""
        return "mutants of right solutions" if "/" in self.source else "mutants of the model"


@dataclass(frozen=True, slots=True)
class WrongAnswer:
    """A wrong answer: its name, what kind of wrong answer it is, and the wrong functions."""

    name: str
    family: str
    functions: Mapping[str, Function]


def wrong_answers(
    sheet: Sheet, question: Question, model: Mapping[str, Function], lines: Sequence[ChangedLine]
) -> Iterator[WrongAnswer]:
    """All wrong answers to a question that are at hand, made when it is their turn."""
    yield from mistakes(sheet, question, model)
    for line in lines:
        if set(line.functions) & set(question.functions):
            wrong = changed_functions(sheet, line)
            if wrong:
                name = f"{line.source}: {line.before.strip()} -> {line.after.strip()}"
                yield WrongAnswer(name, line.family, wrong)


def mistakes(
    sheet: Sheet, question: Question, model: Mapping[str, Function]
) -> Iterator[WrongAnswer]:
    """The known misconceptions of a question, and pairs of them that may be made together."""
    known = misconceptions(sheet, question)
    for one in known:
        right = model[one.function]
        yield WrongAnswer(one.name, "misconceptions", {one.function: one.planted(right)})
    for one in known:
        for other in known:
            both = one.combines and other.combines and one.function == other.function
            if both and one is not other:
                wrong = one.planted(other.planted(model[one.function]))
                name = f"{one.name} after {other.name}"
                yield WrongAnswer(name, "pairs of misconceptions", {one.function: wrong})


def listed_lines(sheet: Sheet) -> tuple[ChangedLine, ...]:
    """The rare mutants that are listed for a sheet; none where there is no list."""
    file = sheet.folder / FILE_NAME
    if not file.is_file():
        return ()
    try:
        return msgspec.json.decode(file.read_bytes(), type=tuple[ChangedLine, ...])
    except msgspec.MsgspecError as error:
        raise BadSheet(
            f"{file} is not a list of changed lines: {error}. "
            f"Make it anew: grader freeze --rare-mutants{sheet.option}"
        ) from error


def write_lines(sheet: Sheet, lines: Sequence[ChangedLine]) -> None:
    """List the rare mutants of a sheet, beside its corpus."""
    rows = b",\n".join(msgspec.json.encode(line) for line in lines)
    replace(sheet.folder / FILE_NAME, b"[\n" + rows + b"\n]\n")


def changed_functions(sheet: Sheet, line: ChangedLine) -> dict[str, Function]:
    """The functions that a changed line makes wrong; none where that line is not there any more."""
    own = "/" in line.source
    file = sheet.folder / line.source if own else _file_of(line.source)
    if file is None or not file.is_file():
        return {}
    lines = file.read_text("utf-8").split("\n")
    if line.number > len(lines) or lines[line.number - 1] != line.before:
        return {}
    lines[line.number - 1] = line.after
    source = "\n".join(lines)
    try:
        with _quiet():
            functions = _solution(source) if own else rebuilt(sheet, line.source, source)
    except Exception:
        return {}
    return {name: functions[name] for name in line.functions if name in functions}


def catches(
    prop: Property, model: Mapping[str, Function], wrong: WrongAnswer, example: Mapping[str, Any]
) -> bool:
    """Whether a property fails on an example, answered by the model but for wrong functions."""
    student = ModelStudent(**given_afresh({**model, **wrong.functions}))
    try:
        with _quiet(), cpu_limit(SECONDS) if has_clock() else contextlib.nullcontext():
            prop.body(student, **example)
    except (Exception, Late):
        return True
    return False


def _file_of(module: str) -> Path | None:
    from importlib.util import find_spec

    spec = find_spec(module)
    return Path(spec.origin) if spec is not None and spec.origin else None


def _solution(source: str) -> dict[str, Function]:
    names: dict[str, Any] = {"__name__": "submission"}
    exec(compile(source, "<changed solution>", "exec"), names)  # noqa: S102 - a solution of the sheet's authors, mutated
    return names


@contextlib.contextmanager
def _quiet() -> Iterator[None]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield
