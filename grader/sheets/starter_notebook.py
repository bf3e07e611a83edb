"""
A notebook to begin with, made from the sheet's questions and its starter file.

It is not kept beside the two: a third copy of every text would differ from the others before
long.  The same sheet gives the same notebook, to the byte.
"""

import ast
import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from itertools import takewhile
from typing import Any

import nbformat
import nbformat.v4

from grader.errors import BadSheet
from grader.language import ENGLISH, Language, message
from grader.sheets.allowed import allowed, worth
from grader.sheets.derived.statements import reached
from grader.sheets.sheet import Question, Sheet

__all__ = ["FORMULAS", "formulas", "notebook_text"]

FORMULAS = "formulas.toml"
HOW = message(
    "Replace each `raise` by your code, run its cell, then run the `check` below it: it tells what "
    "is right, and what is wrong. Save the notebook, and hand it in as it is. Before that, restart "
    "the kernel and run all cells: a function counts as it stands in the notebook."
)
v4: Any = nbformat.v4  # without types, like all of nbformat
DEFINITIONS = (ast.FunctionDef, ast.ClassDef)
KEPT = (*DEFINITIONS, ast.Assign, ast.AnnAssign)
METADATA = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"file_extension": ".py", "mimetype": "text/x-python", "name": "python"},
}


def notebook_text(sheet: Sheet, source: str, spoken: Language = ENGLISH, called: str = "") -> str:
    """
    The notebook as JSON: each question's text, its functions as ``source`` has them, a check.

    ``source`` is in the language that is spoken already.  ``called`` is what a check names the
    sheet by; nothing where it need not be named.  The sheet may add formulas, as Markdown,
    in ``formulas.toml``.  Raises BadSheet where it adds them to a question that there is not.
    """
    tree = ast.parse(source)
    notebook = v4.new_notebook(
        cells=list(_cells(sheet, tree, source, spoken, called)), metadata=METADATA
    )
    notebook.nbformat_minor = 5
    text: str = v4.writes(notebook)
    return text + "\n"


def _cells(
    sheet: Sheet, tree: ast.Module, source: str, spoken: Language, called: str
) -> Iterator[Any]:
    known = formulas(sheet)
    imports = [_text(node, source) for node in tree.body if _is_import(node)]
    left = [node for node in tree.body if isinstance(node, KEPT)]
    yield _markdown("sheet", "\n\n".join(_opening(sheet, spoken)))
    yield _code("imports", "\n".join([*imports, "", "from grader import check"]).strip())
    for question in sheet.questions:
        yield _markdown(f"question-{question.id}", _question(question, known, spoken))
        needed = reached(tree, question.functions)
        for node in [each for each in left if each in needed]:  # once, where it is needed first
            left.remove(node)
            yield from _cell(node, source)
        yield _code(f"check-{question.id}", _check(question.id, sheet=called))
    for node in sorted(left, key=lambda each: not isinstance(each, DEFINITIONS)):
        yield from _cell(node, source)
    yield _code("check-all", _check(sheet=called))


def _cell(node: ast.stmt, source: str) -> Iterator[Any]:
    """A definition; or another statement, below the comment that explains it."""
    if isinstance(node, DEFINITIONS):
        yield _code(f"function-{node.name}", _text(node, source))
        return
    if explained := _comment_above(node, source):
        yield _markdown(f"about-{node.lineno}", explained)
    yield _code(f"statement-{node.lineno}", _text(node, source))


def _check(*questions: str, sheet: str) -> str:
    """The call that checks these questions, as a cell has it."""
    named = [f"sheet={_quoted(sheet)}"] if sheet else []
    return f"check({', '.join([*map(_quoted, questions), *named])})"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _opening(sheet: Sheet, spoken: Language) -> Iterator[str]:
    yield f"# {spoken.sheet(sheet.title)}"
    yield spoken.sheet(sheet.text)
    yield spoken.say(HOW)
    yield " ".join(allowed(sheet.settings, spoken))


def _question(question: Question, known: Mapping[str, str], spoken: Language) -> str:
    points = worth(question.points, question.bonus, spoken)
    heading = f"## {question.id} {spoken.sheet(question.title)} · {points}"
    texts = [question.text, known.get(question.id, "")]
    return "\n\n".join([heading, *map(spoken.sheet, filter(None, texts))])


def formulas(sheet: Sheet) -> dict[str, str]:
    """Markdown by the ids of the questions below which it stands."""
    file = sheet.folder / FORMULAS
    if not file.is_file():
        return {}
    try:
        found = tomllib.loads(file.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadSheet(f"{file} cannot be read: {error}. Write it as TOML.") from None
    strange = found.keys() - {question.id for question in sheet.questions}
    if strange:
        raise BadSheet(f"{file} has formulas for {min(strange)}, which is no question. Rename it.")
    return {question: str(text).strip() for question, text in found.items()}


def _is_import(node: ast.stmt) -> bool:
    return isinstance(node, (ast.Import, ast.ImportFrom))


def _text(node: ast.stmt, source: str) -> str:
    """A statement as it stands in the file, its decorators included."""
    first = min([node.lineno, *(each.lineno for each in getattr(node, "decorator_list", []))])
    lines = source.splitlines()[first - 1 : node.end_lineno]
    return re.sub(r"\s+# noqa.*$", "", "\n".join(lines), flags=re.MULTILINE)


def _comment_above(node: ast.stmt, source: str) -> str:
    """The comment right above a statement, as text."""
    above = reversed(source.splitlines()[: node.lineno - 1])
    comment = takewhile(lambda line: line.startswith("#") or not line.strip(), above)
    return "\n".join(reversed([line.lstrip("# ") for line in comment])).strip()


def _markdown(name: str, text: str) -> Any:
    return v4.new_markdown_cell(text, id=_id(name))


def _code(name: str, text: str) -> Any:
    return v4.new_code_cell(text, id=_id(name))


def _id(name: str) -> str:
    """An id of the kind that notebooks allow; two cells of one notebook never share a name."""
    return re.sub(r"[^A-Za-z0-9_-]", "-", name)[:64]
