"""Why a property does not hold of the model answers, or would hold of anything."""

from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from grader.call_text import example_text
from grader.errors import BadSheet
from grader.sheets.flaws.names import unknown_name
from grader.sheets.flaws.places import flaw, line_of, place
from grader.sheets.sheet import Property

__all__ = ["assert_asks", "model_flaw"]


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
    shown = example_text(example).replace("{", "{{").replace("}", "}}")
    said = (
        f"{prop.key} does not hold of the model answer: {{error}}, for {shown}. Mend the property "
        f"or the model."
    )
    return flaw(error, folders, said, line_of(prop.body))


def assert_asks(prop: Property, asked: Collection[str]) -> None:
    """Raise BadSheet where a property never calls the function that its points are for."""
    function = prop.declared.function
    if function not in asked:
        others = f", but {', '.join(sorted(asked))}" if asked else ""
        raise BadSheet(
            f"{line_of(prop.body)}: {prop.key} never calls {function}{others}. Call it, or name "
            f"the function that the points are for."
        )
