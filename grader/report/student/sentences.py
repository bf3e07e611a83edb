"""Sentences that every report for a student shares, whether it is drawn or read out."""

from collections.abc import Iterable, Iterator, Sequence

from grader.authoring.disagreement import NO_RETURN as NOTHING
from grader.language import Language, message
from grader.model import LoadFailure, Mark, Outcome, Report, Verdict
from grader.text import NEARLY, clean
from grader.text import place as text_place

__all__ = [
    "absences",
    "failed_place",
    "has_no_return",
    "is_absent",
    "loading_text",
    "message_text",
    "misconception_text",
    "next_step",
    "not_asked",
    "place",
    "points_text",
    "remarks",
    "said_alike",
    "state",
    "total",
    "warnings_text",
]

NO_RETURN = f"returned {NOTHING}"
MISSPELT = NEARLY.removeprefix("{near}")
UNWRITTEN = "not implemented yet"
MOST_WARNINGS = 3

OUTCOMES = {
    Outcome.PASSED: message("passed"),
    Outcome.WRONG: message("wrong"),
    Outcome.RAISED: message("raised"),
    Outcome.MISSING: message("missing"),
    Outcome.TIMED_OUT: message("timed out"),
    Outcome.OUT_OF_MEMORY: message("out of memory"),
    Outcome.FORBIDDEN: message("forbidden"),
    Outcome.UNDECIDED: message("undecided"),
    Outcome.NOT_ASKED: message("not asked"),
}
STAGES = {
    1: message("--hint 2 tells where each law breaks, --hint 3 shows the smallest example."),
    2: message("--hint 3 shows the smallest example."),
}


def state(mark: Mark, words: Language) -> str:
    """A question's state: what was lost, by outcome, with its points."""
    if mark.earned == mark.possible:
        return words.say("all right")
    kinds: dict[str, int] = {}
    for verdict in mark.verdicts:
        if verdict.outcome is not Outcome.PASSED:
            unwritten = verdict.message == UNWRITTEN
            kind = UNWRITTEN if unwritten else OUTCOMES[verdict.outcome]
            kinds[kind] = kinds.get(kind, 0) + verdict.points
    return ", ".join(f"{words.say(kind)} ({points})" for kind, points in kinds.items())


def is_absent(verdict: Verdict) -> bool:
    """Whether a function is not there yet; then there is nothing to say about what it does."""
    return verdict.outcome is Outcome.MISSING or verdict.message == UNWRITTEN


def has_no_return(verdict: Verdict) -> bool:
    """Whether the function returned None: one mistake, however many laws it breaks."""
    return verdict.outcome is Outcome.WRONG and verdict.message.startswith(NO_RETURN)


def said_alike(mark: Mark) -> Iterator[list[Verdict]]:
    """The verdicts of lost properties; those for which one function fails alike together."""
    lost = [v for v in mark.verdicts if v.outcome is not Outcome.PASSED and not is_absent(v)]
    groups: dict[tuple[object, ...], list[Verdict]] = {}
    for verdict in lost:
        groups.setdefault(_alike(verdict), []).append(verdict)
    yield from groups.values()


def _alike(verdict: Verdict) -> tuple[object, ...]:
    if has_no_return(verdict):
        return verdict.function, verdict.outcome
    wrong = verdict.outcome is Outcome.WRONG
    what = verdict.property if wrong else (verdict.message, verdict.line, verdict.cell)
    return verdict.function, verdict.outcome, what


def absences(report: Report, words: Language) -> Iterator[str]:
    """Which functions are still to be written, and which are not there at all, each once."""
    absent = [v for mark in report.marks for v in mark.verdicts if is_absent(v)]
    if any(failure.is_whole for failure in report.loading):
        names = ", ".join(dict.fromkeys(verdict.function for verdict in absent))
        yield words.say("Not looked at: {names}", names=names)
        return
    unwritten = dict.fromkeys(v.function for v in absent if v.outcome is not Outcome.MISSING)
    missing = {v.function: v.message for v in absent if v.outcome is Outcome.MISSING}
    misspelt = {name: said for name, said in missing.items() if said.endswith(MISSPELT)}
    if unwritten:
        yield words.say("Still to write: {names}", names=", ".join(unwritten))
    for verdict in (each for each in absent if misspelt.pop(each.function, "")):
        sentence = message_text(verdict, words)
        yield sentence[:1].upper() + sentence[1:]
    if gone := [name for name, said in missing.items() if not said.endswith(MISSPELT)]:
        yield words.say("There is no function called: {names}", names=", ".join(gone))


def points_text(verdicts: Sequence[Verdict], words: Language) -> str:
    """What verdicts cost: points lost, or open where nothing was found wrong."""
    points = sum(verdict.points for verdict in verdicts)
    if verdicts[0].outcome.is_open:
        return words.several("{n} point open", "{n} points open", points)
    return words.several("{n} point lost", "{n} points lost", points)


def place(verdict: Verdict, words: Language) -> str:
    """Where in the student's own file it happened; empty where that is not known."""
    if verdict.cell:
        return words.say("cell {cell}, line {line}", cell=verdict.cell, line=verdict.line)
    return words.say("line {line} of your file", line=verdict.line) if verdict.line else ""


def loading_text(failure: LoadFailure, words: Language) -> str:
    """A statement that failed before anything was called, or a file that is no Python at all."""
    if failure.is_whole:
        return _no_python(failure, words)
    where = failed_place(failure, words)
    said = message_text(failure, words)
    return words.say("{where} failed while loading: {message}", where=where, message=said)


def failed_place(failure: LoadFailure, words: Language) -> str:
    """Where a statement failed, as the beginning of a sentence."""
    where = words.translated(text_place(failure.line, failure.cell))
    return where[:1].upper() + where[1:]


def message_text(found: Verdict | LoadFailure, words: Language) -> str:
    """What is wrong, in words."""
    english = found.reason if isinstance(found, LoadFailure) else found.message
    return clean(words.told(english, found.message_parts))


def misconception_text(verdict: Verdict, words: Language) -> str:
    """The known mistake that explains the answers; empty where none does."""
    if verdict.misconception_parts is None:
        return words.sheet(verdict.misconception)
    return words.told(verdict.misconception, verdict.misconception_parts)


def remarks(report: Report, words: Language) -> tuple[str, ...]:
    """What else the student should know."""
    if len(report.remark_parts) != len(report.remarks):
        return report.remarks
    both = zip(report.remarks, report.remark_parts, strict=True)
    return tuple(clean(words.told(english, parts)) for english, parts in both)


def _no_python(failure: LoadFailure, words: Language) -> str:
    said = words.say("Python cannot read the file, so nothing in it could be looked at.")
    where = words.say("Line {line}", line=failure.line) + ": " if failure.line else ""
    return f"{said} {where}{message_text(failure, words)}"


def warnings_text(report: Report, words: Language) -> Iterator[str]:
    """What the student's code warned of, counted; the most frequent first."""
    told = sorted(report.warnings, key=lambda warning: -warning[1])
    for text, places in told[:MOST_WARNINGS]:
        yield words.several("{n} warning: {text}", "{n} warnings: {text}", places, text=text)
    more = len(told) - MOST_WARNINGS
    if more > 0:
        yield words.several("and {n} more kind of warning", "and {n} more kinds of warnings", more)


def total(report: Report, words: Language) -> str:
    """What it comes to."""
    earned, possible = report.earned, report.possible
    text = words.say("{earned} of {possible} points", earned=earned, possible=possible)
    if report.open and open_points(report.marks, Outcome.UNDECIDED):
        return text + words.say(
            ", {open} open: run this again, and report it if they stay open", open=report.open
        )
    return text + (words.say(", {open} open", open=report.open) if report.open else "")


def open_points(marks: Iterable[Mark], outcome: Outcome) -> int:
    """The points that one outcome leaves open."""
    return sum(v.points for mark in marks for v in mark.verdicts if v.outcome is outcome)


def not_asked(report: Report, words: Language) -> Iterator[str]:
    """A sentence about the points for which time did not suffice; nothing where it did."""
    if n := open_points(report.marks, Outcome.NOT_ASKED):
        yield words.several(
            "{n} point is open and not lost: time ended before all was asked, and what was asked "
            "was right. Make the slow functions faster, or let a person decide.",
            "{n} points are open and not lost: time ended before all was asked, and what was "
            "asked was right. Make the slow functions faster, or let a person decide.",
            n,
        )


def next_step(report: Report, asked: int, words: Language) -> str:
    """What a further stage of hints would tell; empty where there is none to ask for."""
    if report.earned == report.possible or report.hint not in STAGES:
        return ""
    if report.hint < asked:
        return words.say("This sheet gives no further hints.")
    return words.say(STAGES[report.hint])
