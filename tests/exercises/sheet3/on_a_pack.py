"""Submissions to sheet 3, marked on the sheet and on a pack of it that has the same examples."""

from grader.examine.check import check
from grader.examine.examiner import Examiner
from grader.examine.known_answers import KnownAnswers
from grader.examine.report_json import json_text
from grader.examine.settings import Settings
from grader.sheets.corpus import FILE_NAME, read_corpus
from grader.sheets.sheet import load_sheet

__all__ = ["reports"]


def reports(both, launched, submission, question=None):
    """The canonical reports by the sheet and by the pack, of all questions or of one."""
    pack = load_sheet(str(both.pack))
    examples = read_corpus(pack.folder / FILE_NAME, pack)
    return (
        _report(both.whole, both.corpus, launched, submission, question),
        _report(pack, examples, launched, submission, question),
    )


def _report(sheet, examples, launched, submission, question):
    asked = tuple(q for q in sheet.questions if question in (None, q.id))
    settings = Settings(tier="limits", limits=sheet.settings.limits, search_seconds=0.0)
    examiner = Examiner(sheet, asked, examples, KnownAnswers(), launched, settings)
    return json_text(check(examiner, submission))
