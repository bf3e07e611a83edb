"""The source files of the project, and what they import."""

import ast
import functools
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
OURS = {"reference", "exercises", "grader", "benchmarks", "tests"}

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
