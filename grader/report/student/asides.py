"""
What a submission said beside its answers, in words: what Python warned of, and what it printed.

A warning is of use only with the function, the line and a call that can be tried at home.  Most of
them cost nothing, so that is said, too.
"""

from collections.abc import Iterator

from grader.language import Language
from grader.model import CodeWarning, Outcome, Printed, Report
from grader.text import place

__all__ = ["printed_lines", "warnings_text"]

MOST_WARNINGS = 3
MOST_FUNCTIONS = 10
BELOW = "\n    "


def warnings_text(report: Report, words: Language, *, inline: bool = False) -> Iterator[str]:
    """
    What Python warned of, the most frequent first, each with the call that shows it soonest.

    That call has a line of its own, unless all is to be told ``inline``.
    """
    told = sorted(report.warnings, key=lambda each: (-each.calls, -each.places))
    for each in told[:MOST_WARNINGS]:
        yield _warning(each, report, words, inline=inline)
    more = len(told) - MOST_WARNINGS
    if more > 0:
        yield words.several("and {n} more kind of warning", "and {n} more kinds of warnings", more)


def _warning(warning: CodeWarning, report: Report, words: Language, *, inline: bool) -> str:
    said = words.say("Warning {where}: {text}", where=_where(warning, words), text=warning.message)
    if warning.call and inline:
        said = words.say("{warning}, for example on {call}", warning=said, call=warning.call)
    elif warning.call:
        said += BELOW + warning.call
    if notes := "; ".join(_notes(warning, report, words)):
        said += f"{' ' if inline else BELOW}({notes})"
    return said


def _notes(warning: CodeWarning, report: Report, words: Language) -> Iterator[str]:
    """How many calls show it, and whether it costs anything."""
    if warning.call and warning.calls > 1:
        yield words.say("one of {n} calls that show it", n=warning.calls)
    if _holds(warning.function, report):
        yield words.say("every law of {name} holds, so no mark is lost", name=warning.function)


def _where(warning: CodeWarning, words: Language) -> str:
    """The function and the line; without those, as in an old report, how many lines there were."""
    lines = words.several("at {n} place", "at {n} places", warning.places)
    if warning.line:
        lines = words.translated(place(warning.line, warning.cell))
        if warning.places > 1:
            more = warning.places - 1
            lines = words.several(
                "{place} and {n} more line", "{place} and {n} more lines", more, place=lines
            )
    if warning.function and not warning.line and warning.places == 1:
        return words.say("in {function}", function=warning.function)
    if warning.function:
        return words.say("in {function}, {lines}", function=warning.function, lines=lines)
    return lines


def _holds(function: str, report: Report) -> bool:
    """Whether all that is asked of a function was right."""
    verdicts = [v for mark in report.marks for v in mark.verdicts if v.function == function]
    return bool(verdicts) and all(each.outcome is Outcome.PASSED for each in verdicts)


def printed_lines(report: Report, words: Language) -> Iterator[str]:
    """What was printed, function by function, each line of it indented below who printed it."""
    shown = [each for each in report.printed if each.lines]
    for each in shown[:MOST_FUNCTIONS]:
        yield _heading(each, words)
        yield from (f"    {line}" for line in each.lines)
        if each.further and each.cut:
            yield "    " + words.say("… and more lines")
        elif each.further:
            yield "    " + words.several(
                "… and {n} more line", "… and {n} more lines", each.further
            )
    if others := [each.function for each in shown[MOST_FUNCTIONS:]]:
        yield words.say("These printed, too: {names}", names=", ".join(others))
    if unseen := [each.function for each in report.printed if not each.lines]:
        yield words.say(
            "What these print is not shown at this stage of hints, since it may tell an example: "
            "{names}",
            names=", ".join(dict.fromkeys(unseen)),
        )


def _heading(printed: Printed, words: Language) -> str:
    if not printed.function and printed.line:
        where = words.translated(place(printed.line, printed.cell))
        return words.say(
            "While your file was loaded, {place} printed, as far as it got:", place=where
        )
    if not printed.function:
        return words.say("Your file printed, while it was loaded:")
    return words.several(
        "{name} printed, on {call}:",
        "{name} printed, on {n} calls, the first of them {call}:",
        printed.calls,
        name=printed.function,
        call=printed.call,
    )
