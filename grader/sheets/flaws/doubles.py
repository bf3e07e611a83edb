"""
Properties and model answers of one name in one module, of which Python keeps the last alone.

The points of the others would be lost without a word.
"""

import ast

from grader.errors import BadSheet
from grader.sheets.sheet import Sheet

__all__ = ["assert_no_doubles"]


def assert_no_doubles(sheet: Sheet) -> None:
    """Raise BadSheet for the first function of a question's module that is defined twice."""
    for question in sheet.questions:
        file = sheet.folder / f"{question.module}.py"
        if not file.is_file():
            continue
        seen: dict[str, int] = {}
        for statement in ast.parse(file.read_bytes()).body:
            if not isinstance(statement, ast.FunctionDef):
                continue
            if statement.name in seen:
                raise BadSheet(
                    f"{file}, line {statement.lineno}: {statement.name} is defined in line "
                    f"{seen[statement.name]} already, and only the last one counts. Rename one."
                )
            seen[statement.name] = statement.lineno
