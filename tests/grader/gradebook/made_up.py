"""Classes, conditions and reports, made up."""

import dataclasses
import hashlib
from dataclasses import dataclass

from grader.class_results import Heading, PropertyHeading
from grader.examine.conditions import settings_text
from grader.examine.settings import Settings
from grader.gradebook import Conditions, Occasion
from grader.mark import mark
from grader.model import Outcome, Report, Submission, SubmissionId, Verdict

HEADINGS = (
    Heading("a", "Doubling", 3, (PropertyHeading("test_doubles", "double", 3, "Is doubled."),)),
    Heading("b", "Averaging", 2, (PropertyHeading("test_averages", "average", 2, "Is a mean."),)),
)


@dataclass(frozen=True)
class Handin:
    """An entry, as collecting gives it."""

    folder: str
    submission: Submission | None = None
    id: str = ""
    name: str = ""
    problem: str = ""
    notes: tuple[str, ...] = ()


def handin(folder, source="x = 1", **said):
    """Someone's file."""
    return Handin(folder, Submission(f"{folder}.py", source.encode()), **said)


def occasion(sheet_digest="s1", corpus=b"the corpus", **settings):
    """A run under settings of choice."""
    conditions = Conditions(
        sheet="toy",
        sheet_digest=sheet_digest,
        corpus=hashlib.sha256(corpus).hexdigest(),
        seed_digest="of a seed",
        settings=settings_text(Settings(**settings), (), {"python": "3"}),
    )
    return Occasion(
        conditions=conditions,
        corpus=corpus,
        corpus_kind="private",
        source="",
        title="A toy",
        headings=HEADINGS,
    )


def report_of(submission, first=Outcome.PASSED, second=Outcome.PASSED, written=(), message=""):
    """A report with one property for each of two questions."""
    verdicts = [
        Verdict(property="test_doubles", function="double", points=3, outcome=first),
        Verdict(property="test_averages", function="average", points=2, outcome=second),
    ]
    if message:
        verdicts[1] = dataclasses.replace(verdicts[1], message=message, misconception="a mistake")
    return Report(
        sheet="toy",
        corpus="c",
        submission=SubmissionId("submission.py", submission.sha256),
        isolation="walled",
        marks=(mark("a", "Doubling", verdicts[:1]), mark("b", "Averaging", verdicts[1:])),
        written=tuple(written),
    )
