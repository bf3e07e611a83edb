"""
A question's text and what to revise, as they stand on a page.

A page is read where there is no terminal, by people who have not yet opened the sheet again: "run
grader explain" is no answer to "what was asked?".
"""

import re

from markupsafe import Markup, escape

from grader.class_results import Heading
from grader.language import LANGUAGES, Language

__all__ = ["chosen_ideas", "task_text"]

# The end of a line that was only wrapped: no paragraph, item of a list or block of code begins.
WRAPPED = re.compile(r"(?<!\n)\n(?!\n|- | {4}) *")
CODE = "``"


def task_text(text: str) -> Markup:
    """A question's text with its code marked, and its lines as long as the page is wide."""
    pieces = WRAPPED.sub(" ", text.strip()).split(CODE)
    shown = (
        Markup("<code>{}</code>").format(piece) if place % 2 else escape(piece)
        for place, piece in enumerate(pieces)
    )
    return Markup("").join(shown)


def chosen_ideas(heading: Heading, words: Language) -> tuple[str, ...]:
    """Ideas to revise in the reader's language, or in English where that has none."""
    found = dict(heading.ideas)
    return found.get(words.language) or found.get(LANGUAGES[0], ())
