"""What is caught of each kind of wrong answer, as values for JSON and as text for the terminal."""

from collections.abc import Iterator, Sequence
from typing import Any

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from grader.audit.power.measure import Family

__all__ = ["power_json", "power_text"]

MOST_SHOWN = 8  # survivors of a family; the JSON has them all


def power_json(families: Sequence[Family]) -> list[dict[str, Any]]:
    """The families with their survivors."""
    return [
        {
            "family": family.name,
            "caught": family.caught,
            "of": family.telling,
            "told_apart_by_none": family.untold,
            "survivors": [{"name": s.name, "example": s.example} for s in family.survivors],
        }
        for family in families
    ]


def power_text(families: Sequence[Family]) -> Iterator[RenderableType]:
    """A line for each family, then survivors, each with an input that would have caught it."""
    if not families:
        return
    yield Text("\nOf the wrong answers that some example tells from the right one, are caught:")
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("Wrong answers")
    for heading in ("Caught", "Share", "Told apart by none"):
        table.add_column(heading, justify="right")
    for family in families:
        share = f"{100 * family.caught / family.telling:.1f} %" if family.telling else "–"
        caught = f"{family.caught}/{family.telling}"
        table.add_row(Text(family.name), caught, share, str(family.untold))
    yield table
    for family in families:
        yield from _survivors(family)


def _survivors(family: Family) -> Iterator[Text]:
    if family.survivors:
        yield Text(f"\nNo recorded example catches these {family.name}:", style="yellow")
        for each in family.survivors[:MOST_SHOWN]:
            yield Text(f"  {each.name}; would be caught by {each.example}")
        if (more := len(family.survivors) - MOST_SHOWN) > 0:
            yield Text(f"  … and {more} more; --json has them all")
