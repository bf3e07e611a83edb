"""
A sheet's settings: one table, read from the source of its package without running any of it.

A submission's process is started before its sheet is imported, and has to know by then which
packages a submission may import.  So a setting is a plain value, written where it is given, and
every mistake in one is told with its file and line.
"""

import ast
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import ModuleType
from typing import Any

from grader.errors import BadSheet
from grader.language import LANGUAGES
from grader.sandbox.isolation.importable import PACKAGES
from grader.sandbox.limits import Limits
from grader.sandbox.processes.working_folder import NOTHING, Materials
from grader.sheets.derived.materials import materials
from grader.sheets.packs.paths import located
from grader.sheets.registry import package_file
from grader.sheets.setting_values import READERS, Refused
from grader.text import nearest

__all__ = ["SheetSettings", "read_settings", "settings_of", "settings_within", "without_settings"]

OTHER_NAMES = ("TITLE", "QUESTIONS", "MODEL")  # of a sheet's package, which may be computed
DATA = "DATA"
SETTING = re.compile(r"[A-Z][A-Z0-9_]*")
# The settings on which no example depends, so that a corpus is still good when one is changed.
ASIDE = ("HINTS", "SLOW", "PACKAGES", "LIMITS", "LANGUAGES", "WRITTEN")


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetSettings:
    """
    What a sheet says of itself beside its questions.

    Attributes
    ----------
    packages : tuple of str
        Import names of what a submission may import beside the standard library.
    limits : Limits
        What a submission may use up.
    feedback : str
        ``"full"`` shows a student what should have come back, ``"law"`` does not.
    hints : int
        How much a student is told at most: 1 the law, 2 where it breaks, 3 an example.
    slow : str
        What becomes of the points of a property whose function had its question's whole time, was
        right in all that it answered, and answered too little: ``"open"`` or ``"lost"``.
    written : str
        Whether the marks of written answers are ``"added"`` to the totals, or stand ``"apart"``.
    languages : tuple of str
        The languages that the sheet is there in; the first is the one that it is written in.
    data : str
        The folder in the sheet's whose files a submission may read; empty for none.
    materials : Materials
        What comes of that; no setting.
    """

    packages: tuple[str, ...] = PACKAGES
    limits: Limits = field(default_factory=Limits)
    feedback: str = "full"
    hints: int = 3
    slow: str = "open"
    written: str = "apart"
    languages: tuple[str, ...] = LANGUAGES
    data: str = "data"
    materials: Materials = NOTHING


def read_settings(file: Path, there: Iterable[str] = ()) -> SheetSettings:
    """
    The settings in the source of a sheet's package.

    ``there`` are the names that the package has once it is imported.  Raises BadSheet for a name
    that is no setting, a value that no setting can have, and a setting that is computed.
    """
    said: dict[str, Any] = {}
    for name, line, value in _assigned(file):
        place = f"{file}, line {line}"
        if name not in READERS and name not in OTHER_NAMES:
            raise BadSheet(f"{place}: {_unknown(name)}")
        if name in READERS:
            said[name] = _read(name, value, place)
    for name in there:
        if name in READERS and name not in said:
            raise BadSheet(f"{file}: {name} comes from elsewhere. Assign its value in this file.")
    settings = SheetSettings(**{name.lower(): value for name, value in said.items()})
    return replace(settings, materials=materials(file, settings.data, said=DATA in said))


def settings_of(name: str | None) -> SheetSettings:
    """
    The settings of the sheet with this name, as in ``load_sheet``, which is not imported.

    Raises BadSheet where there is no such sheet, or where a setting is not right.
    """
    file = package_file(name)
    return read_settings(file) if file is not None else SheetSettings()


def settings_within(package: ModuleType) -> SheetSettings:
    """Those of an imported package; raises BadSheet where they would let answers be imported."""
    file = located(str(package.__file__))
    settings = read_settings(file, vars(package))
    models = (package.__name__, *getattr(package, "MODEL", ()))
    secret = {name.partition(".")[0] for name in models} & set(settings.packages)
    if secret:
        raise BadSheet(
            f"{file}: PACKAGES lists {min(secret)!r}, which holds the sheet or its model answers. "
            f"Take it out."
        )
    return settings


def _unknown(name: str) -> str:
    if near := nearest(name, frozenset([*READERS, *OTHER_NAMES])):
        return f"{name}: did you mean {near}?"
    known = ", ".join([*OTHER_NAMES, *READERS])
    return (
        f"{name} is no setting of a sheet. Choose from: {known}. "
        f"A name of your own begins with an underscore, or a small letter."
    )


def _read(name: str, value: ast.expr | None, place: str) -> Any:
    try:
        literal = ast.literal_eval(value) if value is not None else None
    except (ValueError, TypeError, SyntaxError, MemoryError, RecursionError):
        raise BadSheet(
            f"{place}: {name} is computed, and settings are read before anything runs. "
            f"Write its value there."
        ) from None
    try:
        return READERS[name](literal)
    except Refused as refused:
        raise BadSheet(f"{place}: {name} {refused}") from None


def _assigned(file: Path) -> Iterator[tuple[str, int, ast.expr | None]]:
    """What the module assigns to names in capitals at its top level: name, line and value."""
    for statement, name in _statements(_source(file), str(file)):
        yield name, statement.lineno, statement.value


def _source(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise BadSheet(f"{file} cannot be read ({error.strerror}). Check it.") from None


def _statements(source: bytes, file: str) -> Iterator[tuple[ast.Assign | ast.AnnAssign, str]]:
    try:
        body = ast.parse(source).body
    except (SyntaxError, ValueError) as error:
        line = getattr(error, "lineno", None) or 1
        said = getattr(error, "msg", str(error))
        raise BadSheet(f"{file}, line {line}, is not Python: {said}. Mend it there.") from None
    for statement in body:
        targets: list[ast.expr] = []
        if isinstance(statement, ast.Assign):
            targets = statement.targets
        elif isinstance(statement, ast.AnnAssign):
            targets = [statement.target]
        for target in targets:
            if isinstance(target, ast.Name) and SETTING.fullmatch(target.id):
                assert isinstance(statement, (ast.Assign, ast.AnnAssign))
                yield statement, target.id


def without_settings(source: bytes) -> bytes:
    """The source of a sheet's package without the settings on which no example depends."""
    if not any(name.encode() in source for name in ASIDE):
        return source
    lines = source.splitlines(keepends=True)
    for statement, name in reversed(list(_statements(source, "the sheet's package"))):
        if name in ASIDE:
            first = statement.lineno - 1
            while first and not lines[first - 1].strip():
                first -= 1  # the empty lines above it
            del lines[first : statement.end_lineno]
    return b"".join(lines)
