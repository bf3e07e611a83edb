"""
Finds what in a notebook's cell is Python.

A cell may hold words for the notebook itself: magics (``%matplotlib inline``), shell commands
(``!pip install x``), questions (``np.exp?``).  None of them can run here and no function needs
them, so they give way to ``pass``, and every other line keeps its number.  A cell that is
Python as it stands is left alone: there a line may well begin with ``%``, in a sum or a text.

IPython does the same with its tokens; it is not among what a student's process may import.
"""

import ast
import re

__all__ = ["parsed_cell", "without_magics"]

BODY_RUNS = frozenset({"capture", "grade", "prun", "time", "timeit"})  # the cell's, all the same
CELL_MAGIC = re.compile(r"%%([\w.]+|!)")
FOR_THE_NOTEBOOK = re.compile(  # no two repetitions side by side: a line may be 200 kB of spaces
    r"""
    \s*[%!]                                       # %magic, !shell
    | \s*\?\??\s*[\w.*%]+\s*(?:;\s*)?$            # ?name
    | \s*%{0,2}[\w.*\[\]]+\?\??\s*(?:;\s*)?$      # name?
    | \s*[^\s=!%\#'"(][^=!%\#'"(]*=\s*[%!]        # x = !ls
    """,
    re.VERBOSE,
)
TOKEN = re.compile(r"""\#|\"{3}|'{3}|["'()\[\]{}]""")
ENDS = {
    quote: re.compile(rf"(?:[^\\{quote[0]}]|\\.|{quote[0]}(?!{quote[1:]}))*{quote}", re.DOTALL)
    if len(quote) == 3
    else re.compile(rf"(?:[^\\{quote}]|\\.)*{quote}", re.DOTALL)
    for quote in ('"""', "'''", '"', "'")
}

Omissions = list[tuple[int, str]]


def parsed_cell(text: str, filename: str) -> tuple[ast.Module, Omissions]:
    """
    A cell's statements, and what had to be left out of it: (line, text) pairs, line 0 for all.

    Raises what ``ast.parse`` raises where the rest is no Python either.
    """
    try:
        return ast.parse(text, filename), []
    except SyntaxError:
        python, omitted = without_magics(_dedented(text))
        return ast.parse(python, filename), omitted


def without_magics(text: str) -> tuple[str, Omissions]:
    """A cell's text with ``pass`` for each line that is not Python, and those lines."""
    lines = re.split(r"\r\n|\r|\n", text)
    omitted: Omissions = []
    for number, line in enumerate(lines, 1):
        magic = CELL_MAGIC.match(line)
        if magic is None and line.strip():
            break
        if magic is not None:
            if magic[1] not in BODY_RUNS:
                return "", [*omitted, (0, line)]
            omitted.append((number, line))
            lines[number - 1] = ""
    statements = _Statements()
    within = False  # a magic that a backslash continues
    for number, line in enumerate(lines, 1):
        if within or (statements.may_begin and FOR_THE_NOTEBOOK.match(line)):
            if not within:
                omitted.append((number, line))
                lines[number - 1] = line[: len(line) - len(line.lstrip())] + "pass"
            else:
                lines[number - 1] = ""
            within = line.endswith("\\")
        else:
            statements.pass_over(line)
    return "\n".join(lines), omitted


def _dedented(text: str) -> str:
    """Without the indentation of the first line, as a notebook runs what was pasted."""
    first = re.match(r"(?:[ \t]*\n)*([ \t]+)(?=\S)", text)
    return re.sub(rf"(?m)^{re.escape(first[1])}", "", text) if first else text


class _Statements:
    """Whether the next line may begin a statement: no bracket, text or backslash is open."""

    def __init__(self) -> None:
        self._quote = ""
        self._brackets = 0
        self._backslash = False

    @property
    def may_begin(self) -> bool:
        return not (self._quote or self._brackets or self._backslash)

    def pass_over(self, line: str) -> None:
        """Note what a line of Python opens and closes."""
        comment = self._read(line)
        self._backslash = line.endswith("\\") and not comment
        if len(self._quote) == 1 and not self._backslash:
            self._quote = ""  # such a text ends with its line, closed or not

    def _read(self, line: str) -> bool:
        """Read a line to its end; whether that is a comment."""
        position = 0
        while True:
            if self._quote:
                end = ENDS[self._quote].match(line, position)
                if end is None:
                    return False
                position, self._quote = end.end(), ""
            token = TOKEN.search(line, position)
            if token is None or token[0] == "#":
                return token is not None
            position = token.end()
            if token[0] in "([{":
                self._brackets += 1
            elif token[0] in ")]}":
                self._brackets = max(self._brackets - 1, 0)
            else:
                self._quote = token[0]
