"""
What a submission may take and use, in a sentence: starter, question and explanation tell it.

The numbers are those that the grader keeps to, from the one place where they are defined, and the
packages are those that this machine has.
"""

from grader.language import ENGLISH, Language
from grader.sandbox.isolation.importable import offered
from grader.sandbox.limits import Limits

__all__ = ["allowed"]

MEGABYTE = 1 << 20


def allowed(spoken: Language = ENGLISH, limits: Limits | None = None) -> tuple[str, ...]:
    """The limits of time and memory, what follows from them, and what can be imported."""
    limits = limits or Limits()
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
            packages=", ".join(offered()),
        ),
    )
