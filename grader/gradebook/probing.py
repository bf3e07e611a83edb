"""
A class that is marked, searched for mistakes that its corpus does not show.

What other submissions fail on is looked at first, and what is found about one is tried on all who
hold the same law: a mistake is rarely one person's.  No mark is changed; what is found is told to
the teacher, and written for the sheet's author.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from grader.class_results import ClassResults, Row
from grader.errors import GraderError
from grader.examine.probe.search import Errand, Finding
from grader.examine.workers import ExaminerFailed, Executor, WorkerLost
from grader.examine.workers.finding import Refused
from grader.examine.workers.task import Assignment, probed
from grader.files import remove_file
from grader.gradebook.book import Gradebook
from grader.gradebook.entries import Key
from grader.mark import Outcome
from grader.sheets.choosing.candidates import size
from grader.sheets.choosing.found import FOUND, FoundCall, write_found
from grader.sheets.corpus import Packed
from grader.sheets.sheet import Sheet
from grader.text import clean, several

__all__ = ["Discovery", "discovered", "told", "written"]

GUIDING_SHARE = 0.25  # of a submission's time, for a smaller input of what it has lost already
MOST_GUIDES = 20  # of a property
MOST_NAMED = 6  # people of whom one line tells
GUIDING = {str(Outcome.WRONG), str(Outcome.RAISED)}

Tell = Callable[[str], None]
Inputs = dict[str, dict[Packed, Finding]]  # by property


@dataclass(frozen=True, slots=True)
class Discovery:
    """A call, and the folders of those who hold its law on the corpus and fail on it."""

    call: FoundCall
    folders: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Handed:
    """A submission, who handed it in, and which properties it held and lost."""

    key: Key
    folders: tuple[str, ...]
    held: tuple[str, ...]
    lost: tuple[str, ...]


def discovered(
    book: Gradebook,
    results: ClassResults,
    assignment: Assignment,
    executor: Executor,
    seconds: float,
    progress: Tell = lambda _: None,
) -> list[Discovery]:
    """
    Calls on which submissions fail laws that they hold, with who does; each failing one has some.

    Raises GraderError where an examiner cannot work at all.
    """
    class_ = _Class(book, assignment, executor, progress)
    handed = list(_handed(book, results))
    losers = [(each, Errand(each.lost, GUIDING_SHARE * seconds)) for each in handed if each.lost]
    guides = _inputs(class_.ask("what others fail on", losers).values())
    searching = [
        (
            each,
            Errand(
                each.held, seconds - (GUIDING_SHARE * seconds if each.lost else 0), _few(guides)
            ),
        )
        for each in handed
        if each.held
    ]
    failing = class_.ask("what the corpus does not ask", searching)
    found = {key: list(each) for key, each in _inputs(failing.values()).items()}
    everybody = [(each, Errand(each.held, 0.0, found)) for each in handed if found and each.held]
    return _fewest(class_.ask("who else fails there", everybody))


class _Class:
    """Everybody's submission, and the examiners that it is given to."""

    def __init__(
        self, book: Gradebook, assignment: Assignment, executor: Executor, progress: Tell
    ) -> None:
        self._book, self._executor, self._progress = book, executor, progress
        self._shared = executor.share(assignment)

    def ask(
        self, about: str, errands: Sequence[tuple[_Handed, Errand]]
    ) -> dict[_Handed, list[Finding]]:
        """What is found about each; nothing about one over which its examiner was lost."""
        waiting = [
            (each, self._executor.submit(probed, self._shared, self._book.submission(each.key), e))
            for each, e in errands
        ]
        found = {}
        for number, (each, future) in enumerate(waiting, start=1):
            self._progress(f"{about}, {number} of {len(waiting)} submissions")
            found[each] = _findings(future)
        return found


def _findings(future: "Future[Any]") -> list[Finding]:
    try:
        found: list[Finding] | Refused = future.result()
    except (WorkerLost, ExaminerFailed):
        return []
    if isinstance(found, Refused):
        raise GraderError(found.reason)
    return found


def _handed(book: Gradebook, results: ClassResults) -> Iterator[_Handed]:
    """What was handed in and has marks, each once."""
    asked = {f"{q.id}/{each.name}" for q in results.questions for each in q.properties}
    rows: dict[Key, list[Row]] = defaultdict(list)
    for row in results.rows:
        if row.result and not row.problem:
            rows[book.known(row.result).key].append(row)
    for key, same in rows.items():
        lost = {f"{each.question}/{each.property}": str(each.outcome) for each in same[0].lost}
        yield _Handed(
            key,
            tuple(row.folder for row in same),
            tuple(sorted(asked - lost.keys())),
            tuple(sorted(name for name, outcome in lost.items() if outcome in GUIDING)),
        )


def _inputs(found: Any) -> Inputs:
    """The inputs that were found, by property, each once."""
    inputs: Inputs = defaultdict(dict)
    for findings in found:
        for each in findings:
            inputs[each.key].setdefault(each.packed, each)
    return inputs


def _few(inputs: Inputs) -> Mapping[str, list[Packed]]:
    return {key: sorted(each, key=size)[:MOST_GUIDES] for key, each in inputs.items()}


def _fewest(failing: Mapping[_Handed, Sequence[Finding]]) -> list[Discovery]:
    """The fewest calls of each property of which everybody who fails fails on one."""
    by_call: dict[tuple[str, Packed], set[_Handed]] = defaultdict(set)
    told: dict[tuple[str, Packed], Finding] = {}
    for handed, findings in failing.items():
        for each in findings:
            by_call[each.key, each.packed].add(handed)
            told.setdefault((each.key, each.packed), each)
    chosen: list[Discovery] = []
    waiting = {(key, handed) for (key, _), those in by_call.items() for handed in those}
    while waiting:
        best = min(by_call, key=lambda c: (-len(_open(c, by_call, waiting)), c[0], size(c[1])))
        waiting -= _open(best, by_call, waiting)
        folders = sorted(name for handed in by_call[best] for name in handed.folders)
        one = told[best]
        call = FoundCall(one.key, one.call, one.message, *one.packed, submissions=len(folders))
        chosen.append(Discovery(call, tuple(folders)))
    return sorted(chosen, key=lambda each: (each.call.key, size(each.call.packed)))


def _open(
    call: tuple[str, Packed],
    by_call: Mapping[tuple[str, Packed], set[_Handed]],
    waiting: set[tuple[str, _Handed]],
) -> set[tuple[str, _Handed]]:
    return {(call[0], handed) for handed in by_call[call]} & waiting


def told(found: Sequence[Discovery], results: ClassResults) -> Iterator[str]:
    """What the teacher is to know, line by line."""
    if not found:
        yield "No input was found on which a submission fails a law that it holds on the corpus."
        return
    laws = {f"{q.id}/{each.name}": each.law for q in results.questions for each in q.properties}
    for each in found:
        question, _, name = each.call.key.partition("/")
        fails = "holds" if len(each.folders) == 1 else "hold"
        yield (
            f"{several(len(each.folders), 'submission')} {fails} {name} of {question} "
            f"on the corpus and not here: {laws[each.call.key]}"
        )
        yield from (f"  {line}" for line in clean(each.call.call, 2_000).splitlines())
        yield f"  {clean(each.call.message, 1_000)}"
        named = [clean(folder) for folder in each.folders[:MOST_NAMED]]
        more = len(each.folders) - len(named)
        yield f"  {', '.join(named)}{f' and {more} more' if more else ''}"


def written(found: Sequence[Discovery], sheet: Sheet, out: Path) -> str:
    """
    Write the calls into the folder of the run, and say how they are added to the corpus.

    Where there are none, those of an earlier run are removed.
    """
    file = out / FOUND
    if not found:
        remove_file(file)
        return "No mark was changed."
    try:
        write_found(file, sheet, [each.call for each in found])
    except OSError as error:
        raise GraderError(
            f"cannot write {file} ({error.strerror}). Name another folder with --out."
        ) from error
    return (
        f"No mark was changed. Wrote {file}: 'grader freeze --add {file}{sheet.option}' puts "
        f"these calls into the corpus; then grade again, and 'grader diff --last' tells whose "
        f"marks changed."
    )
