"""
``check`` in a page: the examiner, the sheet and the functions are in one interpreter.

Only a pack is taken for a sheet: a whole one would lie open to the code that is checked, model
answers and all.
"""

import contextlib
import warnings
from collections.abc import Iterator
from dataclasses import replace

from grader.errors import GraderError
from grader.examine.examiner import Examiner, open_examiner
from grader.examine.settings import Settings
from grader.language import Message, message
from grader.sandbox.limits import Limits
from grader.sandbox.runner.statements import RUN_ALREADY
from grader.selftest.browser.conversation import InThisPage
from grader.selftest.browser.lent import lent
from grader.selftest.browser.only_here import TIER, assert_in_page
from grader.selftest.notebook.forks import already_loaded, cell_numbers
from grader.selftest.notebook.messages import Order, Reply
from grader.selftest.notebook.namespace import names
from grader.selftest.notebook.reply import attempted, checked
from grader.selftest.notebook.show import NOTE
from grader.sheets.corpus import FILE_NAME, read_corpus
from grader.sheets.packs.elsewhere import TIME, Elsewhere
from grader.sheets.sheet import Question, Sheet, load_sheet

__all__ = ["IN_THIS_PAGE", "patient", "reply_in_page", "timeless"]

IN_THIS_PAGE = message(
    "Checked in this page, where your functions run in the same Python as the check, without "
    "isolation: good for practice, and never a mark."
)
SLOWER = 4  # all may take this many times as long as elsewhere: so much slower are pages
CLOCKS = ("call_seconds", "question_seconds", "submission_seconds", "advice_seconds")


def reply_in_page(order: Order) -> Reply:
    """The reply to an order; raises RuntimeError anywhere but in a page."""
    assert_in_page()
    with warnings.catch_warnings():
        return attempted(order, lambda: _checked(order))


def _checked(order: Order) -> Reply:
    notes = (IN_THIS_PAGE,) if order.is_noted else (IN_THIS_PAGE, NOTE)
    with _examiner(order.sheet) as examiner:
        return checked(order, examiner, notes)


@contextlib.contextmanager
def _examiner(name: str | None) -> Iterator[Examiner]:
    """An examiner of the functions that there are now, while it is needed."""
    sheet = timeless(load_sheet(name))
    _assert_pack(sheet)
    import sympy  # noqa: F401 - a call that had to do so would lose time of its own

    settings = Settings(tier=TIER, limits=patient(sheet.settings.limits))
    launched = InThisPage(
        sheet.settings.packages, sheet.settings.materials, already_loaded(names())
    )
    RUN_ALREADY.clear()
    RUN_ALREADY.update(cell_numbers())
    corpus = read_corpus(sheet.folder / FILE_NAME, sheet)
    with contextlib.closing(launched), lent(launched.folder):
        yield open_examiner(launched, sheet, corpus, settings)


def _assert_pack(sheet: Sheet) -> None:
    if sheet.pack is None:
        raise GraderError(
            Message(
                "{sheet} is a whole sheet, and in a page its model answers would lie open to the "
                "code that is checked. Make a pack of it with 'grader pack', and name that.",
                sheet=sheet.name,
            )
        )


def timeless(sheet: Sheet) -> Sheet:
    """A sheet without the laws that measure time, which pages tell too coarsely; it names them."""
    return replace(sheet, questions=tuple(map(_timeless, sheet.questions)))


def _timeless(question: Question) -> Question:
    kept = tuple(prop for prop in question.properties if not prop.declared.measured)
    gone = [prop for prop in question.properties if prop.declared.measured]
    named = [
        Elsewhere(f'"{p.law}"', 0 if p.declared.bonus else p.declared.points, TIME) for p in gone
    ]
    return replace(question, properties=kept, elsewhere=(*question.elsewhere, *named))


def patient(limits: Limits) -> Limits:
    """The limits that hold in a page, for a sheet's own."""
    return replace(limits, **{clock: SLOWER * getattr(limits, clock) for clock in CLOCKS})
