"""What a question's module says of itself in a form that would be noticed late, or never."""

from types import ModuleType

from grader.authoring.declare import DECLARATION
from grader.errors import BadSheet
from grader.sheets.flaws.places import line_of

__all__ = ["sound"]

CONSTANTS = "grader.authoring.constants"


def sound(module: ModuleType) -> ModuleType:
    """
    The module, where its ``ID`` and ``TITLE`` are texts and each of its laws is a property.

    Functions with points that are not called ``test_…`` are no properties, and their points would
    be in no total.  Raises BadSheet.
    """
    for name in ("ID", "TITLE"):
        said = getattr(module, name)
        if not isinstance(said, str) or not said.strip():
            raise BadSheet(f'{module.__file__}: {name} is {said!r}. Write a text: {name} = "1"')
    for name, value in vars(module).items():
        made = getattr(value, "__module__", "")  # `choice` and `quantity` make some, too
        own = made in (module.__name__, CONSTANTS) and hasattr(value, DECLARATION)
        if own and not name.startswith("test_"):
            where = line_of(value) if made == module.__name__ else module.__file__
            raise BadSheet(
                f"{where}: {name} has points, and only what is called test_… is a property. Call "
                f"it test_{name}."
            )
    return module
