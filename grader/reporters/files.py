"""
The files that a class's marks are handed out in.

A file is complete or it is not there: it is written under another name and then put in place, so
that neither a power cut nor a reader sees half of one.  A page that says what it said before is
left alone, so that a folder which is synchronised or served changes only where somebody's
feedback did.  Pages of students who are no longer in the class are removed, and nothing else is:
they would be handed out as if they were of now.
"""

import hashlib
import re
import unicodedata
from collections.abc import Iterable
from pathlib import Path

from grader.errors import GraderError
from grader.model import Report
from grader.reporters.class_json import marks_json
from grader.reporters.csv import marks_csv
from grader.reporters.markdown import feedback_markdown
from grader.reporters.told import report_of
from grader.results import ClassResults, Row

__all__ = ["BOM", "FEEDBACK", "page_link", "page_name", "write_all", "write_feedback", "write_file"]

BOM = "\ufeff"  # without it Excel takes UTF-8 for another encoding, and names come out wrong
FEEDBACK = "feedback"
LONGEST_NAME = 60
OURS = re.compile(r"[a-z0-9-]{0,60}\.[0-9a-f]{12}\.(html|md)")


def write_all(results: ClassResults, out: Path) -> None:
    """
    Write marks.csv, marks.json, report.html and the folder feedback into ``out``.

    Raises GraderError where a file cannot be written.
    """
    from grader.reporters.html.class_report import class_html

    write_file(out / "marks.csv", [BOM, marks_csv(results)])
    write_file(out / "marks.json", [marks_json(results)])
    write_file(out / "report.html", class_html(results, page_link))
    write_feedback(results, out / FEEDBACK, ("html", "md"))


def page_link(row: Row) -> str:
    """The way from the class report to someone's feedback page."""
    return f"{FEEDBACK}/{page_name(row.folder)}.html"


def page_name(folder: str) -> str:
    """
    A file name for someone's page: safe on every system, and no two folders share one.

    What can be read of the folder's name stands in front, and a digest of it behind.
    """
    plain = unicodedata.normalize("NFKD", folder).encode("ascii", "ignore").decode().lower()
    readable = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:LONGEST_NAME].strip("-")
    digest = hashlib.sha256(folder.encode("utf-8", "surrogatepass")).hexdigest()[:12]
    return f"{readable}.{digest}"


def write_feedback(results: ClassResults, folder: Path, kinds: Iterable[str]) -> None:
    """
    Write everyone's page into ``folder``, as ``"html"`` or ``"md"`` or both.

    Pages of these kinds that are nobody's any more are removed.
    """
    kinds = tuple(kinds)
    written = set()
    for row in results.rows:
        report = report_of(row, results)
        for kind in kinds:
            name = f"{page_name(row.folder)}.{kind}"
            write_file(folder / name, [PAGES[kind](row, results, report)])
            written.add(name)
    for file in folder.glob("*"):
        if OURS.fullmatch(file.name) and file.suffix[1:] in kinds and file.name not in written:
            file.unlink(missing_ok=True)


def _html(row: Row, results: ClassResults, report: Report | None) -> str:
    from grader.reporters.html.feedback import feedback_html

    return feedback_html(row, results, report)


PAGES = {"html": _html, "md": feedback_markdown}


def write_file(file: Path, pieces: Iterable[str]) -> None:
    """
    Put a text in place, as UTF-8, unless the file holds it already.

    What is no file of its own, such as a link or ``/dev/stdout``, is written through and not
    replaced.  Raises GraderError where it cannot be written.
    """
    content = "".join(pieces).encode("utf-8")
    try:
        if file.is_symlink() or (file.exists() and not file.is_file()):
            file.write_bytes(content)
        elif not file.exists() or file.read_bytes() != content:
            _replace(file, content)
    except OSError as error:
        raise GraderError(f"cannot write {file} ({error.strerror}). Name another place.") from None


def _replace(file: Path, content: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    part = file.with_name(f".{file.name[:100]}.part")
    try:
        part.write_bytes(content)
        part.replace(file)
    finally:
        part.unlink(missing_ok=True)
