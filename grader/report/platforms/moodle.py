"""
Moodle's offline grading worksheet, with grades and feedback filled in.

Moodle finds people by its Identifier and grades by the heading; everything else in the file is
for who reads it.  It takes feedback for HTML, so text is escaped as HTML here.  A comment that a
person wrote there stays; what stood there of ours is replaced.  Headings are known in English and
in German, as ``mod_assign`` writes them.
"""

import html
from collections.abc import Iterator, Mapping

from grader.class_results import ClassResults, Row
from grader.collect.table import KeptTable, read_table
from grader.errors import GraderError
from grader.language import ENGLISH, Language, Message
from grader.report.platforms.grades import (
    Filled,
    Grades,
    is_word,
    kept_words,
    replaced,
    unreadable,
)
from grader.report.platforms.match_rows import Line, match
from grader.report.platforms.numbers import decimal_mark, exact, number
from grader.report.student.feedback import (
    FunctionFeedback,
    feedback,
    points,
    report_of,
    side_notes,
    written_line,
)
from grader.text import clean

__all__ = ["filled_worksheet"]

IDENTIFIER, NAME, ID_NUMBER, EMAIL, USERNAME = "identifier", "name", "id", "email", "username"
GRADE, BEST, SCALE, CHANGEABLE, FEEDBACK = "grade", "best", "scale", "changeable", "feedback"
HEADINGS = {
    IDENTIFIER: ("Identifier", "ID", "Identifikator"),
    NAME: ("Full name", "Vollständiger Name"),
    ID_NUMBER: ("ID number", "ID-Nummer", "Matrikelnummer"),
    EMAIL: ("Email address", "E-Mail-Adresse"),
    USERNAME: ("Username", "Anmeldename"),
    GRADE: ("Grade", "Bewertung"),
    BEST: ("Maximum Grade", "Maximum grade", "Bestwertung"),
    SCALE: ("Scale", "Skala"),
    CHANGEABLE: ("Grade can be changed", "Bewertung kann geändert werden"),
    FEEDBACK: ("Feedback comments", "Feedback as comments", "Feedback als Kommentar"),
}
KNOWN = {heading for headings in HEADINGS.values() for heading in headings}
PARTICIPANT = ("Participant ", "Participant", "Teilnehmer/in ", "Teilnehmer/in")
REFUSED = ("no", "nein")
OURS = "<p><strong>Automatic feedback</strong>"
OURS_STRIPPED = "Automatic feedback:"
LONGEST_FEEDBACK = 30_000  # characters; a cell of Excel holds 32,767


def filled_worksheet(
    text: str,
    results: ClassResults,
    name: str = "the worksheet",
    language: Language = ENGLISH,
    *,
    keep_words: bool = False,
) -> Filled:
    """
    The worksheet with the grade and the feedback of everyone who can be matched.

    A submission that could not be graded gets feedback and no grade; with ``keep_words`` a grade
    stays that is no number.  Raises GraderError where
    the text is no grading worksheet, or where the assignment is graded on a scale of words.
    """
    table = read_table(text, name, lambda heading: heading.strip() in KNOWN)
    columns = _columns(table, name)
    grades = _grades(table, columns, results, name)
    matched = match(_lines(table, columns), results.rows)
    locked = {line for line in matched.rows if _is_locked(table, columns, line)}
    graded = [line for line in matched.rows if line not in locked] if keep_words else []
    words = {line for line in graded if is_word(table, line, columns[GRADE])}
    changed: dict[tuple[int, int], str] = {}
    for line, row in matched.rows.items():
        if line not in locked:
            changed |= _comment(table, columns, line, _feedback(row, results, grades, language))
        if line in words:
            continue
        if line not in locked and not row.problem:
            changed[line, columns[GRADE]] = grades.of(row)
    remarks = [*grades.remarks(results, "Moodle"), *replaced(table, changed, columns[GRADE])]
    remarks += [*kept_words(len(words), "Moodle"), *matched.remarks]
    remarks += [
        f"The grade of {_who(matched.rows[line])} is locked in Moodle." for line in sorted(locked)
    ]
    if FEEDBACK not in columns:
        remarks.append("The worksheet has no column for feedback comments: it holds grades only.")
    filled = sum(column == columns[GRADE] for _, column in changed)
    return Filled(table.text(changed), filled, tuple(remarks))


def _is_locked(table: KeptTable, columns: Mapping[str, int], line: int) -> bool:
    return table.value(line, columns.get(CHANGEABLE, -1)).strip().casefold() in REFUSED


def _who(row: Row) -> str:
    return clean(row.name or row.folder)


def _columns(table: KeptTable, name: str) -> dict[str, int]:
    """Where each column stands that is known here."""
    headings = [value.strip() for value in table.values(0)] if table.cells else []
    found = {
        key: headings.index(heading)
        for key, known in HEADINGS.items()
        for heading in reversed(known)
        if heading in headings
    }
    missing = [HEADINGS[key][0] for key in (IDENTIFIER, GRADE) if key not in found]
    if missing:
        raise GraderError(
            Message(
                "{name} is no grading worksheet of Moodle: it has no column {missing}. In Moodle, "
                "enable 'Offline grading worksheet' and 'Feedback comments' for the assignment, "
                "and download the worksheet from its submissions page.",
                name=name,
                missing=missing[0]
                if len(missing) == 1
                else Message("{one} or {other}", one=missing[0], other=missing[1]),
            )
        )
    return found


def _grades(
    table: KeptTable, columns: Mapping[str, int], results: ClassResults, name: str
) -> Grades:
    column = columns.get(BEST, -1)
    given = [line for line in table.full_lines if table.value(line, column).strip()]
    text = table.value(given[0], column) if given else ""
    if SCALE in columns or (text and not any(map(str.isdigit, text))):
        raise GraderError(
            Message(
                "the assignment is graded on a scale of words and not with points. Choose the "
                "type Point for its grade in Moodle, and download the worksheet again."
            )
        )
    cells = [text, *table.column(columns[GRADE])]
    best = number(text, decimal_mark(cells)) if text else exact(results.possible)
    if best is None:
        raise unreadable(name, table, given[0], column)
    return Grades(results.possible, best, decimal_mark(cells, table.delimiter))


def _lines(table: KeptTable, columns: Mapping[str, int]) -> list[Line]:
    lines = []
    for line in table.full_lines:
        participant = table.value(line, columns[IDENTIFIER]).strip()
        others = (table.value(line, columns.get(key, -1)) for key in (ID_NUMBER, EMAIL, USERNAME))
        ids = (participant, _participant_number(participant), *others)
        if any(each.strip() for each in ids):
            lines.append(Line(line, ids, table.value(line, columns.get(NAME, -1))))
    return lines


def _participant_number(identifier: str) -> str:
    for word in PARTICIPANT:
        if identifier.startswith(word):
            return identifier.removeprefix(word)
    return identifier


def _comment(
    table: KeptTable, columns: Mapping[str, int], line: int, ours: str
) -> dict[tuple[int, int], str]:
    """The cell with what a person wrote in it, and our feedback after that."""
    if FEEDBACK not in columns:
        return {}
    before = table.value(line, columns[FEEDBACK])
    for mark in (OURS, OURS_STRIPPED):
        before = before.partition(mark)[0]
    comment = f"{before.rstrip()}\n{ours}" if before.strip() else ours
    return {(line, columns[FEEDBACK]): comment}


def _feedback(row: Row, results: ClassResults, grades: Grades, words: Language) -> str:
    report = report_of(row, results)
    parts = [f"{OURS}: {_html(_summary(row, grades, words))}</p>"]
    if report is not None:
        parts += [f"<p>{_html(line)}</p>" for line in side_notes(report, words)]
        for mark in report.marks:
            told = [_told(each, words) for each in feedback(mark, words)]
            if told or not mark.is_full:
                parts.append(f"<h5>{_html(f'{mark.question} {words.sheet(mark.title)}')}</h5>")
                parts += told
    asked = dict.fromkeys([*row.written, *(mark.question for mark in row.rubric)])
    lines = (written_line(row, each, words) for each in asked)
    parts += [f"<p>{_html(words.say('Written answer {line}', line=line))}</p>" for line in lines]
    return "".join(_bounded(parts, words))


def _summary(row: Row, grades: Grades, words: Language) -> str:
    if row.problem:
        return words.say("no marks: {why}", why=clean(row.problem, 1_000))
    possible = points(row.possible, words)
    summary = words.say("{earned} of {points}", earned=row.earned, points=possible)
    if grades.best != exact(grades.possible):
        summary += words.say(", which is {grade} here", grade=grades.of(row))
    if row.open:
        summary += "; " + words.several("{n} point open", "{n} points open", row.open)
    return summary


def _told(each: FunctionFeedback, words: Language) -> str:
    facts = "".join(
        f"<br>{words.say(fact.label)}: <code>{_html(fact.text)}</code>"
        if fact.code
        else f"<br>{words.say(fact.label)}: {_html(fact.text)}"
        for fact in each.facts
    )
    return f"<p><strong>{_html(each.function)}</strong>: {_html(each.state)}{facts}</p>"


def _html(text: str) -> str:
    return html.escape(text).replace("\n", "<br>")


def _bounded(parts: list[str], words: Language) -> Iterator[str]:
    length = 0
    for part in parts:
        length += len(part)
        if length > LONGEST_FEEDBACK:
            more = words.say("There is more, which does not fit here. Ask for your feedback page.")
            yield f"<p>{more}</p>"
            return
        yield part
