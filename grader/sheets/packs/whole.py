"""What cannot be done with a pack, refused before anything is begun."""

from grader.errors import GraderError
from grader.language import Message
from grader.sheets.sheet import Sheet

__all__ = ["assert_whole"]


def assert_whole(sheet: Sheet, doing: str) -> None:
    """Raise GraderError for a pack, which has no model that could be asked something new."""
    if sheet.pack is not None:
        raise GraderError(
            Message(
                "{place} is a pack, which holds no model answers, and {doing} asks these. "
                "Name the whole sheet with --sheet.",
                place=sheet.pack.place,
                doing=f"'grader {doing}'",
            )
        )
