"""
The mistakes that a sheet knows, found by name at run time.

They stand in a question's module, below its properties, or beside it, in a package
``misconceptions`` of the sheet with a module for each question, which is imported only when
somebody lost points or the sheet is audited.
"""

import importlib
import importlib.util
from dataclasses import replace
from types import ModuleType

from grader.authoring.misconceive import MISCONCEPTIONS, Misconception
from grader.sandbox.processes.working_folder import run_in
from grader.sheets.sheet import Question, Sheet

__all__ = ["misconceptions", "stray_modules"]

PACKAGE = "misconceptions"


def misconceptions(sheet: Sheet, question: Question) -> tuple[Misconception, ...]:
    """The mistakes that are known for a question, in the order of its modules; often none."""
    found, folder = _known(sheet, question), sheet.settings.materials.beside
    if folder is None:
        return found
    return tuple(replace(each, wrong=run_in(folder, each.wrong)) for each in found)


def _known(sheet: Sheet, question: Question) -> tuple[Misconception, ...]:
    own = _declared(importlib.import_module(f"{sheet.package}.{question.module}"))
    package = f"{sheet.package}.{PACKAGE}"
    name = f"{package}.{question.module}"
    if importlib.util.find_spec(package) is None or importlib.util.find_spec(name) is None:
        return own
    return (*own, *_declared(importlib.import_module(name)))


def stray_modules(sheet: Sheet) -> tuple[str, ...]:
    """The files of the package ``misconceptions`` that are named like no question's module."""
    known = {"__init__", *(question.module for question in sheet.questions)}
    files = sorted((sheet.folder / PACKAGE).glob("*.py"))
    return tuple(f"{PACKAGE}/{file.name}" for file in files if file.stem not in known)


def _declared(module: ModuleType) -> tuple[Misconception, ...]:
    # Of its own: a class may derive from one that is declared to be another mistake.
    each = (getattr(value, "__dict__", {}) for value in vars(module).values())
    found = (own.get(MISCONCEPTIONS, ()) for own in each)
    return tuple(each for declared in found for each in declared)
