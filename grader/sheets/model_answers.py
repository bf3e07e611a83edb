"""The model answers of a sheet, as one student that properties can be run with."""

import importlib
import importlib.util
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

from grader.sheets.derived.beside import run_in
from grader.sheets.flaws.places import flaw
from grader.sheets.sheet import Sheet, marked_answers

__all__ = ["ModelStudent", "answer_names", "model_student", "rebuilt", "source_folders"]


class ModelStudent(SimpleNamespace):
    """Functions and constants of ours, with all that a property may ask a student for."""

    def value(self, name: str) -> Any:
        """A constant, or what a function of that name returns without arguments."""
        if name not in vars(self):
            raise AttributeError(name=name, obj=self)
        found = vars(self)[name]
        return found() if callable(found) else found


def model_student(sheet: Sheet) -> ModelStudent:
    """All model answers of the sheet as one student, with the constants that properties say."""
    found = {
        name: getattr(sys.modules[module], name)
        for module, names in answer_names(sheet).items()
        for name in names
    }
    folder = sheet.settings.materials.beside
    if folder is not None and sheet.pack is None:
        found = {n: run_in(folder, each) if callable(each) else each for n, each in found.items()}
    return ModelStudent(**{**sheet.constants, **found})


def answer_names(sheet: Sheet) -> dict[str, list[str]]:
    """
    What each module of the model is there for, by the module; they are imported for it.

    Raises BadSheet where one cannot be.
    """
    return {name: _public(_imported(name, sheet)) for name in sheet.model}


def source_folders(sheet: Sheet) -> list[Path]:
    """Where a sheet and its model answers are written."""
    if sheet.pack is not None:
        return [sheet.folder]
    specs = [importlib.util.find_spec(name) for name in sheet.model]
    return [sheet.folder, *(Path(spec.origin).parent for spec in specs if spec and spec.origin)]


def _imported(name: str, sheet: Sheet) -> ModuleType:
    try:
        return importlib.import_module(name)
    except Exception as error:
        said = f"the model answers in {name} cannot be imported: {{error}}. Mend them, or MODEL."
        raise flaw(error, [sheet.folder], said, str(sheet.folder / "__init__.py")) from error


def _public(module: ModuleType) -> list[str]:
    """The marked answers of a question's module; all that another module makes public."""
    if marked := marked_answers(module):
        return marked
    return list(getattr(module, "__all__", None) or [n for n in vars(module) if n[0] != "_"])


def rebuilt(sheet: Sheet, module: str, source: str) -> dict[str, Callable[..., Any]]:
    """The model's functions where the source of one of its modules is another."""
    tops = {name.partition(".")[0] for name in sheet.model}
    before = {n: m for n, m in sys.modules.items() if n.partition(".")[0] in tops}
    for name in before:
        del sys.modules[name]
    try:
        changed = ModuleType(module)
        changed.__file__ = f"<changed {module}>"
        changed.__package__ = module.rpartition(".")[0]
        importlib.import_module(changed.__package__ or module)
        sys.modules[module] = changed
        exec(compile(source, changed.__file__, "exec"), vars(changed))  # noqa: S102 - a model answer, mutated
        return dict(vars(model_student(sheet)))
    finally:
        for name in [n for n in sys.modules if n.partition(".")[0] in tops]:
            del sys.modules[name]
        sys.modules.update(before)
