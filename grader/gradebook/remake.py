"""A stored result, made again by an examiner as it was made before."""

import json
from dataclasses import replace

from grader.errors import GraderError
from grader.examine.versions import versions
from grader.examine.workers.finding import finding_of
from grader.examine.workers.open import opened_executor
from grader.examine.workers.task import Assignment, examined
from grader.gradebook import Conditions, Gradebook
from grader.gradebook.replay import StoredMark

__all__ = ["replay_report"]


def replay_report(book: Gradebook, found: StoredMark, sheet: str | None = None) -> str:
    """
    The report as it comes out today, as canonical JSON.

    ``sheet`` says where the sheet is, if not where it was.  Python and its packages are taken as
    they are today, and show in the report.  Raises GraderError where it cannot be made: the sheet
    is another one, or the isolation cannot be had.
    """
    known = found.known
    assignment = Assignment(
        _as_it_is_here(known.conditions),
        book.corpus(known.conditions.corpus),
        sheet or found.run.source,
    )
    how = known.conditions.how()
    with opened_executor(None, 1, how.search_seconds, how.limits) as executor:
        made = finding_of(executor.submit(examined, assignment, book.submission(known.key)))
    if made.problem:
        raise GraderError(f"{made.problem}. Run this again.")
    return made.text


def _as_it_is_here(conditions: Conditions) -> Conditions:
    """The same conditions, under the versions that are installed."""
    names = [name for name in conditions.environment if name != "python"]
    said = json.loads(conditions.settings) | {"environment": versions(names)}
    return replace(conditions, settings=json.dumps(said, sort_keys=True, separators=(",", ":")))
