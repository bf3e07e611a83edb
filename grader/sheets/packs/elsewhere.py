"""
What a question asks for and a pack cannot mark, so that it is marked with the whole sheet.

Of a few letters, or of a number, no digest hides the right one: whoever has the pack would try
them.  And what an object does, or a function prints, is no answer that is written down.  Such laws
are left out of a pack, each report says so, and their points are neither possible there nor lost.
In a browser's page laws that measure time are left out as well: its clocks are coarse, and right
functions lost them.
"""

from collections.abc import Iterator, Sequence

import msgspec

from grader.language import Message, message

__all__ = ["ANSWER", "CLASS", "OBJECT", "PRINT", "TIME", "Elsewhere", "told"]

ANSWER, CLASS, OBJECT, PRINT, TIME = "answer", "class", "object", "print", "time"
WHY = {
    ANSWER: message("A pack that knew the right letter or number would give it away."),
    CLASS: message("A pack does not hold what the objects of a class do."),
    OBJECT: message("A pack does not hold what objects and returned functions do."),
    PRINT: message("A pack does not hold what functions print."),
    TIME: message("A page's clocks are too coarse to measure time."),
}


class Elsewhere(msgspec.Struct, frozen=True):
    """
    A function, a class or a constant of a question, of which a pack holds no law; or one law.

    Attributes
    ----------
    name : str
    points : int or float
        What its laws are worth in the whole sheet, without any bonus.
    why : str
        ``ANSWER``, ``CLASS``, ``OBJECT``, ``PRINT`` or ``TIME``.
    """

    name: str
    points: int | float
    why: str


def told(question: str, left_out: Sequence[Elsewhere]) -> Iterator[Message]:
    """What is not marked here of a question, and why: a sentence for each reason."""
    for why, said in WHY.items():
        names = ", ".join(each.name for each in left_out if each.why == why)
        if names:
            yield Message(
                "not marked here, question {question}: {names}. {why} "
                "Whoever teaches marks it with the whole sheet.",
                question=question,
                names=names,
                why=Message(said),
            )
