"""
The language in which a sheet is shown.

A sheet may be there in fewer languages than the grader: half a page in one and half in another is
worse than either.
"""

from grader.errors import GraderError
from grader.language import Language, Message, words
from grader.sheets.sheet import Sheet

__all__ = ["spoken_words"]


def spoken_words(asked: str | None, sheet: Sheet) -> Language:
    """
    The language asked for, else that of the environment where the sheet has it, else its first.

    Raises GraderError where one is asked for that the sheet does not have.
    """
    known = sheet.settings.languages
    if asked is not None and asked not in known:
        raise GraderError(
            Message(
                "this sheet is not there in {language}. Choose from: {known}.",
                language=repr(asked),
                known=", ".join(known),
            )
        )
    usual = words(asked, sheet.folder)
    return usual if usual.language in known else words(known[0], sheet.folder)
