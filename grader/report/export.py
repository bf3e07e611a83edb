"""
A class's results, written to the files that were asked for, one format at a time or all at once.

Each function takes results and a place, writes, and returns sentences for the person who asked:
what was written, and what to look at before it is handed on.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import click

from grader.class_results import ABSENT, ClassResults
from grader.collect.table import decoded
from grader.errors import GraderError
from grader.files import BOM, write_file
from grader.language import ENGLISH, Language
from grader.report.classes.csv import marks_csv
from grader.report.classes.json import marks_json
from grader.report.classes.junit import junit_xml
from grader.report.feedback_pages import FEEDBACK, page_link, page_name, write_feedback
from grader.report.platforms.canvas import filled_gradebook
from grader.report.platforms.grades import Filled
from grader.report.platforms.gradescope import results_json
from grader.report.platforms.moodle import filled_worksheet
from grader.report.platforms.rubric_csv import rubric_csv
from grader.report.student.feedback import report_of, why_no_marks
from grader.report.student.markdown import feedback_markdown

__all__ = [
    "canvas",
    "csv",
    "gradescope",
    "html",
    "json",
    "junit",
    "markdown",
    "moodle",
    "rubric",
    "write_all",
]

PRINTED = Path("-")
PAGES = (".html", ".htm")
LARGEST = 50_000_000  # bytes


def html(results: ClassResults, place: Path, words: Language = ENGLISH) -> Iterator[str]:
    """The class report in a file; in a folder, with everyone's feedback page."""
    from grader.report.html.class_report import class_html

    if _is_file(place, *PAGES):
        yield from _put(place, class_html(results, None))
        return
    write_feedback(results, place / FEEDBACK, ["html"], words)
    yield from _put(place / "report.html", class_html(results, page_link))


def csv(results: ClassResults, place: Path) -> Iterator[str]:
    """Marks as a table."""
    yield from _put_table(place, marks_csv(results))


def json(results: ClassResults, place: Path) -> Iterator[str]:
    """Marks for programs."""
    yield from _put(place, [marks_json(results)])


def junit(results: ClassResults, place: Path) -> Iterator[str]:
    """Properties as JUnit XML."""
    yield from _put(place, [junit_xml(results)])


def rubric(results: ClassResults, place: Path) -> Iterator[str]:
    """Written answers, to be marked."""
    if not any(question.rubric for question in results.questions):
        raise GraderError(
            f"{results.sheet} has no rubric, so there is nothing to mark by hand. Write a "
            f"rubric.toml into the sheet's folder and run 'grader grade' again."
        )
    yield from _put_table(place, rubric_csv(results))
    yield "Fill in the columns mark and comment, then run: grader rubric import FILE"


def markdown(results: ClassResults, place: Path, words: Language = ENGLISH) -> Iterator[str]:
    """Everyone's feedback as Markdown, in one file or in a folder with a page each."""
    if _is_file(place, ".md"):
        pages = (feedback_markdown(r, results, report_of(r, results), words) for r in results.rows)
        yield from _put(place, pages)
        return
    write_feedback(results, place, ["md"], words)
    yield f"Wrote {len(results.rows)} pages into {place}."


def gradescope(
    results: ClassResults, place: Path, visibility: str, words: Language = ENGLISH
) -> Iterator[str]:
    """A results.json for each submission, in a folder of its own; none for who is absent."""
    rows = [row for row in results.rows if row.problem != ABSENT]
    for row in rows:
        told = replace(row, problem=why_no_marks(row, results, words))
        text = results_json(told, report_of(row, results), visibility, words)
        write_file(place / page_name(row.folder) / "results.json", [text])
    yield f"Wrote {len(rows)} folders with a results.json into {place}."


def moodle(
    results: ClassResults,
    place: Path,
    out: Path | None,
    words: Language = ENGLISH,
    *,
    keep_words: bool = False,
) -> Iterator[str]:
    """Moodle's worksheet, filled in."""
    text, doubt = _read(place)
    filled = filled_worksheet(text, results, str(place), words, keep_words=keep_words)
    yield from _put_filled(place, out, filled, doubt)


def canvas(
    results: ClassResults,
    place: Path,
    out: Path | None,
    column: str | None,
    *,
    keep_words: bool = False,
) -> Iterator[str]:
    """Canvas's gradebook, filled in."""
    text, doubt = _read(place)
    filled = filled_gradebook(text, results, str(place), column, keep_words=keep_words)
    yield from _put_filled(place, out, filled, doubt)


def _is_file(place: Path, *suffixes: str) -> bool:
    """Whether a place that may be a folder is meant as a file, or as what is printed."""
    return place == PRINTED or (place.suffix.lower() in suffixes and not place.is_dir())


def _put(place: Path, pieces: Iterable[str]) -> Iterator[str]:
    if place == PRINTED:
        click.echo("".join(pieces).encode("utf-8"), nl=False)
    else:
        write_file(place, pieces)
        yield f"Wrote {place}."


def _put_table(place: Path, table: str) -> Iterator[str]:
    """A table for a spreadsheet, which wants a byte order mark; a pipe does not."""
    return _put(place, [table.replace("\r\n", "\n")] if place == PRINTED else [BOM, table])


def _put_filled(export: Path, out: Path | None, filled: Filled, doubt: str) -> Iterator[str]:
    place = out or export.with_name(f"{export.stem}-graded{export.suffix}")
    if place.exists() and place.samefile(export):
        raise GraderError(f"{place} is the export itself, which is kept. Name another --out.")
    write_file(place, [filled.text])
    yield f"Wrote {place} with {filled.filled} grades."
    if doubt:
        yield f"{export} {doubt}. What was written is UTF-8."
    yield from filled.remarks


def _read(export: Path) -> tuple[str, str]:
    """A platform's file as text, with every character of it, and what is doubtful about it."""
    with export.open("rb") as opened:
        content = opened.read(LARGEST + 1)
    if len(content) > LARGEST:
        raise GraderError(f"{export} has more than {LARGEST // 10**6} MB. Is it the right file?")
    return decoded(content)


def write_all(results: ClassResults, out: Path, words: Language = ENGLISH) -> None:
    """
    Write marks.csv, marks.json, report.html and the folder feedback into ``out``.

    Only the feedback is in the language of ``words``: the rest is for teachers and programs.

    Raises GraderError where a file cannot be written.
    """
    from grader.report.html.class_report import class_html

    write_file(out / "marks.csv", [BOM, marks_csv(results)])
    write_file(out / "marks.json", [marks_json(results)])
    write_file(out / "report.html", class_html(results, page_link))
    write_feedback(results, out / FEEDBACK, ("html", "md"), words)
