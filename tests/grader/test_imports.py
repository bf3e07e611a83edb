"""
Who may import whom, as data, and checked in every file.

A student's process holds whatever ``grader.sandbox`` imports, so that one list decides what can
be stolen; the engine learns of sheets by name, at run time; and model answers must not come
to depend on the thing that is tested with them.
"""

import ast
import re
import sys

import pytest

from tests.grader.source_files import (
    ENGINE,
    FILES,
    OURS,
    all_imports,
    imported,
    is_within,
    module_of,
    parsed,
    strings,
)

# Files that lie loose in ``grader/``: the nouns and words that every room shares.
LOOSE = {
    f"grader.{name}"
    for name in "call_text class_results errors files language mark model text".split()
}
ABOVE_SHEETS = {"grader.authoring", "grader.sandbox", "grader.sheets"} | LOOSE
ABOVE_EXAMINE = {"grader.examine"} | ABOVE_SHEETS

# The most specific row counts.  What is not ours is free, but for the sandbox.
MAY_IMPORT = {
    "reference": {"reference"},
    "exercises": {"exercises", "reference", "grader.authoring"},
    "grader": {"grader.sandbox.wire.literals", "grader.sandbox.wire.values"} | LOOSE,
    "grader.__main__": {"grader.cli", "grader.sandbox.processes.begin"},
    "grader.cli": {
        "grader.__version__",
        "grader.commands",
        "grader.errors",
        "grader.language",
        "grader.text",
    },
    "grader.pytest_plugin": {"grader.collect"} | ABOVE_EXAMINE,
    "grader.authoring": {
        "grader.authoring",
        "grader.language",
        "grader.sandbox.runner.printed_call",
        "grader.sandbox.wire.codec",
        "grader.sandbox.wire.containers",
        "grader.sandbox.wire.expressions",
        "grader.sandbox.wire.further",
        "grader.sandbox.wire.given_functions",
        "grader.sandbox.wire.parts",
        "grader.sandbox.wire.values",
    },
    "grader.sandbox": {"grader.sandbox"},
    "grader.sheets": ABOVE_SHEETS,
    "grader.sheets.packs.archive": ABOVE_SHEETS | {"grader.__version__"},
    "grader.collect": {"grader.collect"} | LOOSE,
    "grader.examine": ABOVE_EXAMINE,
    "grader.gradebook": {"grader.collect", "grader.gradebook"} | ABOVE_EXAMINE,
    "grader.report": {"grader.collect.table", "grader.report"} | ABOVE_EXAMINE,
    "grader.audit.doctor": {"grader.audit.doctor", "grader.report.guarantees"} | ABOVE_EXAMINE,
    "grader.audit": {"grader.audit"} | ABOVE_EXAMINE,
    "grader.integrations": {"grader.collect", "grader.integrations"} | ABOVE_EXAMINE,
    "grader.integrations.packages": {"grader.collect", "grader.integrations", "grader.report"}
    | ABOVE_EXAMINE
    | {"grader.__version__"},
    "grader.selftest": {"grader.collect", "grader.report", "grader.selftest"} | ABOVE_EXAMINE,
    "grader.commands": {
        f"grader.{room}"
        for room in "audit collect commands gradebook integrations report selftest".split()
    }
    | ABOVE_EXAMINE,
    "benchmarks": {"benchmarks", "reference", "exercises", "grader"},
    "benchmarks.verdicts": {"grader", "tests.verdicts"},
}
# What ``from grader import check`` and ``from grader import Grader`` are made of.
THE_FACE = {"grader.selftest.notebook", "grader.integrations"}
SANDBOX_MAY_IMPORT = {"numpy", "sympy", "msgspec"} | sys.stdlib_module_names
EXCEPTIONS = {
    "grader.sandbox.processes.child": {"psutil"},
    "grader.sandbox.wire.package_kinds": {"pandas", "scipy"},  # to make what a function is given
}


def row_for(module):
    """The most specific package of the table that a module belongs to."""
    return max((row for row in MAY_IMPORT if is_within(module, row)), key=len)


def is_allowed(module, name):
    """Whether the table lets this module import that name."""
    row, top = row_for(module), name.partition(".")[0]
    if top in OURS:
        rows = MAY_IMPORT[row] | (THE_FACE if module == "grader" else set())
        return any(is_within(name, allowed) for allowed in rows)
    others = SANDBOX_MAY_IMPORT | EXCEPTIONS.get(module, set())
    return row != "grader.sandbox" or top in others


def wrong_imports(module, names):
    """Those of the imported names that the table does not allow."""
    return [name for name in names if not is_allowed(module, name)]


def test_imports_run_one_way():
    """At the top of a file and within its functions."""
    found = {(m := module_of(file)): wrong_imports(m, all_imports(file)) for file in FILES}
    assert {module: wrong for module, wrong in found.items() if wrong} == {}


def test_the_engine_names_no_sheet_and_no_model():
    """Not in a string either, where importlib would find it."""
    named = [(module, s) for module, file in ENGINE.items() for s in strings(parsed(file))]
    assert [each for each in named if re.search(r"\b(reference|exercises)\b", each[1])] == []


def test_there_are_files_to_check():
    """A wrong root would let everything pass."""
    modules = set(map(module_of, FILES))
    assert {"grader.sandbox.wire.codec", "reference.pooling", "exercises.sheet3"} <= modules


@pytest.mark.parametrize(
    ("module", "source", "wrong"),
    [
        ("reference.pooling", "import grader.mark", ["grader.mark"]),
        ("reference.pooling", "def f():\n    from exercises import sheet3", ["exercises.sheet3"]),
        ("reference.pooling", "from reference import padding\nimport numpy", []),
        ("reference.cnn.cli", "from .. import padding\nfrom ..cnn import run", []),
        ("exercises.sheet3.a", "from grader.authoring import points", []),
        (
            "exercises.sheet3.a",
            "from grader.examine.student.session import Session",
            ["grader.examine.student.session"],
        ),
        (
            "exercises.sheet3.a",
            "from grader import authoring, mark",
            ["grader.mark"],
        ),
        ("grader.mark", "from grader.model import Mark\nimport click", []),
        ("grader.mark", "import reference", ["reference"]),
        ("grader.model", "from grader.examine.check import check", ["grader.examine.check"]),
        ("grader.report.export", "from grader.commands import grade", ["grader.commands"]),
        ("grader.collect.names", "from grader.sheets import sheet", ["grader.sheets"]),
        ("grader.gradebook.book", "from grader.report import export", ["grader.report"]),
        ("grader.mark", "from tests import conftest", ["tests.conftest"]),
        ("benchmarks.verdicts", "from tests.verdicts import bank", []),
        ("benchmarks.verdicts", "from exercises import sheet3", ["exercises.sheet3"]),
        ("benchmarks.wire", "from tests.verdicts import bank", ["tests.verdicts"]),
        ("grader.sandbox.wire.codec", "from grader.errors import X", ["grader.errors"]),
        ("grader.sandbox.wire.codec", "from ... import errors", ["grader.errors"]),
        ("grader.sandbox.wire.codec", "import socket, sympy, msgspec, hypothesis", ["hypothesis"]),
        ("grader.sandbox.wire.codec", "import psutil", ["psutil"]),
        ("grader.sandbox.processes.child", "import psutil", []),
        (
            "grader.authoring.calls",
            "from grader.examine.student.session import Session",
            ["grader.examine.student.session"],
        ),
    ],
)
def test_the_check_finds_what_is_not_allowed(module, source, wrong):
    """A table is only as good as what reads it."""
    assert wrong_imports(module, imported(ast.parse(source), module)) == wrong


def test_a_name_in_a_string_is_found_and_one_in_a_docstring_is_not():
    """Docstrings are for people, who may read the word 'reference'."""
    tree = ast.parse('"""The reference."""\nx = "exercises.sheet3"\ndef f():\n    "reference"\n')
    assert list(strings(tree)) == ["exercises.sheet3"]
