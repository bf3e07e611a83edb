"""Why a property does not hold of the model answers, or would hold of anything."""

import copy
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from grader.call_text import example_text, literal
from grader.errors import BadSheet
from grader.sheets.derived.beside import working_in
from grader.sheets.flaws.names import unknown_name
from grader.sheets.flaws.places import flaw, line_of, place
from grader.sheets.flaws.taken_apart import OPERATORS, taken_apart
from grader.sheets.sheet import Property

__all__ = ["assert_asks", "assert_tells_nothing", "model_flaw"]

LONGEST = 120  # characters of a side


def model_flaw(
    prop: Property,
    error: Exception,
    student: SimpleNamespace,
    example: Mapping[str, Any],
    folders: Iterable[Path],
) -> BadSheet:
    """What a property failed with on an example, the student having been the model."""
    if isinstance(error, AttributeError) and error.obj is student:
        begin = place(error, folders) or line_of(prop.body)
        return BadSheet(f"{begin}: {prop.key}: {unknown_name(str(error.name), vars(student))}")
    shown = f", for {example_text(example)}" if example else ""
    shown = shown.replace("{", "{{").replace("}", "}}")
    wordless = isinstance(error, AssertionError) and not str(error)
    sides = _sides(prop, student, example) if wordless else ""
    found = sides.replace("{", "{{").replace("}", "}}") or "{error}"
    said = (
        f"{prop.key} does not hold of the model answer: {found}{shown}. Mend the property or the "
        f"model."
    )
    return flaw(error, folders, said, line_of(prop.body))


def _sides(prop: Property, student: SimpleNamespace, example: Mapping[str, Any]) -> str:
    """Both sides of the bare assertion that a property fails with; empty where it is another."""
    body = taken_apart(prop.body, _Sides())
    try:
        with working_in(prop.folder):
            if body is not None:
                body(student, **copy.deepcopy(dict(example)))
    except _Apart as apart:
        return str(apart)
    except Exception:
        return ""
    return ""


class _Apart(Exception):
    """Two sides that do not compare as they were asserted to, in words."""


class _Sides:
    """Hears what a property compares; looks up what it looks up."""

    def compared(self, kind: str, left: Any, right: Any, texts: tuple[str, str]) -> None:
        """Compare as the property does."""
        if not OPERATORS[kind](left, right):
            sides = zip(texts, (left, right), strict=True)
            raise _Apart(" and ".join(_side(text, value) for text, value in sides))

    def entry(self, value: Any, key: Any) -> Any:
        """The entry."""
        return value[key]

    def attribute(self, value: Any, name: str) -> Any:
        """The attribute."""
        return getattr(value, name)


def _side(text: str, value: Any) -> str:
    shown = literal(value, LONGEST)
    if text == shown:
        return text
    return f"`{text}` is {shown}" if text else f"the model returned {shown}"


def assert_asks(prop: Property, asked: Collection[str]) -> None:
    """Raise BadSheet where a property never calls the function that its points are for."""
    function = prop.declared.function
    if function not in asked:
        others = f", but {', '.join(sorted(asked))}" if asked else ""
        raise BadSheet(
            f"{line_of(prop.body)}: {prop.key} never calls {function}{others}. Call it, or name "
            f"the function that the points are for."
        )


def assert_tells_nothing(prop: Property, told: object) -> None:
    """Raise BadSheet where a property returns something: it would hold of any answer."""
    if told is not None:
        raise BadSheet(
            f"{prop.key} returns {literal(told, LONGEST)}, which decides nothing. Write assert "
            f"where it says return."
        )
