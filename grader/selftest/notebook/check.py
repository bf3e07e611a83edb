"""
``check``: what a student calls below the functions of a notebook.

The examiner is started when the name is imported, and has the sheet ready by the time that the
name is used.
"""

import contextlib
import os
import threading
from collections.abc import Sequence

import msgspec

from grader.language import LANGUAGES
from grader.selftest.browser.only_here import is_page
from grader.selftest.notebook.connection import ExaminerProcess, Lost
from grader.selftest.notebook.forks import Copies, can_fork
from grader.selftest.notebook.messages import Code, Order, Reply
from grader.selftest.notebook.namespace import cells, is_shown, names, title
from grader.selftest.notebook.result import Checked, Refused

__all__ = ["begin", "check"]

ALL = 3  # the stage of hints that tells everything
BUDGET = 0.5  # seconds: who waits below a cell waits less than who has called a command

_one_at_a_time = threading.Lock()
_running: list[ExaminerProcess] = []
_noted: list[bool] = []  # once the first check of this session has said what a check is worth


def begin() -> None:
    """Start the examiner, if it is not there, and import what a copy needs to answer."""
    if is_page():  # where nothing is started, and nothing copied
        return
    with contextlib.suppress(OSError):  # told by the first check, if it is so still
        _examiner()
    import sympy  # noqa: F401 - a copy that had to do so would lose time of its first call


def check(
    *questions: str,
    sheet: str | None = None,
    budget: float = BUDGET,
    hint: int = ALL,
    lang: str | None = None,
) -> Checked | Refused:
    """
    Check the functions of this session, as ``grader check`` would those of a file.

    Parameters
    ----------
    *questions : str
        Ids such as ``"2b"``; none for the whole sheet.
    sheet : str, optional
        A registered sheet, a package, its folder, or a pack's file; needed where several are
        registered.
    budget : float
        Seconds for the search of smaller examples of a mistake; 0 for none.
    hint : int
        How much to tell: 1 the law that breaks, 2 where it breaks, 3 the smallest example.
    lang : str, optional
        The language of what is shown: ``"en"`` or ``"de"``.  Default: that of the environment.

    Returns
    -------
    Checked or Refused
        Shown as a table by a notebook, and as text elsewhere.  A script, in which nobody shows
        what an expression gives, has it printed.
    """
    with _one_at_a_time:
        result = _check(_order(questions, sheet, budget, hint, lang))
    if not is_shown():
        print(result)
    return result


def _order(
    questions: Sequence[object], sheet: str | None, budget: float, hint: int, lang: str | None
) -> Order | Refused:
    """What to ask of the examiner; refused where it is none of what there is."""
    if hint not in range(1, ALL + 1):
        return Refused(f"there is no hint {hint!r}. Choose from: 1, 2, 3.")
    if lang is not None and lang not in LANGUAGES:
        return Refused(f"there is no language {lang!r}. Choose from: {', '.join(LANGUAGES)}.")
    return Order(
        questions=tuple(map(str, questions)),
        sheet=_resolved(sheet),
        budget=budget,
        name=title(),
        hint=hint,
        lang=lang,
        is_noted=bool(_noted),
    )


def _check(order: Order | Refused) -> Checked | Refused:
    if isinstance(order, Refused):
        return order
    if is_page():
        from grader.selftest.browser.page import reply_in_page

        return _result(reply_in_page(order))
    code = None
    if not can_fork() and (code := cells()) is None:
        return Refused(
            "check() needs a notebook here: outside of one, functions can be looked at on Linux "
            "only. Save them in a file and run: grader check FILE"
        )
    cells_run = tuple(Code(number, source) for number, source in code or ())
    order = msgspec.structs.replace(order, cells=cells_run)
    copies = Copies(names()) if code is None else None
    try:
        reply = _examiner().ask(order, copies)
    except (Lost, OSError) as error:
        _forget()
        return Refused(f"the check could not be made: {error}. Try it again.")
    except BaseException:  # interrupted: the next check finds an examiner that waits
        _forget()
        begin()
        raise
    finally:
        if copies is not None:
            copies.end()
    return _result(reply)


def _result(reply: Reply) -> Checked | Refused:
    if reply.failed:
        found = "the grader failed, which is no mistake of yours. Please report it:"
        return Refused(f"{found}\n{reply.failed}")
    if reply.refused:
        return Refused(reply.refused)
    _noted[:] = [True]
    return Checked(reply.html, reply.text, reply.json)


def _examiner() -> ExaminerProcess:
    """The running examiner of this process; a new one where there is none."""
    if _running and _running[0].owner != os.getpid():
        _running.clear()
    if not _running:
        _running.append(ExaminerProcess(copies=can_fork()))
    return _running[0]


def _forget() -> None:
    while _running:
        _running.pop().end()


def _resolved(sheet: str | None) -> str | None:
    """A folder or a pack by its full path: the notebook may have changed the directory since."""
    return os.path.abspath(sheet) if sheet and os.path.exists(sheet) else sheet  # noqa: PTH100, PTH110
