"""
The model answers, graded on a class's new examples before anybody else is.

A corpus that is drawn on the spot was never tried where students' code runs.  Should a law fail
there of the model answers, every right submission would lose its points; so nothing is graded.
"""

from grader.errors import BadSheet, GraderError
from grader.examine.conditions import Conditions
from grader.examine.model_marks import lacking_points
from grader.examine.report_json import report_from
from grader.examine.workers import Executor
from grader.examine.workers.finding import finding_of
from grader.examine.workers.task import Assignment, examined
from grader.model import Report
from grader.sheets.derived.bundle import model_submission
from grader.sheets.private_corpus import Examples
from grader.sheets.registry import resolved
from grader.sheets.sheet import Sheet

__all__ = ["assert_model_earns_all"]


def assert_model_earns_all(
    executor: Executor,
    sheet: Sheet,
    conditions: Conditions,
    examples: Examples,
    source: str | None,
) -> None:
    """
    Grade the model answers on new examples, where submissions are graded and as they are.

    Raises BadSheet where they are not given every point.
    """
    assignment = Assignment(conditions, examples.content, resolved(source))
    submission = model_submission(sheet)

    def graded() -> Report:
        made = finding_of(executor.submit(examined, assignment, submission))
        if made.problem:
            raise GraderError(f"the model answers could not be graded: {made.problem}.")
        return report_from(made.text)

    if found := lacking_points(graded):
        raise BadSheet(
            f"the model answers do not get every point on the private corpus that was drawn: "
            f"{found} Nothing was graded. Mend the sheet, and give the same command again."
        )
