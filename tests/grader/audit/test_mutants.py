"""Mutants are changes that somebody could notice, each with a name of its own."""

import pytest

from grader.audit.mutants import changed_sources, mutants
from grader.audit.reach import Reach


@pytest.fixture(scope="module")
def found(toy):
    """The mutants of the toy's model answers."""
    return mutants(toy().sheet.model)


def changes(found, place):
    """What is changed within a top-level name."""
    return [mutant.change for mutant in found if mutant.place == place]


def test_operators_numbers_and_conditions_are_changed(found):
    """Each line before and after."""
    assert "return x + 3 -> return x - 3" in changes(found, "shifted")
    assert "return x + 3 -> return x + 2" in [
        c.replace("  ", " ") for c in changes(found, "shifted")
    ]
    assert "if x > LIMIT: -> if x >= LIMIT:" in changes(found, "doubled")
    assert "return x * y -> return x / y" in changes(found, "_times")


def test_every_mutant_is_another_module_with_another_name(found):
    """So that one can be listed."""
    assert len({mutant.name for mutant in found}) == len(found)
    assert len({mutant.source for mutant in found}) == len(found)
    for mutant in found:
        compile(mutant.source, "mutant", "exec")


def test_what_nobody_could_notice_is_left_alone(found):
    """Annotations, docstrings, the words of a refusal, bits in the place of arithmetic."""
    for mutant in found:
        assert "-> int" not in mutant.change
        assert "raise" not in mutant.change
        assert '"""' not in mutant.change
        assert "<<" not in mutant.change


def test_a_mutant_knows_the_functions_that_it_may_change(found):
    """By what they name, and what that names."""
    functions = {mutant.place: mutant.functions for mutant in found}

    assert functions["_times"] == ("doubled",)
    assert functions["LIMIT"] == ("doubled",)
    assert functions["shifted"] == ("shifted",)


CLASSES = '''"""Model."""


class Counter:
    """Counts."""

    def __init__(self, n):
        self.n = n + 1


class TooMany(ValueError):
    def __str__(self):
        return str(2 * 3)


class Fields:
    size = 4 / 5
'''


def test_a_class_that_is_asked_for_is_changed_within_its_methods():
    """A refusal and a class of mere fields are not: nothing of them is judged."""
    found = list(changed_sources(CLASSES))
    assert CLASSES.replace("n + 1", "n - 1") in found
    assert all("2 * 3" in each and "4 / 5" in each for each in found)


def test_what_a_module_imports_of_its_own_package_is_reached(toy):
    """A fault in a shared part is a fault of all that use it."""
    made = toy(
        model__parts='"""Parts."""\n\n\ndef three():\n    return 3\n',
        model__answers=(
            '"""Answers."""\nfrom {package}.model.parts import three as third\n\n'
            '__all__ = ["doubled", "shifted"]\n\n\ndef doubled(x):\n    if x > 100:\n'
            "        raise ValueError(x)\n    return 2 * x\n\n\ndef shifted(x):\n"
            "    return x + third()\n"
        ),
    )

    reach = Reach(made.sheet.model)

    assert reach.modules == (made.sheet.model[0], made.sheet.model[0].replace("answers", "parts"))
    assert reach.functions(reach.modules[1], "three") == ("shifted",)


@pytest.mark.parametrize(
    ("imports", "called"),
    [
        ("from {package}.model import parts", "parts.three()"),
        ("from . import parts as others", "others.three()"),
        ("import {package}.model.parts", "{package}.model.parts.three()"),
        ("import {package}.model.parts as parts", "parts.three()"),
        ("from .parts import three", "three()"),
    ],
)
def test_what_a_wrapper_calls_counts_however_it_was_imported(toy, imports, called):
    """By the name of its module, or by a dot: the wrapper alone has nothing to change."""
    made = toy(
        model__parts='"""Parts."""\n\n\ndef three():\n    return 3\n',
        model__answers=(
            f'"""Answers."""\n{imports}\n\n'
            '__all__ = ["doubled", "shifted"]\n\n\ndef doubled(x):\n    if x > 100:\n'
            "        raise ValueError(x)\n    return 2 * x\n\n\ndef shifted(x):\n"
            f"    return x + {called}\n"
        ),
    )
    (answers,) = made.sheet.model
    parts = answers.replace("answers", "parts")
    reach = Reach(made.sheet.model)
    assert reach.functions(parts, "three") == ("shifted",)
    assert any(each.module == parts for each in mutants(made.sheet.model))


TOGETHER = "A = 1; B = 2\n\n\n@staticmethod\ndef f(x):\n    return x + A\n\n\nC = 5"


def test_a_statement_is_changed_where_it_stands_and_the_others_are_left():
    """Once, though two may stand in one line; a decorator belongs to its function."""
    found = list(changed_sources(TOGETHER))
    assert len(set(found)) == len(found)
    lines = [each.split("\n") for each in found]
    assert all(len(each) == len(TOGETHER.split("\n")) for each in lines)
    changed = [
        [n for n, line in enumerate(each) if line != TOGETHER.split("\n")[n]] for each in lines
    ]
    assert {n for each in changed for n in each} == {0, 5, 8}
    assert all(len(each) == 1 for each in changed)
