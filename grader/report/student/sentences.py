"""Sentences that every report for a student shares, whether it is drawn or read out."""

from collections.abc import Iterable, Iterator, Sequence

from grader.language import Language, message
from grader.model import UNWRITTEN, LoadFailure, Mark, Outcome, Report, Verdict, added, is_absent
from grader.report.student.causes import MISSING, missing_by, unheard
from grader.text import as_formula, begun, clean
from grader.text import place as text_place

__all__ = [
    "OPTION",
    "absences",
    "failed_place",
    "file_name",
    "loading_text",
    "message_text",
    "misconception_text",
    "never_called",
    "next_step",
    "not_asked",
    "place",
    "pointed",
    "points_text",
    "remarks",
    "state",
    "total",
]

MOST_NAMED = 5
MOST_EXPLAINED = 10  # functions; all of a file may be within one class

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
OPTION = "--hint "
NO_FILES = (message("this notebook"), message("this session"))
STAGES = {
    1: message("--hint 2 tells where each law breaks, --hint 3 shows the smallest example."),
    2: message("--hint 3 shows the smallest example."),
}


def file_name(report: Report, words: Language) -> str:
    """What was checked: a file's name as it is, or what stands for one in a notebook."""
    name = report.submission.name
    return words.say(name) if name in NO_FILES else name


def state(mark: Mark, words: Language) -> str:
    """
    A question's state: what was lost, by outcome, with its points; the largest loss first.

    Of a question without properties nothing is known: it is answered in words, or marked elsewhere.
    """
    if not mark.verdicts and not mark.possible:
        said = words.say("marked by a person")
        return words.say("not marked here") if mark.elsewhere else said
    if mark.is_full and mark.elsewhere:
        return words.say("all right, as far as it is marked here")
    if mark.is_full:
        return words.say("all right")
    kinds: dict[str, float] = {}
    for verdict in mark.verdicts:
        if verdict.outcome is not Outcome.PASSED and (verdict.outcome.is_open or not verdict.bonus):
            unwritten = verdict.message == UNWRITTEN
            kind = UNWRITTEN if unwritten else OUTCOMES[verdict.outcome]
            kinds[kind] = added((kinds.get(kind, 0), verdict.points))
    costly = sorted(kinds.items(), key=lambda each: -each[1])
    return ", ".join(f"{words.say(kind)} ({points})" for kind, points in costly)


def absences(report: Report, words: Language) -> Iterator[str]:
    """Which functions are still to be written, and which are not there at all, each once."""
    absent = [v for mark in report.marks for v in mark.verdicts if is_absent(v)]
    unwritten = dict.fromkeys(v.function for v in absent if v.outcome is not Outcome.MISSING)
    known = {name for failure in report.loading for name in missing_by(failure, report)}
    missing = {v.function: v for v in absent if v.outcome is Outcome.MISSING}
    unknown = [verdict for name, verdict in missing.items() if name not in known]
    reasons = [v for v in unknown if v.message.startswith(f"{MISSING}{v.function}; ")]
    explained = reasons[:MOST_EXPLAINED]
    if unwritten:
        yield words.say("Still to write: {names}", names=", ".join(unwritten))
    for verdict in explained:
        yield begun(message_text(verdict, words))
    if gone := [verdict.function for verdict in unknown if verdict not in explained]:
        yield words.say("There is no function called: {names}", names=", ".join(gone))


def never_called(report: Report, words: Language) -> Iterator[str]:
    """What kept functions from being called, each once, and how many those are."""
    for verdict, functions in unheard(report):
        said = message_text(verdict, words)
        kept = words.several(
            "{n} function was not called because of it",
            "{n} functions were not called because of it",
            len(functions),
        )
        yield f"{begun(said)} ({kept})"


def points_text(verdicts: Sequence[Verdict], words: Language) -> str:
    """What verdicts cost: points lost, or open where nothing was found wrong."""
    if verdicts[0].outcome.is_open:
        points = added(verdict.points for verdict in verdicts)
        return words.several("{n} point open", "{n} points open", points)
    lost = added(verdict.points for verdict in verdicts if not verdict.bonus)
    bonus = added(verdict.points for verdict in verdicts if verdict.bonus)
    said = [words.several("{n} point lost", "{n} points lost", lost)] if lost else []
    if bonus:
        said.append(
            words.several("{n} bonus point not earned", "{n} bonus points not earned", bonus)
        )
    return ", ".join(said)


def place(verdict: Verdict, words: Language) -> str:
    """Where in the student's own file it happened; empty where that is not known."""
    if verdict.cell:
        return words.say("cell {cell}, line {line}", cell=verdict.cell, line=verdict.line)
    return words.say("line {line} of your file", line=verdict.line) if verdict.line else ""


def loading_text(
    failure: LoadFailure, report: Report, words: Language, *, drawn: bool = False
) -> str:
    """
    A statement that failed before anything was called, or a file that is no Python at all.

    It says how many functions are missing because of it.  ``drawn`` leaves out the line of source
    that ``pointed`` shows below it.
    """
    said = message_text(failure, words)
    if drawn and failure.column:
        said = said.replace(f": {failure.source}", "", 1)
    if failure.is_whole:
        said = _no_python(failure, said, words)
    else:
        where = failed_place(failure, words)
        said = words.say("{where} failed while loading: {message}", where=where, message=said)
    missing = _missing(failure, report, words)
    return f"{said} ({missing})" if missing else said


def pointed(failure: LoadFailure) -> str:
    """The line at which Python stopped reading, with a caret below; empty where unknown."""
    return f"{failure.source}\n{' ' * (failure.column - 1)}^" if failure.column else ""


def _missing(failure: LoadFailure, report: Report, words: Language) -> str:
    """How many functions are missing because of it, by name where they are few."""
    names = missing_by(failure, report)
    if not names:
        return ""
    said = words.several(
        "{n} function is missing because of it",
        "{n} functions are missing because of it",
        len(names),
    )
    return f"{said}: {', '.join(names)}" if len(names) <= MOST_NAMED else said


def failed_place(failure: LoadFailure, words: Language) -> str:
    """Where a statement failed, as the beginning of a sentence."""
    return begun(words.translated(text_place(failure.line, failure.cell)))


def message_text(found: Verdict | LoadFailure, words: Language) -> str:
    """
    What is wrong, in words, which may begin with a sign: "-3.0 is too far away".

    Who writes it into a spreadsheet guards it there; to people an apostrophe says nothing.
    """
    english = found.reason if isinstance(found, LoadFailure) else found.message
    return as_formula(clean(words.told(english, found.message_parts)))


def misconception_text(verdict: Verdict, words: Language) -> str:
    """The known mistake that explains the answers; empty where none does."""
    if verdict.misconception_parts is None:
        return words.sheet(verdict.misconception)
    return words.told(verdict.misconception, verdict.misconception_parts)


def remarks(report: Report, words: Language) -> tuple[str, ...]:
    """What else the student should know, each a sentence of its own."""
    if len(report.remark_parts) != len(report.remarks):
        return tuple(map(begun, report.remarks))
    both = zip(report.remarks, report.remark_parts, strict=True)
    return tuple(begun(clean(words.told(english, parts))) for english, parts in both)


def _no_python(failure: LoadFailure, reason: str, words: Language) -> str:
    said = words.say("Python cannot read the file, so nothing in it could be looked at.")
    where = words.say("Line {line}", line=failure.line) + ": " if failure.line else ""
    return f"{said} {where}{reason}"


def total(report: Report, words: Language) -> str:
    """What it comes to."""
    earned, possible = report.earned, report.possible
    text = words.say("{earned} of {possible} points", earned=earned, possible=possible)
    if gained := added((report.bonus, -open_bonus(report.marks))):
        text += words.say(", {n} of them as a bonus", n=gained)
    if report.open and open_points(report.marks, Outcome.UNDECIDED):
        return text + words.say(
            ", {open} open: run this again, and report it if they stay open", open=report.open
        )
    return text + (words.say(", {open} open", open=report.open) if report.open else "")


def open_points(marks: Iterable[Mark], outcome: Outcome) -> int | float:
    """The points that one outcome leaves open."""
    return added(v.points for mark in marks for v in mark.verdicts if v.outcome is outcome)


def open_bonus(marks: Iterable[Mark]) -> int | float:
    """The points on top of those that were possible that are open."""
    verdicts = [v for mark in marks for v in mark.verdicts if v.bonus and v.outcome.is_open]
    return added(verdict.points for verdict in verdicts)


def not_asked(report: Report, words: Language) -> Iterator[str]:
    """A sentence about the points for which time did not suffice; nothing where it did."""
    if n := open_points(report.marks, Outcome.NOT_ASKED):
        yield words.several(
            "{n} point is open and not lost: time ended before all was asked about it, and no "
            "answer was wrong. Make the slow functions faster, or let a person decide.",
            "{n} points are open and not lost: time ended before all was asked about them, and no "
            "answer was wrong. Make the slow functions faster, or let a person decide.",
            n,
        )


def next_step(report: Report, asked: int, words: Language, option: str = OPTION) -> str:
    """
    What a further stage of hints would tell; empty where there is none to ask for.

    ``option`` is what stands in front of the stage where it is asked for.
    """
    if report.is_full or report.hint not in STAGES:
        return ""
    if report.hint < asked:
        return words.say("This sheet gives no further hints.")
    return words.say(STAGES[report.hint]).replace(OPTION, option)
