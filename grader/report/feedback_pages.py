"""
Everyone's feedback, a page each.

Making a page takes longer than seeing that nothing in it would be new, and a class is written out
again whenever ten join it.  So a file beside the pages keeps what each was made of.  It is taken
away before the first page is touched: should the run be killed, all pages are made afresh.

Pages of students who are no longer in the class are removed, and nothing else is: they would be
handed out as if they were of now.
"""

import hashlib
import json
import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

import msgspec

from grader.class_results import ClassResults, Row
from grader.files import remove_file, write_file
from grader.language import ENGLISH, Language
from grader.model import Report
from grader.report.student.feedback import report_of
from grader.report.student.markdown import feedback_markdown

__all__ = ["FEEDBACK", "page_link", "page_name", "write_feedback"]

FEEDBACK = "feedback"
MADE_OF = ".made-of.json"
LONGEST_NAME = 60
OURS = re.compile(r"[a-z0-9-]{0,60}\.[0-9a-f]{12}\.(html|md)")


def page_name(folder: str) -> str:
    """
    A file name for someone's page: safe on every system, and no two folders share one.

    What can be read of the folder's name stands in front, and a digest of it behind.
    """
    plain = unicodedata.normalize("NFKD", folder).encode("ascii", "ignore").decode().lower()
    readable = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:LONGEST_NAME].strip("-")
    digest = hashlib.sha256(folder.encode("utf-8", "surrogatepass")).hexdigest()
    return f"{readable}.{digest[:12]}"


def page_link(row: Row) -> str:
    """The way from the class report to someone's feedback page."""
    return f"{FEEDBACK}/{page_name(row.folder)}.html"


def write_feedback(
    results: ClassResults, folder: Path, kinds: Iterable[str], words: Language = ENGLISH
) -> None:
    """
    Write everyone's page into ``folder``, as ``"html"`` or ``"md"`` or both.

    Pages of these kinds that are nobody's any more are removed.  Raises GraderError where one
    cannot be written.
    """
    kinds = tuple(kinds)
    before = _made_of(folder)
    remove_file(folder / MADE_OF)
    here = {file.name for file in folder.glob("*")}
    common = [
        results.title,
        results.corpus_kind,
        results.isolation,
        results.questions,
        _program(),
        words.catalogues,
    ]
    now: dict[str, str] = {}
    for row in results.rows:
        report = report_of(row, results)
        made_of = _digest([common, row, report])
        for kind in kinds:
            name = f"{page_name(row.folder)}.{kind}"
            if before.get(name) != made_of or name not in here:
                write_file(folder / name, [PAGES[kind](row, results, report, words)])
            now[name] = made_of
    others = {name for name in here if OURS.fullmatch(name)} - now.keys()
    for name in (name for name in others if name.endswith(kinds)):
        remove_file(folder / name)
    kept = {name: made for name, made in before.items() if not name.endswith(kinds)}
    write_file(folder / MADE_OF, [json.dumps({**kept, **now}, indent=0, sort_keys=True)])


def _html(row: Row, results: ClassResults, report: Report | None, words: Language) -> str:
    from grader.report.html.feedback import feedback_html

    return feedback_html(row, results, report, words)


PAGES = {"html": _html, "md": feedback_markdown}


def _made_of(folder: Path) -> Mapping[str, str]:
    """What the pages were made of; nothing where that is not known."""
    try:
        known = json.loads((folder / MADE_OF).read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return known if isinstance(known, dict) else {}


@cache
def _program() -> str:
    """Digest of what makes pages: another version of it may make others."""
    here = Path(__file__).parent
    files = sorted(file for file in here.rglob("*") if file.is_file() and file.suffix != ".pyc")
    return _digest([file.read_bytes() for file in files])


def _digest(value: object) -> str:
    try:
        content = msgspec.msgpack.encode(value)
    except UnicodeEncodeError:  # half a character, which a file name may hold
        content = repr(value).encode("ascii", "backslashreplace")
    return hashlib.sha256(content).hexdigest()
