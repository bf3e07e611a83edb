"""
Makes the marks on a platform: finds the file that counts, examines it, writes the result.

It is started by ``guard``, which has put down another result already. Whatever fails here becomes
a result, too, since that says more than the one that is there.
"""

import json
import sys
import time
import traceback
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from grader.collect.choose import choose
from grader.collect.errors import Unreadable
from grader.collect.folders import listed_folder
from grader.collect.limits import Limits
from grader.collect.listing import StudentFiles
from grader.collect.submission_file import submission_from
from grader.errors import GraderError, IsolationUnavailable, UnreadableSubmission
from grader.examine.check import check
from grader.examine.conditions import marking_conditions
from grader.examine.examiner import Examiner, open_examiner, public_examiner
from grader.examine.exposed import assert_closed, exposed
from grader.integrations.packages.guard import MADE, SETTINGS, put
from grader.integrations.packages.marked import Marked
from grader.integrations.packages.platforms import PLATFORMS, not_made
from grader.language import words
from grader.model import Report, Submission
from grader.sandbox.isolation.tiers import OWNED, STRONGEST_FIRST
from grader.sandbox.processes.availability import best_tier
from grader.sandbox.processes.launch import Launcher, TemplateFailed, launcher
from grader.sheets.private_corpus import named_examples
from grader.sheets.settings import settings_of
from grader.sheets.sheet import load_sheet
from grader.text import clean

__all__ = ["main", "marked"]

TRIES = 3
AGAIN = 3  # what is begun in the first third of the time ends within it: a submission has a minute
HAND_IN = "Hand in a Python file or a notebook."
PRIVATE, PACK = "corpus.bin", "sheet.zip"


def main(arguments: list[str]) -> int:
    """Mark what lies below the second folder by the sheet in the first; the status for guard."""
    here, top = map(Path, arguments)
    settings = json.loads((here / SETTINGS).read_text(encoding="utf-8"))
    if settings["sheet"] == PACK:
        settings["sheet"] = str(here / PACK)
    platform = PLATFORMS[settings["platform"]]
    try:
        found = marked(here, top, settings)
        spoken = words(settings["lang"], load_sheet(settings["sheet"]).folder)
    except Exception as error:  # a sheet is anybody's Python
        _tell(error)
        spoken = words(settings["lang"])
        found = Marked(failure=not_made(spoken))
    for name, text in platform.besides(found, spoken).items():
        put(top / name, text)
    put(top / settings["result"], platform.written(found, top, settings, spoken))
    return MADE[0] + platform.status(found)


def _tell(error: Exception) -> None:
    """
    Say what failed to who reads the platform's log.

    The student is not told: paths may be in it, and examples that are to stay private.
    """
    if isinstance(error, GraderError | TemplateFailed):
        print(error, file=sys.stderr)
    else:
        traceback.print_exc()


def marked(here: Path, top: Path, settings: dict[str, Any]) -> Marked:
    """What comes of the submission; raises GraderError where that cannot be found out."""
    try:
        submission, file, notes = _handed_in(top / settings["submission"], settings["aside"])
    except UnreadableSubmission as error:
        return Marked(problem=clean(words(settings["lang"]).translated(error.said), 1_000))
    if isinstance(submission, str):
        return Marked(problem=submission, notes=notes)
    sheet = settings["sheet"]
    own = settings_of(sheet)
    with launcher(own.packages, own.materials, thorough=True) as launched:
        tier = _tier(launched, settings["isolation"])
        if tier == OWNED:
            ours = [here, *(top / each for each in settings["closed"])]
            assert_closed(exposed(launched, ours))
        budget = settings["budget"]
        examiner = public_examiner(launched, sheet=sheet, isolation=tier, budget=budget)
        until = time.monotonic() + settings["seconds"] / AGAIN
        public = _checked(examiner, submission, until)
        official = None
        if (here / PRIVATE).exists():
            examples = named_examples(here / PRIVATE, examiner.sheet)
            how = marking_conditions(
                *(examiner.sheet, examiner.sheet.questions, examples.corpus),
                tier=tier,
                feedback="full",
                budget=budget,
            ).how()
            opened = open_examiner(launched, examiner.sheet, examples.corpus, how)
            official = _checked(opened, submission, until)
    return Marked(
        public=public, official=official, notes=notes, file=file, source=submission.source
    )


def _checked(examiner: Examiner, submission: Submission, until: float) -> Report:
    """
    The report; made again while points stay open and there is time, the one with fewest of them.

    A platform's machine is shared, and clocks run out on it for reasons that pass.
    """
    best = check(examiner, submission)
    for _ in range(TRIES - 1):
        if not best.open or time.monotonic() > until:
            break
        best = min(best, check(examiner, submission), key=lambda each: each.open)
    return best


def _handed_in(folder: Path, aside: Sequence[str]) -> tuple[Submission | str, str, tuple[str, ...]]:
    """
    The file that counts among those that were handed in, its path, and notes about the others.

    Instead of the file, why none does; ``aside`` are folders of ours beside what was handed in.
    Raises UnreadableSubmission for a file that is damaged.
    """
    listed = listed_folder(folder, Limits()).files
    files = tuple(file for file in listed if file.parts[1] not in aside)
    choice = choose(StudentFiles(label=folder.name, files=files), HAND_IN)
    if choice.file is None:
        return choice.problem, "", choice.notes
    path = "/".join(choice.file.parts[1:])
    try:
        return submission_from(choice.file.name, choice.file.read()), path, choice.notes
    except Unreadable as refused:
        raise UnreadableSubmission(choice.file.name, refused.found, refused.advice) from None


def _tier(launched: Launcher, asked: dict[str, str]) -> str:
    """
    The isolation that was asked for, or the strongest that is not weaker than that.

    Raises IsolationUnavailable where this machine has no such.
    """
    if asked["exactly"]:
        return asked["exactly"]
    best = best_tier(launched)
    if STRONGEST_FIRST.index(best) > STRONGEST_FIRST.index(asked["weakest"]):
        raise IsolationUnavailable(asked["weakest"])
    return best
