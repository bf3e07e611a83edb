"""
``check``: what a student calls below the functions of a notebook.

The examiner is started when the name is imported, and has the sheet ready by the time that the
name is used.
"""

import os
import threading
from collections.abc import Sequence

from grader.kernel.checked import Checked, Refused
from grader.kernel.connection import Examiner, Lost
from grader.kernel.copies import Copies, can_fork
from grader.kernel.orders import Code, Order
from grader.kernel.session import cells, is_shown, names, title

__all__ = ["begin", "check"]

BUDGET = 0.5  # seconds: who waits below a cell waits less than who has called a command

_one_at_a_time = threading.Lock()
_running: list[Examiner] = []


def begin() -> None:
    """Start the examiner, if it is not there, and import what a copy needs to answer."""
    _examiner()
    import sympy  # noqa: F401 - a copy that had to do so would lose time of its first call


def check(*questions: str, sheet: str | None = None, budget: float = BUDGET) -> Checked | Refused:
    """
    Check the functions of this session, as ``grader check`` would those of a file.

    Parameters
    ----------
    *questions : str
        Ids such as ``"2b"``; none for the whole sheet.
    sheet : str, optional
        A registered sheet, a package, or its folder; needed where several are registered.
    budget : float
        Seconds for the search of smaller examples of a mistake; 0 for none.

    Returns
    -------
    Checked or Refused
        Shown as a table by a notebook, and as text elsewhere.  A script, in which nobody shows
        what an expression gives, has it printed.
    """
    with _one_at_a_time:
        result = _check([str(each) for each in questions], _resolved(sheet), budget)
    if not is_shown():
        print(result)
    return result


def _check(questions: Sequence[str], sheet: str | None, budget: float) -> Checked | Refused:
    code = None
    if not can_fork() and (code := cells()) is None:
        return Refused(
            "check() needs a notebook here: outside of one, functions can be looked at on Linux "
            "only. Save them in a file and run: grader check FILE"
        )
    reply_order = Order(
        questions=tuple(questions),
        sheet=sheet,
        budget=budget,
        name=title(),
        cells=None if code is None else tuple(Code(number, source) for number, source in code),
    )
    examiner, copies = _examiner(), Copies(names()) if code is None else None
    try:
        reply = examiner.ask(reply_order, copies)
    except BaseException as error:
        _forget(examiner)
        if isinstance(error, (Lost, OSError)):
            return Refused(f"the check could not be made: {error}. Try it again.")
        begin()  # interrupted: the next check finds an examiner that waits
        raise
    finally:
        if copies is not None:
            copies.end()
    if reply.failed:
        return Refused(
            f"the grader failed, which is no mistake of yours. Please report it:\n{reply.failed}"
        )
    return Refused(reply.refused) if reply.refused else Checked(reply.html, reply.text, reply.json)


def _examiner() -> Examiner:
    """The running examiner of this process; a new one where there is none."""
    if _running and _running[0].owner != os.getpid():
        _running.clear()
    if not _running:
        _running.append(Examiner(copies=can_fork()))
    return _running[0]


def _forget(examiner: Examiner) -> None:
    examiner.end()
    if examiner in _running:
        _running.remove(examiner)


def _resolved(sheet: str | None) -> str | None:
    """A folder by its full path: the notebook may have changed the directory meanwhile."""
    return os.path.abspath(sheet) if sheet and os.path.isdir(sheet) else sheet  # noqa: PTH100, PTH112
