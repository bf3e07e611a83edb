"""
A submission as statements that can run one by one.

Each part is parsed by itself, a Python file as a whole and a notebook cell by cell, before
anything of it runs: a cell that is no Python costs itself, and no other.
"""

import __future__

import ast
import linecache
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from grader.sandbox.runner.cells import parsed_cell
from grader.sandbox.wire.frames import Failure, Omitted, Part

__all__ = [
    "FILENAME",
    "RUN_ALREADY",
    "Statement",
    "Statements",
    "cell_of",
    "file_of",
    "sent",
    "statements",
    "unparsable",
]

FILENAME = "submission.py"
RUN_ALREADY: dict[str, int] = {}  # in a copy of a running notebook: what it calls its cells
LONGEST_MESSAGE = 500
LONGEST_LINE = 200
SELF_CHECK = re.compile(r"\s*%(load_ext\s+grader\b|%?grade\b)")
CELL = re.compile(r"cell ([0-9]{1,6})")
ADVICE = {"'await' outside": "await", "'async": "async"}  # by words of Python's own message
NO_MAGIC, A_PDF = "magic", "%PDF-"


class Statement(NamedTuple):
    """One statement, as a module of its own, and where it stands."""

    module: ast.Module
    filename: str
    line: int
    cell: int


class Statements(NamedTuple):
    """What there is to run, what could not be parsed, and what was left out."""

    runnable: list[Statement]
    failures: list[Failure]
    omitted: list[Omitted]


def file_of(cell: int) -> str:
    """What tracebacks call a part."""
    return f"cell {cell}" if cell else FILENAME


def cell_of(filename: str) -> int | None:
    """The number of the part that tracebacks call so; None for what is not the submission's."""
    if filename == FILENAME:
        return 0
    if filename in RUN_ALREADY:
        return RUN_ALREADY[filename]
    found = CELL.fullmatch(filename)
    return int(found[1]) if found else None


def statements(parts: Sequence[Part]) -> Statements:
    """All parts, one after the other; future imports stay in force for those that follow."""
    found = Statements([], [], [])
    future: list[ast.stmt] = []
    for part in parts:
        try:
            tree, omitted = _parsed(part)
        except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
            found.failures.append(unparsable(error, part.cell, whole=True))
            continue
        own = [each for each in tree.body if _from_future(each)]
        future = [*future, *own]
        found.runnable.extend(_each(tree, future, part.cell))
        found.omitted.extend(
            Omitted(part.cell, line, sent(text.strip()[:LONGEST_LINE]))
            for line, text in omitted
            if not SELF_CHECK.match(text)
        )
    return found


def _parsed(part: Part) -> tuple[ast.Module, list[tuple[int, str]]]:
    filename = file_of(part.cell)
    if part.cell:
        text = part.source.decode()
        found = parsed_cell(text, filename)
    else:
        found = ast.parse(part.source, filename), []
        text = part.source.decode("utf-8", "replace")
    linecache.cache[filename] = (len(text), None, text.splitlines(keepends=True), filename)
    return found


def _each(tree: ast.Module, future: list[ast.stmt], cell: int) -> Iterator[Statement]:
    """One small module for each statement."""
    for statement in tree.body:
        if _is_self_check(statement):
            continue
        body = [statement] if statement in future else [*future, statement]
        yield Statement(ast.Module(body, []), file_of(cell), statement.lineno, cell)


def _from_future(statement: ast.stmt) -> bool:
    """Whether it imports what Python knows from the future, so that it may be repeated."""
    if not isinstance(statement, ast.ImportFrom) or statement.module != "__future__":
        return False
    return all(alias.name in __future__.all_feature_names for alias in statement.names)


def _is_self_check(statement: ast.stmt) -> bool:
    """Whether it imports the self-check, as a starter does; see ``interactive``."""
    if isinstance(statement, ast.ImportFrom):
        names, here = {"check"}, (statement.module, statement.level) == ("grader", 0)
    else:
        names, here = {"grader"}, isinstance(statement, ast.Import)
    imported = statement.names if isinstance(statement, (ast.Import, ast.ImportFrom)) else []
    return here and all(a.name in names and a.asname is None for a in imported)


def unparsable(error: Exception, cell: int, *, whole: bool = False) -> Failure:
    """What cannot be compiled, in words; ``whole`` where nothing of the part can run."""
    line = getattr(error, "lineno", None) or 0
    message = getattr(error, "msg", None) or str(error) or "nested too deeply"
    shown = (getattr(error, "text", None) or "").strip()
    said = f"{message}: {shown}" if shown else message
    belongs = not cell and shown.startswith(("%", "!", "?")) and not shown.startswith(A_PDF)
    advice = NO_MAGIC if belongs else next((a for w, a in ADVICE.items() if w in message), "")
    said = sent(said[:LONGEST_MESSAGE])
    kind, fatal = type(error).__name__, whole and not cell
    return Failure(line, kind, said, fatal, cell, advice, *_stopped(error))


def _stopped(error: Exception) -> tuple[str, int]:
    """The line at which Python stopped reading, and the column; nothing where that is unknown."""
    text, offset = getattr(error, "text", None) or "", getattr(error, "offset", None) or 0
    line = text.strip()
    column = offset - (len(text) - len(text.lstrip()))
    if not line or len(line) > LONGEST_LINE or not 1 <= column <= len(line) + 1:
        return "", 0
    return sent(line), column


def sent(text: str) -> str:
    """Text that UTF-8 can carry."""
    return text.encode("utf-8", "backslashreplace").decode()
