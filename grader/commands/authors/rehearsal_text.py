"""What trying a sheet out found, on the terminal: students' texts first, what is wrong last."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from rich.console import Console
from rich.text import Text

from grader.audit.rehearsal import Planted
from grader.audit.try_out import TriedOut
from grader.mark import Mark, added
from grader.report.student.terminal import feedback
from grader.text import clean

if TYPE_CHECKING:  # an audit is an extra
    from grader.audit.findings import Audit

__all__ = ["show"]

NO_AUDIT = "No mutants were planted: pip install 'grader[audit]' for the audit."


def show(tried: TriedOut) -> None:
    """Print all of it on standard output."""
    examiner, found, audit = tried.examiner, tried.rehearsal, tried.audit
    console = Console(highlight=False)
    for planted in found.planted:
        for text in _student_reads(planted):
            console.print(text, soft_wrap=True)
    possible = added(question.points for question in examiner.questions)
    console.print(Text("\nGraded in processes of their own:", style="bold"), soft_wrap=True)
    console.print(Text(f"  the model answers        {possible} of {possible}"))
    console.print(Text(f"  what students begin with {_earned(found.starter.marks)}"))
    for place, report in found.wheats:
        console.print(Text(f"  wheats/{place}: {_earned(report.marks)}"), soft_wrap=True)
    _show_audit(console, audit)
    for problem in found.problems:
        console.print(Text(clean(problem), style="red"), soft_wrap=True)
    told = "All is as it should be." if tried.holds else "Not all is as it should be."
    console.print(Text(f"\n{told}", style="bold green" if tried.holds else "bold red"))


def _student_reads(planted: Planted) -> Iterator[Text]:
    mistake = planted.mistake
    if planted.failure:
        return
    if planted.mark.is_full:
        yield Text(f"\nWho makes the mistake {mistake.name} loses no point.", style="bold red")
        return
    yield Text(f"\nWho makes the mistake {mistake.name} reads:", style="bold")
    yield from feedback(planted.mark)
    if not planted.is_named:
        yield Text(f"  not told by name: {mistake.sentence}", style="yellow")


def _earned(marks: Sequence[Mark]) -> str:
    possible = added(mark.possible for mark in marks)
    return f"{added(mark.earned for mark in marks)} of {possible}"


def _show_audit(console: Console, audit: "Audit | None") -> None:
    console.print()
    if audit is None:
        console.print(Text(NO_AUDIT, style="yellow"), soft_wrap=True)
        return
    from grader.audit.reports import audit_text

    for part in audit_text(audit):
        console.print(part, soft_wrap=True)
