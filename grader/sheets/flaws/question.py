"""What a sheet and its questions say of themselves that would be noticed late, or never."""

import importlib.util
from inspect import Parameter, signature
from pathlib import Path
from types import ModuleType
from typing import Any

from grader.authoring.declare import DECLARATION
from grader.errors import BadSheet
from grader.sheets.flaws.places import line_of
from grader.text import nearest

__all__ = ["assert_takes_a_student", "sound", "sound_package"]

CONSTANTS = "grader.authoring.constants"


def sound_package(package: ModuleType) -> tuple[str, ...]:
    """
    The modules of a sheet's questions, by their import names.

    A text is no tuple of names, though its letters could be some.  Raises BadSheet.
    """
    if not isinstance(package.TITLE, str) or not package.TITLE.strip():
        raise BadSheet(f"{package.__file__}: TITLE is {package.TITLE!r}. Write a text.")
    for setting in ("QUESTIONS", "MODEL"):
        names = getattr(package, setting, ())
        if not isinstance(names, tuple | list) or not all(isinstance(n, str) for n in names):
            raise BadSheet(
                f"{package.__file__}: {setting} is {names!r}. Write a tuple of names: "
                f'{setting} = ("first",)'
            )
    if not package.QUESTIONS:
        raise BadSheet(f"{package.__file__}: QUESTIONS names no question. Name its modules there.")
    return tuple(f"{package.__name__}.{_module(package, name)}" for name in package.QUESTIONS)


def _module(package: ModuleType, name: str) -> str:
    """The name, where there is a module of it beside the package; BadSheet otherwise."""
    if name.isidentifier() and importlib.util.find_spec(f"{package.__name__}.{name}") is not None:
        return name
    there = {file.stem for folder in package.__path__ for file in Path(folder).glob("[!_]*.py")}
    close = nearest(name, frozenset(there))
    meant = f"did you mean {close}?" if close else "there is no such module beside it."
    raise BadSheet(f"{package.__file__}: QUESTIONS names {name!r}: {meant}")


def sound(module: ModuleType) -> ModuleType:
    """
    The module, where its ``ID`` and ``TITLE`` are texts and each of its laws is a property.

    Functions with points that are not called ``test_…`` are no properties, and their points would
    be in no total.  Raises BadSheet.
    """
    for name in ("ID", "TITLE"):
        said = getattr(module, name)
        if not isinstance(said, str) or not said.strip():
            raise BadSheet(f'{module.__file__}: {name} is {said!r}. Write a text: {name} = "1"')
    for name, value in vars(module).items():
        made = getattr(value, "__module__", "")  # `choice` and `quantity` make some, too
        own = made in (module.__name__, CONSTANTS) and hasattr(value, DECLARATION)
        if own and not name.startswith("test_"):
            where = line_of(value) if made == module.__name__ else module.__file__
            raise BadSheet(
                f"{where}: {name} has points, and only what is called test_… is a property. Call "
                f"it test_{name}."
            )
    return module


def assert_takes_a_student(test: Any, name: str) -> None:
    """Raise BadSheet where a property has no parameter for the student, or one too many."""
    draws = hasattr(test, "hypothesis")
    body = test.hypothesis.inner_test if draws else test
    drawn = test.hypothesis._given_kwargs if draws else {}
    needed = (p for p in signature(body).parameters.values() if p.default is Parameter.empty)
    left = [each.name for each in needed if each.name not in drawn]
    begin = f"{line_of(body)}: {name}"
    if not left:
        own = body.__name__
        raise BadSheet(f"{begin} takes no student. Make it the first parameter: {own}(student, …).")
    if len(left) > 1 and bool(drawn) == draws:  # Hypothesis has no such arguments, and says why
        wanted = ", ".join(f"{each}=…" for each in (*drawn, *left[1:]))
        raise BadSheet(
            f"{begin}: nothing draws {left[1]}. Write @given({wanted}) below @points(…)."
        )
