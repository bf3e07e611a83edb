"""
A sheet in front of its first students: what they begin with, right solutions, and each mistake.

All of it goes the way that a submission goes, through a process of its own, and what comes back is
what a student would read.  An audit counts in our own process, and is quicker; it cannot tell that
an answer does not cross, or that a sentence misleads.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from grader.authoring.misconceive import Misconception
from grader.examine.check import check
from grader.examine.examiner import Examiner
from grader.mark import Mark, Outcome
from grader.model import Report, Submission
from grader.sheets.derived.bundle import planted_submission
from grader.sheets.derived.starter import starter_source
from grader.sheets.misconceptions import misconceptions

__all__ = ["Planted", "Rehearsal", "rehearsed"]

WHEATS = "wheats"
MOST_TOLD = 200


@dataclass(frozen=True, slots=True)
class Planted:
    """
    A mistake, and the mark of its question for a submission that is right but for it.

    ``failure`` says why it could not be planted; empty where it was.
    """

    mistake: Misconception
    mark: Mark
    failure: str = ""

    @property
    def is_named(self) -> bool:
        """Whether a student is told just this mistake."""
        return any(v.misconception == self.mistake.sentence for v in self.mark.verdicts)


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """
    What came of it.

    Attributes
    ----------
    starter : Report
    wheats : tuple of (str, Report)
        Right solutions, by their places in the folder of these.
    planted : tuple of Planted
    """

    starter: Report
    wheats: tuple[tuple[str, Report], ...]
    planted: tuple[Planted, ...]

    @property
    def problems(self) -> tuple[str, ...]:
        """What should be otherwise before students are given the sheet, a sentence each."""
        return tuple(self._problems())

    def _problems(self) -> Iterator[str]:
        for mark in self.starter.marks:
            if mark.earned:
                yield f"{mark.question}: what students begin with earns {_points(mark.earned)}."
            if mark.open:
                yield f"{mark.question}: what students begin with leaves {_points(mark.open)} open."
        for place, report in self.wheats:
            for mark in report.marks:
                for lost in mark.verdicts:
                    if lost.outcome not in (Outcome.PASSED, Outcome.MISSING):
                        said = f"{mark.question}/{lost.property}: {lost.message[:MOST_TOLD]}"
                        yield f"{WHEATS}/{place} is right and loses {_points(lost.points)}: {said}"
        for each in self.planted:
            if each.failure:
                yield f"{each.mark.question}: {each.mistake.name} cannot be tried: {each.failure}"
            elif each.mark.is_full:
                yield f"{each.mark.question}: {each.mistake.name} loses no point."


def _points(points: float) -> str:
    return f"{points:g} point{'s' if points != 1 else ''}"


def rehearsed(examiner: Examiner, progress: Callable[[str], None]) -> Rehearsal:
    """Grade all of it with an examiner, on the examiner's questions."""
    begun = Submission("starter", starter_source(examiner.sheet).encode())
    progress("what students begin with")
    starter = check(examiner, begun)
    return Rehearsal(
        starter,
        tuple(_wheats(examiner, progress)),
        tuple(_planted(examiner, progress)),
    )


def _wheats(examiner: Examiner, progress: Callable[[str], None]) -> Iterator[tuple[str, Report]]:
    folder = examiner.sheet.folder / WHEATS
    asked = {name for question in examiner.questions for name in question.functions}
    for file in sorted(folder.rglob("*.py")):
        source = file.read_bytes()
        if not any(f"def {name}(".encode() in source for name in asked):
            continue
        place = file.relative_to(folder).as_posix()
        progress(f"{WHEATS}/{place}")
        yield place, check(examiner, Submission(place, source))


def _planted(examiner: Examiner, progress: Callable[[str], None]) -> Iterator[Planted]:
    for question in examiner.questions:
        for mistake in misconceptions(examiner.sheet, question):
            progress(f"the mistake {mistake.name}")
            submission = planted_submission(examiner.sheet, mistake)
            report = check(examiner, submission, [question])
            failed = report.loading[0].message if report.loading else ""
            yield Planted(mistake, report.marks[0], failed)
