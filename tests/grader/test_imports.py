"""
Who may import whom, as data, and checked in every file.

A student's process holds whatever ``grader.sandbox`` imports, so that one list decides what can
be stolen; the engine learns of sheets by name, at run time; and model answers must not come
to depend on the thing that is tested with them.
"""

import ast
import functools
import re
import sys
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from statistics import median

import pytest

ROOT = Path(__file__).resolve().parents[2]
OURS = {"reference", "exercises", "grader", "benchmarks", "tests"}

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
MOST_ROOMS, MOST_LOOSE, MOST_MODULES, MOST_LEVELS = 11, 12, 20, 19
LONGEST, USUAL = 280, 110  # lines of a file
SANDBOX_MAY_IMPORT = {"numpy", "sympy", "msgspec"} | sys.stdlib_module_names
EXCEPTIONS = {
    "grader.sandbox.processes.child": {"psutil"},
    "grader.sandbox.wire.package_kinds": {"pandas", "scipy"},  # to make what a function is given
}
NAMELESS = {"utils", "util", "helpers", "manager", "base", "common", "misc"}

FILES = sorted(
    file
    for folder in ("grader", "reference", "exercises", "benchmarks")
    for file in (ROOT / folder).rglob("*.py")
)


@functools.cache
def parsed(file):
    """The tree of a file."""
    return ast.parse(file.read_bytes())


def module_of(file):
    """The dotted name of a file."""
    parts = file.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imported(tree, module, is_package=False):
    """The dotted names of everything that is imported anywhere in a file."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = module.split(".")[: None if is_package and node.level == 1 else -node.level]
            start = [*above, *filter(None, [node.module])] if node.level else [node.module]
            if node.module and not node.level and node.module not in OURS:
                yield node.module
            else:  # from grader import x: x may be a module
                yield from (".".join([*start, alias.name]) for alias in node.names)


def is_within(name, package):
    return name == package or name.startswith(package + ".")


ENGINE = {module_of(f): f for f in FILES if is_within(module_of(f), "grader")}


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


def strings(tree):
    """The strings of a file that are not docstrings."""
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, documented) and node.body and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        constant = isinstance(node, ast.Constant) and id(node) not in docstrings
        if constant and isinstance(node.value, str):
            yield node.value


def all_imports(file):
    """The dotted names of everything that a file imports."""
    return imported(parsed(file), module_of(file), file.name == "__init__.py")


def test_imports_run_one_way():
    """At the top of a file and within its functions."""
    found = {(m := module_of(file)): wrong_imports(m, all_imports(file)) for file in FILES}
    assert {module: wrong for module, wrong in found.items() if wrong} == {}


def test_the_engine_names_no_sheet_and_no_model():
    """Not in a string either, where importlib would find it."""
    named = [(module, s) for module, file in ENGINE.items() for s in strings(parsed(file))]
    assert [each for each in named if re.search(r"\b(reference|exercises)\b", each[1])] == []


def test_a_module_is_called_after_its_idea():
    """What is everything's helper is nobody's idea."""
    parts = [file.relative_to(ROOT).with_suffix("").parts for file in FILES]
    assert [each for each in parts if NAMELESS & set(each)] == []


RIDDLES = re.compile(r"(Of|Whose|By which|In which)\b")


def test_a_docstring_begins_with_what_it_is_about():
    """A newcomer reads the first words and knows; half a sentence has to be guessed."""
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    files = [file for file in FILES if not is_within(module_of(file), "exercises")]
    nodes = [n for file in files for n in ast.walk(parsed(file)) if isinstance(n, documented)]
    assert [d for n in nodes if (d := ast.get_docstring(n)) and RIDDLES.match(d)] == []


def imports_within_the_engine():
    """For each file of the engine, those that it imports anywhere, also within its functions."""
    return {module: set(_engine_imports(module, file)) for module, file in ENGINE.items()}


def imports_at_the_top():
    """The same, but for those within functions."""
    return {
        module: set(_engine_imports(module, file, parsed(file).body))
        for module, file in ENGINE.items()
    }


def _engine_imports(module, file, nodes=None):
    """A name that is imported may itself be a module; what names none of ours is left out."""
    for node in nodes or ast.walk(parsed(file)):
        if isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                name = f"{node.module}.{alias.name}"
                yield from {name if name in ENGINE else node.module} & ENGINE.keys() - {module}
        elif isinstance(node, ast.Import):
            yield from {alias.name for alias in node.names} & ENGINE.keys()


def rooms_of(graph):
    """The same between the packages and loose files of ``grader/``."""
    rooms = {}
    for module, others in graph.items():
        room = rooms.setdefault(room_of(module), set())
        room |= {room_of(other) for other in others} - {room_of(module)}
    return rooms


def room_of(module):
    return ".".join(module.split(".")[:2])


def circle_in(graph):
    """A circle of a graph, as a list; empty where there is none."""
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        return error.args[1]
    return []


def without_faces(graph):
    """The package itself is everybody's parent; only what it imports of its own counts."""
    return {module: others - {"grader"} for module, others in graph.items()}


def test_no_files_import_each_other_in_a_circle():
    """Counting imports within functions: a circle that waits is still one."""
    assert circle_in(without_faces(imports_within_the_engine())) == []


def test_no_rooms_import_each_other_in_a_circle():
    """Each room can be read once those below it are."""
    assert circle_in(without_faces(rooms_of(imports_within_the_engine()))) == []


@pytest.mark.parametrize("graph", [{"a": {"b"}, "b": {"a"}}, {"a": {"b"}, "b": {"c"}, "c": {"a"}}])
def test_a_circle_is_found(graph):
    """Also one through a third."""
    assert set(circle_in(graph)) == set(graph)


def test_the_house_has_few_rooms_and_none_is_crowded():
    """A newcomer can take in what lies in a folder."""
    folders = {file.parent for file in ENGINE.values()}
    house = ROOT / "grader"
    assert len({f for f in folders if f.parent == house}) <= MOST_ROOMS
    assert len(list(house.glob("*.py"))) <= MOST_LOOSE
    assert {f: n for f in folders if (n := len(list(f.glob("*.py")))) > MOST_MODULES} == {}


def levels_of(graph):
    """How many files deep the longest chain of imports is."""
    depth = {}
    for module in TopologicalSorter(graph).static_order():
        depth[module] = 1 + max((depth[other] for other in graph[module]), default=0)
    return max(depth.values())


def test_the_house_is_not_too_deep():
    """Whoever follows an import arrives."""
    assert levels_of({"a": {"b"}, "b": {"c"}, "c": set()}) == 3
    assert levels_of(without_faces(imports_at_the_top())) <= MOST_LEVELS


def test_files_can_be_read_at_one_sitting():
    """What grows beyond that is two files."""
    lengths = [len(file.read_bytes().splitlines()) for file in ENGINE.values()]
    assert max(lengths) <= LONGEST
    assert median(lengths) <= USUAL


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
