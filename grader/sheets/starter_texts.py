"""
The docstrings and comments of a starter file, and the file with these in another language.

A starter file for each language would hold the same code several times, and nothing would tell
when the explanation of one falls behind.  The texts go through the sheet's catalogue instead, like
everything that students read, and the code stays as it is, to the letter.
"""

import ast
import io
import tokenize
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import groupby

__all__ = ["Passage", "docstring_lines", "passages", "translated_source"]

LINE = 100  # a docstring that fits is written on one line
DOCUMENTED = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)


@dataclass(frozen=True, slots=True)
class Passage:
    """
    A docstring, or comments on consecutive lines, without the signs that mark it as such.

    Attributes
    ----------
    text : str
    first, last : int
        The lines of the source that it fills, counted from 1.
    indent : str
    is_comment : bool
    """

    text: str
    first: int
    last: int
    indent: str
    is_comment: bool


def passages(source: str) -> tuple[Passage, ...]:
    """All docstrings and comments that have their lines for themselves, from top to bottom."""
    found = [*_docstrings(source), *_comments(source)]
    return tuple(sorted(found, key=lambda passage: passage.first))


def translated_source(source: str, translate: Callable[[str], str]) -> str:
    """The source with its passages translated; one that ``translate`` leaves stays as typed."""
    lines = source.split("\n")
    for passage in reversed(passages(source)):
        text = translate(passage.text)
        if text != passage.text:
            lines[passage.first - 1 : passage.last] = _written(text, passage)
    return "\n".join(lines)


def _docstrings(source: str) -> Iterator[Passage]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, DOCUMENTED) and (text := ast.get_docstring(node)):
            statement = node.body[0]
            indent = " " * statement.col_offset
            last = statement.end_lineno or statement.lineno
            yield Passage(text, statement.lineno, last, indent, is_comment=False)


def _comments(source: str) -> Iterator[Passage]:
    tokens = tokenize.generate_tokens(io.StringIO(source).readline)
    comments = [t for t in tokens if t.type == tokenize.COMMENT and t.line.strip() == t.string]
    # Line numbers less their index are the same for lines that follow one another.
    for _, block in groupby(enumerate(comments), key=lambda each: each[1].start[0] - each[0]):
        together = [comment for _, comment in block]
        text = "\n".join(each.string.removeprefix("#").removeprefix(" ") for each in together)
        (first, column), last = together[0].start, together[-1].start[0]
        yield Passage(text, first, last, " " * column, is_comment=True)


def _written(text: str, passage: Passage) -> list[str]:
    """The lines of a text in the place of a passage."""
    if passage.is_comment:
        return [f"{passage.indent}# {line}".rstrip() for line in text.splitlines()]
    return docstring_lines(text, passage.indent)


def docstring_lines(text: str, indent: str) -> list[str]:
    """A docstring as it is written, on one line where it fits."""
    text = text.replace("\\", "\\\\").replace('"""', r"\"\"\"")
    whole = f'{indent}"""{text}"""'
    if "\n" not in text and len(whole) <= LINE and not text.endswith('"'):
        return [whole]
    within = [f"{indent}{line}".rstrip() for line in text.splitlines()]
    return [f'{indent}"""', *within, f'{indent}"""']
