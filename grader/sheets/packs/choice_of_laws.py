"""Which laws of a sheet go into a pack, and what is left to the whole sheet."""

import sys

from grader.errors import BadSheet
from grader.model import added
from grader.sheets.model_answers import answer_names
from grader.sheets.packs.elsewhere import ANSWER, CLASS, Elsewhere
from grader.sheets.sheet import Property, Question, Sheet

__all__ = ["assert_cut", "laws_left_out", "left_to_the_sheet"]


def left_to_the_sheet(sheet: Sheet) -> dict[str, list[Elsewhere]]:
    """By question, what a pack of the sheet does not mark; nothing for a question without such."""
    classes = _classes(sheet)
    found = {question.id: _of(question, classes) for question in sheet.questions}
    return {name: left_out for name, left_out in found.items() if left_out}


def laws_left_out(sheet: Sheet) -> dict[str, set[str]]:
    """By module of the sheet, the names of the properties that stay out of its packs."""
    classes = _classes(sheet)
    return {
        f"{sheet.package}.{question.module}": {
            prop.name for prop in question.properties if _why(prop, classes)
        }
        for question in sheet.questions
    }


def assert_cut(sheet: Sheet, packed: Sheet) -> None:
    """
    Make sure that a pack has the laws that are to go into it, and no other.

    Raises BadSheet where one could not be cut out of its module, or was cut out with another, and
    where none is left.
    """
    if not packed.properties:
        raise BadSheet(
            f"{sheet.package} has no law that a pack can hold: of a choice, a quantity or a class "
            f"it holds none. Hand out the sheet's starter alone."
        )
    out = laws_left_out(sheet)
    for question in sheet.questions:
        module = f"{sheet.package}.{question.module}"
        wanted = {prop.name for prop in question.properties} - out[module]
        there = {
            prop.name for q in packed.questions if q.id == question.id for prop in q.properties
        }
        if strange := sorted(wanted ^ there):
            raise BadSheet(
                f"{module}: the law {strange[0]} cannot be told apart in its source, as a pack "
                f"needs it. Write each law as a statement of its own, a choice or a quantity, too."
            )


def _classes(sheet: Sheet) -> set[str]:
    """The model answers that are classes."""
    return {
        name
        for module, names in answer_names(sheet).items()
        for name in names
        if isinstance(getattr(sys.modules[module], name), type)
    }


def _why(prop: Property, classes: set[str]) -> str:
    """Why a law stays out of packs; empty where it does not."""
    if prop.declared.right:
        return ANSWER
    return CLASS if prop.declared.function in classes else ""


def _of(question: Question, classes: set[str]) -> list[Elsewhere]:
    found: dict[tuple[str, str], list[Property]] = {}
    for prop in question.properties:
        if why := _why(prop, classes):
            found.setdefault((prop.declared.function, why), []).append(prop)
    return [
        Elsewhere(name, added(p.declared.points for p in laws if not p.declared.bonus), why)
        for (name, why), laws in found.items()
    ]
