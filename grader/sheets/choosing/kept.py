"""
Which properties keep their recorded examples when the sheet has changed.

What Hypothesis draws depends on its version, so drawing a whole sheet anew changes every question
that a submission is asked.  After a change of one law, or of a text, the others are to stay as they
are, byte for byte.
"""

import inspect
from collections.abc import Sequence

from grader.errors import GraderError
from grader.sheets.choosing.candidates import written_ones
from grader.sheets.corpus import Corpus
from grader.sheets.model_answers import ModelStudent, model_student
from grader.sheets.sheet import Property, Sheet
from grader.text import clean

__all__ = ["to_be_drawn"]


def to_be_drawn(sheet: Sheet, corpus: Corpus, named: Sequence[str]) -> list[str]:
    """
    The keys of the properties whose examples cannot be kept, or are not to be.

    ``named`` holds questions' ids and properties' keys.  New properties are drawn, and those of
    other arguments or written examples than were recorded.  Raises GraderError for a name that
    the sheet does not have.
    """
    properties, model = sheet.properties, model_student(sheet)
    for name in named:
        if not any(_is_meant(prop, name) for prop in properties):
            raise GraderError(
                f"the sheet has no question or property {clean(name)}. Name a question, like "
                f"{properties[0].question}, or a property, like {properties[0].key}."
            )
    return [
        prop.key
        for prop in properties
        if any(_is_meant(prop, name) for name in named) or not _is_recorded(prop, corpus, model)
    ]


def _is_meant(prop: Property, name: str) -> bool:
    return name in (prop.question, prop.key)


def _is_recorded(prop: Property, corpus: Corpus, model: ModelStudent) -> bool:
    """Whether the recorded examples have the property's arguments, and the written ones are in."""
    arguments = set(inspect.signature(prop.body).parameters) - {"student"}
    examples = corpus.examples(prop)
    if not examples or any(set(example) != arguments for example in examples):
        return False
    return set(written_ones(prop, model)) <= set(corpus.packed[prop.key])
