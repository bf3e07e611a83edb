"""Which laws of a sheet go into a pack, and what is left to the whole sheet."""

import sys
from collections.abc import Mapping

from grader.errors import BadSheet
from grader.model import added
from grader.sheets.corpus import Corpus
from grader.sheets.model_answers import answer_names
from grader.sheets.packs.beyond_values import laws_beyond_values
from grader.sheets.packs.elsewhere import ANSWER, CLASS, Elsewhere
from grader.sheets.sheet import Property, Question, Sheet

__all__ = ["assert_cut", "laws_left_out", "left_to_the_sheet", "reasons"]


def reasons(sheet: Sheet, corpus: Corpus) -> dict[str, str]:
    """By a law's key, why it stays out of packs; nothing of a law that goes into them."""
    classes = _classes(sheet)
    certain = {
        prop.key: ANSWER if prop.declared.right else CLASS
        for prop in sheet.properties
        if prop.declared.right or prop.declared.function in classes
    }
    return laws_beyond_values(sheet, corpus) | certain


def left_to_the_sheet(sheet: Sheet, why: Mapping[str, str]) -> dict[str, list[Elsewhere]]:
    """By question, what a pack of the sheet does not mark; nothing for a question without such."""
    found = {question.id: _of(question, why) for question in sheet.questions}
    return {name: left_out for name, left_out in found.items() if left_out}


def laws_left_out(sheet: Sheet, why: Mapping[str, str]) -> dict[str, set[str]]:
    """By module of the sheet, the names of the properties that stay out of its packs."""
    return {
        f"{sheet.package}.{question.module}": {
            prop.name for prop in question.properties if prop.key in why
        }
        for question in sheet.questions
    }


def assert_cut(sheet: Sheet, packed: Sheet, why: Mapping[str, str]) -> None:
    """
    Make sure that a pack has the laws that are to go into it, and no other.

    Raises BadSheet where one could not be cut out of its module, or was cut out with another, and
    where none is left.
    """
    if not packed.properties:
        raise BadSheet(
            f"{sheet.package} has no law that a pack can hold: of a choice, a quantity, a class, "
            f"an object or what is printed it holds none. Hand out the sheet's starter alone."
        )
    out = laws_left_out(sheet, why)
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


def _of(question: Question, why: Mapping[str, str]) -> list[Elsewhere]:
    kept = {prop.declared.function for prop in question.properties if prop.key not in why}
    found: dict[tuple[str, str], list[Property]] = {}
    for prop in question.properties:
        if prop.key in why:
            function = prop.declared.function
            name = f'"{prop.law}"' if function in kept else function
            found.setdefault((name, why[prop.key]), []).append(prop)
    return [
        Elsewhere(name, added(p.declared.points for p in laws if not p.declared.bonus), why)
        for (name, why), laws in found.items()
    ]
