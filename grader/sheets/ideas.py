"""
What to read up on, question by question: the sheet's ``ideas.toml``.

For who is stuck before there is anything to test.  An idea is a topic to revise and never an
answer.  The file is a table for each question, with a list for each language::

    ["2a"]
    en = ["the exponential function and its limits in floating point"]
    de = ["die Exponentialfunktion und ihre Grenzen in Gleitkommazahlen"]
"""

import tomllib

from grader.errors import BadSheet
from grader.language import LANGUAGES
from grader.sheets.sheet import Sheet

__all__ = ["ideas"]

FILE_NAME = "ideas.toml"


def ideas(sheet: Sheet, question: str, language: str = LANGUAGES[0]) -> tuple[str, ...]:
    """
    Ideas to revise for a question; in English where the language has none, often none at all.

    Raises BadSheet where the file is not of the promised form.
    """
    file = sheet.folder / FILE_NAME
    try:
        tables = tomllib.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return ()
    except (OSError, ValueError) as error:
        raise BadSheet(f"{file} cannot be read: {error}. Mend that line.") from None
    table = tables.get(question, {})
    found = table.get(language) or table.get(LANGUAGES[0], []) if isinstance(table, dict) else None
    if not isinstance(found, list) or not all(isinstance(idea, str) for idea in found):
        raise BadSheet(f'{file}: ["{question}"] needs lists of texts, like en = ["…"].')
    return tuple(found)
