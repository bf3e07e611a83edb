"""
A package of questions, as values.

A sheet is ordinary Python: a package whose ``QUESTIONS`` name its modules, each with an
``ID``, a ``TITLE``, a docstring that is the question's text, and ``test_…`` functions that are its
properties.  The engine learns of a sheet by name, at run time, and never mentions one.
"""

import shlex
import sys
import warnings
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

from grader.authoring.declare import DECLARATION, MODEL, Declaration
from grader.errors import BadSheet, NoSuchQuestion
from grader.model import added
from grader.sheets.derived.beside import run_in
from grader.sheets.flaws.places import flaw, line_of, place
from grader.sheets.flaws.question import assert_takes_a_student, sound, sound_package
from grader.sheets.packs.archive import Pack
from grader.sheets.packs.elsewhere import Elsewhere
from grader.sheets.packs.importing import imported_as, pack_of
from grader.sheets.packs.paths import located
from grader.sheets.registry import assert_from, import_name, package_file, remember, resolved
from grader.sheets.settings import SheetSettings, settings_within
from grader.text import nearest

__all__ = ["Property", "Question", "Sheet", "choose", "load_sheet", "marked_answers"]


@dataclass(frozen=True, slots=True)
class Property:
    """
    One thing that must hold of a submission.

    Attributes
    ----------
    question, name : str
        Where it stands; together they name it in the corpus.
    declared : Declaration
        Its points, and the function that it judges.
    law : str
        Its docstring, on one line: the sentence that the student reads.
    test : callable
        The Hypothesis test, for drawing examples; ``body`` is the plain function within.
    folder : Path or None
        Where it has to be run, beside the sheet's data; None where that makes no difference.
    """

    question: str
    name: str
    declared: Declaration
    law: str
    test: Callable[..., Any]
    folder: Path | None = None

    @property
    def key(self) -> str:
        """Its name over the whole sheet."""
        return f"{self.question}/{self.name}"

    @property
    def body(self) -> Callable[..., Any]:
        """The function that takes a student and one example."""
        inner: Callable[..., Any] = self.test.hypothesis.inner_test  # type: ignore[attr-defined]
        return inner if self.folder is None else run_in(self.folder, inner)


@dataclass(frozen=True, slots=True)
class Question:
    """One question: its module, text and properties, and what of it a pack cannot mark."""

    id: str
    title: str
    text: str
    properties: tuple[Property, ...]
    module: str
    elsewhere: tuple[Elsewhere, ...] = ()

    @property
    def points(self) -> int | float:
        """What the question is worth, without any bonus."""
        return added(each.declared.points for each in self.properties if not each.declared.bonus)

    @property
    def bonus(self) -> int | float:
        """What can be earned on top of that."""
        return added(each.declared.points for each in self.properties if each.declared.bonus)

    @property
    def functions(self) -> tuple[str, ...]:
        """The functions that it asks for, in the order of its properties."""
        return tuple(dict.fromkeys(each.declared.function for each in self.properties))


@dataclass(frozen=True, slots=True)
class Sheet:
    """
    A whole sheet.

    Attributes
    ----------
    name, title, text : str
        Short name, heading, and what holds throughout.
    folder : Path
        Where its package lies.
    questions : tuple of Question
        In the order of the sheet.
    model : tuple of str
        Modules that hold the model answers, questions' own among them.
    package : str
        Its import name.
    settings : SheetSettings
        Packages, limits, feedback and the like.
    asked : str
        The name or folder that it was asked for by; empty where no name is needed.
    pack : Pack or None
        What it was loaded from, where that is a pack: then it has no model and no mistakes.
    """

    name: str
    title: str
    text: str
    folder: Path
    questions: tuple[Question, ...]
    model: tuple[str, ...]
    package: str
    settings: SheetSettings = SheetSettings()  # noqa: RUF009 - it never changes
    asked: str = ""
    pack: Pack | None = None

    @property
    def option(self) -> str:
        """What follows a command that is to be typed, so that it is about this sheet."""
        return f" --sheet {shlex.quote(self.asked)}" if self.asked else ""

    @property
    def properties(self) -> tuple[Property, ...]:
        """The properties of all questions, in order."""
        return tuple(each for question in self.questions for each in question.properties)

    @property
    def constants(self) -> dict[str, Any]:
        """What its properties themselves say to be right, by name: letters and numbers."""
        said = (each.declared for each in self.properties)
        return {each.function: each.right[0] for each in said if each.right}


OPTIMIZED = (
    "Python was told to leave out assertions and docstrings (PYTHONOPTIMIZE, or -O), with which a "
    "sheet says what is right. Unset PYTHONOPTIMIZE and run this again."
)


def load_sheet(name: str | None = None) -> Sheet:
    """
    The sheet with this registered name, import name, or folder.

    Without a name, the one that the folder's grader.toml or pyproject.toml names, else the one that
    is registered.  Raises BadSheet where there is none, or it has not the form of a sheet.
    """
    imported = import_name(name)
    if sys.flags.optimize:
        raise BadSheet(OPTIMIZED)
    # A property runs outside of Hypothesis where it marks, and there `assume` only warns of that.
    warnings.filterwarnings("ignore", "Using `assume` outside")
    import_module("hypothesis")  # what is wrong with it is no sheet's fault
    try:
        package = import_module(imported)
        assert_from(package, resolved(name))
        settings = settings_within(package)
        modules = [sound(import_module(name)) for name in sound_package(package)]
        pack = pack_of(package.__name__)
        beside = settings.materials.beside
        sheet = Sheet(
            name=package.__name__.rpartition(".")[2],
            title=package.TITLE,
            text=(package.__doc__ or "").strip(),
            folder=located(str(package.__file__)).parent,
            questions=_distinct([_question(module, beside, pack) for module in modules]),
            model=(
                *(imported_as(n, package.__name__) for n in getattr(package, "MODEL", ())),
                *(module.__name__ for module in modules if marked_answers(module)),
            ),
            package=package.__name__,
            settings=settings,
            asked=name or "",
            pack=pack,
        )
        remember(package.__name__, sheet)
        return sheet
    except BadSheet:
        raise
    except Exception as error:
        file = package_file(name)
        folders = [file.parent] if file is not None else []
        if isinstance(error, (AttributeError, ImportError)) and not place(error, folders):
            raise BadSheet(
                f"{imported} is not a sheet: {error}. A sheet's package has a TITLE and "
                f"QUESTIONS, the names of its modules; each of those has an ID and a TITLE."
            ) from error
        raise flaw(error, folders, "{error}. Mend it there.", imported) from error


def choose(sheet: Sheet, only: Iterable[str]) -> tuple[Question, ...]:
    """
    The questions that are named, in the sheet's order; all of them for none.

    A name is an id, in capitals or not, or a function, which stands for all questions that ask for
    it; several may be joined by commas.  Raises NoSuchQuestion.
    """
    ids = {question.id for question in sheet.questions}
    parts = [[each] if each in ids else each.split(",") for each in only]
    asked = [name.strip() for names in parts for name in names]
    wanted = {identity for name in asked for identity in _named(sheet, name)}
    return tuple(q for q in sheet.questions if q.id in wanted) if asked else sheet.questions


def _named(sheet: Sheet, name: str) -> list[str]:
    """The ids of the questions that one name stands for: the most exact reading counts."""
    ids = [question.id for question in sheet.questions]
    functions = [(function, q.id) for q in sheet.questions for function in q.functions]
    readings = (
        [each for each in ids if each == name],
        [each for each in ids if each.casefold() == name.casefold()],
        [each for function, each in functions if function == name],
        [each for function, each in functions if function.casefold() == name.casefold()],
    )
    found = next(filter(None, readings), [])
    if not found:
        known = frozenset([*ids, *(function for function, _ in functions)])
        raise NoSuchQuestion(name, ids, nearest(name.casefold(), known))
    return found


def marked_answers(module: ModuleType) -> list[str]:
    """The functions and classes of a module that are marked in it as model answers."""
    own = {n: v for n, v in vars(module).items() if getattr(v, "__module__", "") == module.__name__}
    return [name for name, value in own.items() if getattr(value, "__dict__", {}).get(MODEL)]


def _question(module: ModuleType, folder: Path | None, pack: Pack | None) -> Question:
    tests = [(n, t) for n, t in vars(module).items() if n.startswith("test_") and callable(t)]
    return Question(
        id=module.ID,
        title=module.TITLE,
        text=(module.__doc__ or "").strip(),
        properties=tuple(_property(module.ID, name, test, folder) for name, test in tests),
        module=module.__name__.rpartition(".")[2],
        elsewhere=tuple(pack.manifest.elsewhere.get(module.ID, ())) if pack is not None else (),
    )


def _property(question: str, name: str, test: Any, folder: Path | None) -> Property:
    declared = getattr(test, DECLARATION, None)
    if declared is None:
        raise BadSheet(f"{line_of(test)}: {question}: {name} needs @points(…) above @given(…).")
    assert_takes_a_student(test, f"{question}: {name}")
    if not hasattr(test, "hypothesis"):  # it is looked at as if Hypothesis had made it
        test.hypothesis = SimpleNamespace(inner_test=test, _given_kwargs={})
    law = " ".join((test.__doc__ or "").split())
    if not law:
        raise BadSheet(
            f"{line_of(test.hypothesis.inner_test)}: {question}: {name} has no docstring, the "
            f"sentence that students read."
        )
    return Property(question, name, declared, law, test, folder)


def _distinct(questions: list[Question]) -> tuple[Question, ...]:
    ids = [question.id for question in questions]
    if len(set(ids)) != len(ids):
        raise BadSheet(f"two questions have the same ID among {', '.join(ids)}. Rename one.")
    return tuple(questions)
