"""The files that a class's marks are handed out in, all of them at once."""

from pathlib import Path

from grader.reporters.class_json import marks_json
from grader.reporters.csv import marks_csv
from grader.reporters.feedback_files import FEEDBACK, page_link, write_feedback
from grader.reporters.putting import BOM, write_file
from grader.results import ClassResults

__all__ = ["write_all"]


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
