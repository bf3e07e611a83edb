"""
What a submission may take and use, and what a question is worth, in a sentence.

Starter, question and explanation tell it.

The numbers and the packages are those that the grader keeps to: the sheet's settings.
"""

from grader.language import ENGLISH, Language
from grader.sheets.settings import SheetSettings

__all__ = ["allowed", "worth"]

MEGABYTE = 1 << 20


def allowed(settings: SheetSettings, spoken: Language = ENGLISH) -> tuple[str, ...]:
    """The limits of time and memory, what follows from them, and what can be imported."""
    limits = settings.limits
    return (
        spoken.say(
            "A call may take {call} s, a question {question} s, loading the file {load} s; memory: "
            "{memory} MB.",
            call=f"{limits.call_seconds:g}",
            question=f"{limits.question_seconds:g}",
            load=f"{limits.load_seconds:g}",
            memory=limits.memory_bytes // MEGABYTE,
        ),
        spoken.say(
            "Where functions of several questions are slow, all questions together have {whole} s. "
            "Loading, what is asked again and explaining count; what is not asked in time stays "
            "open.",
            whole=f"{limits.submission_seconds:g}",
        ),
        spoken.say(
            "You may import {packages}, and what of the standard library needs no file, network "
            "or process.",
            packages=", ".join(settings.packages),
        ),
    )


def worth(points: float, bonus: float, spoken: Language = ENGLISH) -> str:
    """What a question or a law is worth, with what comes on top of it."""
    regular = spoken.several("{n} point", "{n} points", points)
    if not bonus:
        return regular
    extra = spoken.several("{n} bonus point", "{n} bonus points", bonus)
    return spoken.say("{first} and {second}", first=regular, second=extra) if points else extra
