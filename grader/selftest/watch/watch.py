"""
``grader check --watch``: a file is checked whenever it is saved.

Everything but the submission stays where it is: the sheet, its corpus, the process that others
are forked from.  One thing happens at a time.  A save in the middle of a check is seen by the
check itself, which is told at every step and gives up.
"""

import contextlib
import signal
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import NoReturn

from grader.collect import read_submission
from grader.errors import UnreadableSubmission
from grader.examine.check import check
from grader.examine.examiner import Examiner
from grader.examine.feedback.hint_levels import EXAMPLE
from grader.language import ENGLISH, Language, Message
from grader.model import Outcome, Report, Submission
from grader.sandbox.processes.launch import launcher
from grader.selftest.watch.question_names import asked_names
from grader.selftest.watch.recheck import Code, LastCheck, moved, parsed, to_ask, together
from grader.selftest.watch.saves import Saves
from grader.selftest.watch.screen import Screen, screen
from grader.selftest.watch.update import Update
from grader.sheets.sheet import Question
from grader.text import clean

__all__ = ["Watch", "watch"]


class _SavedAgain(BaseException):
    """The file was saved while it was checked; passes through Hypothesis."""


class _NotTogether(Exception):
    """Marks that were made now and marks from before do not fit into one report."""


def watch(
    file: Path,
    examiner: Examiner,
    keep: Callable[[Report], None],
    spoken: Language = ENGLISH,
    *,
    asked: int = EXAMPLE,
    plain: bool = False,
    quiet: bool = False,
) -> Report:
    """
    Check a file now and whenever it is saved, until interrupted; the last report.

    ``keep`` is given each report that is complete; the rest is how it is shown, as in
    ``grader.commands.terminal.show``.  Raises KeyboardInterrupt where there is none
    yet, GraderError where the file cannot be read at the start.
    """
    signal.signal(signal.SIGTERM, _interrupt)  # so that the terminal is given back
    with contextlib.ExitStack() as stack:
        stack.callback((shown := screen(spoken, asked, plain=plain, quiet=quiet)).close)
        watching = Watch(file, examiner, shown, keep, stack)
        with contextlib.suppress(KeyboardInterrupt):
            watching.begin()
            watching.go_on()
    if watching.standing is None:
        raise KeyboardInterrupt
    return watching.standing.report


def _interrupt(number: int, _: object) -> NoReturn:
    raise KeyboardInterrupt(number)


class Watch:
    """
    One watched file.

    Attributes
    ----------
    standing : LastCheck or None
        What is known about it; None before anything is.
    """

    def __init__(
        self,
        file: Path,
        examiner: Examiner,
        shown: Screen,
        keep: Callable[[Report], None],
        stack: contextlib.ExitStack,
    ) -> None:
        self.standing: LastCheck | None = None
        self._file = file
        self._examiner = examiner
        self._screen = shown
        self._keep = keep
        self._stack = stack
        self._asked = {q.id: asked_names(examiner.sheet, q) for q in examiner.questions}
        self._saves = Saves(file)

    def begin(self) -> None:
        """
        Check everything; where the file is not Python yet, that is what the report says.

        Raises UnreadableSubmission where it cannot be read.
        """
        submission = read_submission(self._file)
        try:
            code = parsed(submission)
        except SyntaxError:
            code = None
        self.check(submission, code)

    def go_on(self) -> None:
        """Follow the file for ever."""
        problem = ""
        while True:
            if self._saves.wait():
                problem = self.saved()
            elif problem:  # and no further save has put it right
                self._show(problem=problem)
                problem = ""
            self._screen.look()

    def saved(self) -> str:
        """Check the file as it was saved; why it cannot be checked, if so."""
        self._saves.seen()
        try:
            submission = read_submission(self._file)
            code = parsed(submission, self.standing.code if self.standing is not None else None)
        except UnreadableSubmission as error:
            return str(error)
        except SyntaxError as error:
            return _unfinished(self._file.name, error)
        self.check(submission, code)
        return ""

    def check(self, submission: Submission, code: Code) -> None:
        """Find out how the file stands; as far as it got, where it is saved meanwhile."""
        before = self.standing
        questions, kept = self._examiner.questions, None
        if before is not None:
            questions, kept = (
                to_ask(questions, self._asked, before, code),
                moved(before, submission, code),
            )
        with contextlib.suppress(_SavedAgain):
            try:
                self._ask(submission, code, questions, kept)
            except _NotTogether:
                self._ask(submission, code, self._examiner.questions, None)
            self._renew()

    def _ask(
        self,
        submission: Submission,
        code: Code,
        questions: tuple[Question, ...],
        kept: Report | None,
    ) -> None:
        before = self.standing.report if self.standing is not None else None
        checked = tuple(question.id for question in questions)

        def stands(fresh: Report, *, advised: bool) -> None:
            report = fresh if kept is None else together(kept, fresh)
            if report is None:
                raise _NotTogether
            lost = [m.question for m in fresh.marks if not m.is_full and not advised]
            self.standing = LastCheck(submission, code, report, frozenset(lost))
            if advised:
                self._keep(report)
            self._show(checked=checked, before=before, advised=advised)

        if not questions and kept is not None:
            stands(kept, advised=True)
            return
        marked = partial(stands, advised=False)
        fresh = check(self._examiner, submission, questions, self._progress, marked)
        stands(fresh, advised=True)

    def _progress(self, what: Message) -> None:
        if self._saves.is_newer():
            raise _SavedAgain
        self._screen.tell(what)

    def _show(
        self,
        *,
        problem: str = "",
        checked: tuple[str, ...] = (),
        before: Report | None = None,
        advised: bool = True,
    ) -> None:
        report = self.standing.report if self.standing is not None else None
        self._screen.show(
            Update(report=report, problem=problem, checked=checked, before=before, advised=advised)
        )

    def _renew(self) -> None:
        """Have another process to fork from, where the last one seems to be gone."""
        report = self.standing.report if self.standing is not None else None
        verdicts = [v for mark in (report.marks if report else ()) for v in mark.verdicts]
        if any(verdict.outcome is Outcome.UNDECIDED for verdict in verdicts):
            former = self._examiner.launched
            launched = self._stack.enter_context(launcher(former.packages, former.materials))
            self._examiner = replace(self._examiner, launched=launched)


def _unfinished(name: str, error: SyntaxError) -> str:
    where = f", line {error.lineno}" if error.lineno else ""
    return f"{clean(name)}{where} is not Python yet: {clean(error.msg)}."
