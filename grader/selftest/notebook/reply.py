"""What an examiner replies to an order: one report, shown in the ways that a notebook shows it."""

import traceback
from collections.abc import Callable, Sequence
from dataclasses import replace

from grader.errors import GraderError
from grader.examine.check import check
from grader.examine.examiner import Examiner
from grader.examine.report_json import json_text
from grader.language import words
from grader.model import Cell, Submission
from grader.selftest.notebook.messages import Order, Reply
from grader.selftest.notebook.show import html, text
from grader.sheets.sheet import choose
from grader.sheets.spoken import spoken_words

__all__ = ["attempted", "checked"]


def attempted(order: Order, make: Callable[[], Reply]) -> Reply:
    """The reply that ``make`` gives, or the reason why there is none."""
    try:
        return make()
    except GraderError as error:
        return Reply(refused=words(order.lang).translated(error.said))
    except Exception:
        return Reply(failed=traceback.format_exc())


def checked(order: Order, examiner: Examiner, notes: Sequence[str]) -> Reply:
    """The report on what an examiner is for; ``notes`` say below it what it is worth."""
    settings = replace(examiner.settings, search_seconds=order.budget, hint=order.hint)
    cells = tuple(Cell(cell.number, cell.source) for cell in order.cells)
    submission = Submission(order.name, b"", cells)
    questions = choose(examiner.sheet, order.questions)
    report = check(replace(examiner, settings=settings), submission, questions)
    # What a notebook said while it was worked on has been seen there, and may be mended since.
    printed = tuple(each for each in report.printed if each.function)
    report = replace(report, loading=(), remarks=(), remark_parts=(), printed=printed)
    spoken = spoken_words(order.lang, examiner.sheet)
    return Reply(
        html=html(report, spoken, order.hint, notes),
        text=text(report, spoken, order.hint, notes),
        json=json_text(report),
    )
