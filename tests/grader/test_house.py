"""The engine can be taken in: few rooms, no circles, short files, and words that are plain."""

import ast
import re
from graphlib import CycleError, TopologicalSorter
from statistics import median

import pytest

from tests.grader.source_files import ENGINE, FILES, ROOT, is_within, module_of, parsed

MOST_ROOMS, MOST_LOOSE, MOST_MODULES, MOST_LEVELS = 11, 12, 20, 19
LONGEST, USUAL = 280, 110  # lines of a file
NAMELESS = {"utils", "util", "helpers", "manager", "base", "common", "misc"}


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
