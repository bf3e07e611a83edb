"""The model answers of a sheet, as one student that properties can be run with."""

import importlib
from types import SimpleNamespace
from typing import Any

from grader.sheets.sheet import Sheet

__all__ = ["model_student"]


def model_student(sheet: Sheet) -> SimpleNamespace:
    """All model answers of the sheet as one student."""
    names: dict[str, Any] = {}
    for module in map(importlib.import_module, sheet.model):
        public = getattr(module, "__all__", None) or [n for n in vars(module) if n[0] != "_"]
        names |= {name: getattr(module, name) for name in public}
    return SimpleNamespace(**names)
