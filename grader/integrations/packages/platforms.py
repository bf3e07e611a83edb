"""
The platforms that packages are made for, as one table.

What differs between them is where a submission lies, where a result is written and in which form,
how long there is, and with which status the program ends.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from grader.integrations.packages import github, gradescope, prairielearn, repository, small
from grader.integrations.packages.marked import Marked
from grader.language import Language

__all__ = ["PLATFORMS", "SMALL", "Platform", "not_made"]

MINUTE = 60
JUNIT = "grader-junit.xml"
ASIDE = ("grader", "grader-result.txt", JUNIT, "custom_validation_code", "vpl_evaluate.sh")
SUMMARY = "grader-results/summary.md"


def always_well(_: Marked) -> int:
    """The status for who reads the result alone."""
    return 0


def in_junit(found: Marked, words: Language) -> dict[str, str]:
    """The properties as JUnit, beside the score."""
    return {JUNIT: repository.junit(found, words)}


def decided(found: Marked) -> int:
    """The status for who takes a result from us, or none."""
    made = repository.status(found)
    return made if made == repository.UNDECIDED or found.problem else 0


def nothing_besides(_: Marked, __: Language) -> dict[str, str]:
    """No further files."""
    return {}


def in_repository(found: Marked, _: Path, __: dict[str, Any], words: Language) -> str:
    """The summary, for what keeps no result of its own."""
    return repository.summary(found, words)


def not_made(words: Language) -> str:
    """What a student is told where no marks were made."""
    return words.say("The marks could not be made. That says nothing about the submission.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Platform:
    """
    What a platform gives, and what it takes.

    Attributes
    ----------
    title : str
    submission : str
        The folder with what was handed in, below the platform's own.
    result : str
        The file that the platform reads, below the same.
    written : callable
        Its text, from what was found, the platform's folder, the package's settings and the
        language.
    fallback, stands : callable
        Its text where nothing was found, and what is said where the last score stands, in a
        language.
    previous : str
        The file that tells of the last result; empty where there is none.
    besides : callable
        Further files by their paths, from what was found and the language.
    closed : tuple of str
        What else lies there that a submission must not read.
    aside : tuple of str
        What lies in the folder of the submission and was not handed in.
    fresh : tuple of str
        What is removed before anything is marked: a student may have put a result there.
    python : str
        Where the interpreter with what it takes is put.
    seconds : int
        How long marking may take; the platform's own bound is above.
    exit : int
        The status where no marks were made.
    status : callable
        The status, from what was found, where a result was written.
    is_private : bool
        Whether a corpus that students do not have may be put there.
    """

    title: str
    submission: str
    result: str
    written: Callable[[Marked, Path, dict[str, Any], Language], str]
    fallback: Callable[[Language], str]
    stands: Callable[[Language], str] = gradescope.stands
    previous: str = ""
    besides: Callable[[Marked, Language], dict[str, str]] = nothing_besides
    closed: tuple[str, ...] = ()
    aside: tuple[str, ...] = ()
    fresh: tuple[str, ...] = ()
    python: str = "/opt/grader"
    seconds: int = 9 * MINUTE
    exit: int = 0
    status: Callable[[Marked], int] = always_well
    is_private: bool = True


# What those have in common that mark in a student's repository, of which its owner reads all.
IN_REPOSITORY: dict[str, Any] = {
    "submission": ".",
    "written": in_repository,
    "fallback": not_made,
    "exit": repository.UNDECIDED,
    "aside": (".grader", "grader-results", ".github"),
    "python": "/tmp/grader",  # noqa: S108 - of a machine that is made for this job
    "is_private": False,
}
PLATFORMS: dict[str, Platform] = {
    "gradescope": Platform(
        title="Gradescope",
        submission="submission",
        result="results/results.json",
        written=gradescope.written,
        fallback=gradescope.fallback,
        previous=gradescope.METADATA,
        closed=("submission", "results", gradescope.METADATA),
    ),
    "prairielearn": Platform(
        title="PrairieLearn",
        submission="student",
        result="results/results.json",
        written=prairielearn.written,
        fallback=prairielearn.fallback,
        closed=("student", "results", "data", "serverFilesCourse", "tests"),
    ),
    "github": Platform(
        title="GitHub Actions",
        result=SUMMARY,
        besides=github.github,
        status=repository.status,
        fresh=("grader-results",),
        **IN_REPOSITORY,
    ),
    "gitlab": Platform(
        title="GitLab",
        result=SUMMARY,
        besides=github.gitlab,
        status=repository.status,
        fresh=("grader-results",),
        **IN_REPOSITORY,
    ),
    "classroom50": Platform(
        title="Classroom 50",
        result="release-body.md",
        besides=github.classroom50,
        status=decided,
        fresh=("release-body.md", "result.json"),
        **IN_REPOSITORY,
    ),
}

# The rest differ in nothing but these: where what was handed in lies, where a result is written in
# which form, and what is removed first.
SMALL = {
    "autolab": ("Autolab", "handin", "grader-result.txt"),
    "submitty": ("Submitty", ".", "grader-result.txt"),
    "vpl": ("VPL", ".", "grader-result.txt"),
    "coursera": ("Coursera", "submission", "feedback.json"),
    "codegrade": ("CodeGrade", ".", "grader-result.txt"),
}


def _small(name: str) -> Platform:
    """A platform of that table: its result stays empty where nothing was decided."""
    title, submission, result = SMALL[name]
    form = small.FORMS[name]
    return Platform(
        title=title,
        submission=submission,
        result=result,
        written=small.written(form),
        fallback=lambda words: form(Marked(failure=not_made(words)), words),
        besides=in_junit if name == "codegrade" else nothing_besides,
        aside=ASIDE,
        fresh=(result, JUNIT) if name == "codegrade" else (result,),
        exit=repository.UNDECIDED,
        status=decided,
    )


PLATFORMS |= {name: _small(name) for name in SMALL}
