"""
The calls that a lost property is shown with, each on a line with its own answer.

A line can be pasted into Python: what is said about a call stands behind it, as a comment.
"""

from collections.abc import Iterator

from grader.language import ENGLISH, Language, message
from grader.model import ShownCall, Verdict

__all__ = ["call_lines", "returned_lines"]

ORDINALS = (message("first"), message("second"), message("third"))


def call_lines(verdict: Verdict, words: Language = ENGLISH) -> Iterator[str]:
    """The calls of a verdict; where there are several, with what came of each."""
    if len(verdict.shown) < 2:
        yield from verdict.call.splitlines()
    else:
        for which, each in zip(ORDINALS, verdict.shown, strict=False):
            yield f"{each.call}  # {_about(which, each, words)}"
    if verdict.further:
        yield "# " + words.several("and {n} more call", "and {n} more calls", verdict.further)


def returned_lines(verdict: Verdict) -> list[str]:
    """What came back, where it does not stand beside the calls."""
    return [] if len(verdict.shown) > 1 else verdict.returned.splitlines()


def _about(which: str, shown: ShownCall, words: Language) -> str:
    answer = words.told(shown.fault, shown.fault_parts)
    if not answer:
        answer = words.say("returned {value}", value=shown.returned)
    if shown.wrong:
        return words.say("{which}, wrong: {answer}", which=words.say(which), answer=answer)
    return words.say("{which}: {answer}", which=words.say(which), answer=answer)
