"""
The properties of a sheet as an ordinary pytest run, on a live submission.

``pytest exercises/sheet3 --submission=submission.py`` draws fresh examples with Hypothesis
and sends them to the same kind of ``student`` that the marks are made with.  Slower than the
frozen corpus, and no mark comes of it; good for writing a sheet, and for looking closely.

Imported by every pytest run on a machine with the grader, so it imports nothing heavy.
"""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from grader.examine.student.proxy import Student
    from grader.examine.student.session import Session
    from grader.sheets.settings import SheetSettings

__all__ = ["pytest_addoption", "pytest_collect_file", "pytest_configure", "student"]

LONG_ENOUGH = 3600.0  # seconds for a whole run


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add ``--submission``."""
    parser.getgroup("grader").addoption(
        "--submission", metavar="FILE", help="run a sheet's properties on this submission"
    )


def pytest_configure(config: pytest.Config) -> None:
    """Have Hypothesis keep no database and no clock while a submission is looked at."""
    if config.getoption("submission"):
        from hypothesis import configuration, settings

        configuration.set_hypothesis_home_dir(os.devnull)
        settings.register_profile("submission", database=None, deadline=None)
        settings.load_profile("submission")


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Module | None:
    """Collect a sheet's question modules, whose names do not begin with ``test_``."""
    named = parent.session.isinitpath(file_path)  # pytest collects such a file by itself
    wanted = parent.config.getoption("submission") and not named and _is_question(file_path)
    return pytest.Module.from_parent(parent, path=file_path) if wanted else None


def _is_question(file: Path) -> bool:
    """Whether a file is named in the ``QUESTIONS`` of its package; read, not imported."""
    package = file.parent / "__init__.py"
    if file.suffix != ".py" or not package.is_file():
        return False
    import ast

    for statement in ast.parse(package.read_bytes()).body:
        if isinstance(statement, ast.Assign) and any(
            isinstance(target, ast.Name) and target.id == "QUESTIONS"
            for target in statement.targets
        ):
            return file.stem in ast.literal_eval(statement.value)
    return False


@pytest.fixture(scope="session")
def _session(request: pytest.FixtureRequest) -> "Iterator[Session]":
    """The submission in a process of its own."""
    name = request.config.getoption("submission")
    if not name:
        raise pytest.UsageError("a property needs a student: say --submission=FILE")
    from grader.collect import read_submission
    from grader.errors import GraderError
    from grader.examine.student.session import Session
    from grader.sandbox.limits import Limits
    from grader.sandbox.processes.launch import launcher

    try:
        submission = read_submission(Path(name))
    except GraderError as error:
        raise pytest.UsageError(str(error)) from None
    settings = _settings(request)
    with launcher(settings.packages, settings.materials) as launched:
        session = Session(submission, launched, "limits", Limits(submission_seconds=LONG_ENOUGH))
        yield session
        session.end()


def _settings(request: pytest.FixtureRequest) -> "SheetSettings":
    """Those of the sheet of the first property."""
    from grader.sheets.settings import read_settings

    return read_settings(request.session.items[0].path.parent / "__init__.py")


@pytest.fixture(scope="module")
def student(_session: "Session", request: pytest.FixtureRequest) -> "Iterator[Student]":
    """The functions of the submission named by ``--submission``."""
    from grader.examine.student.objects.expected import UNKNOWN
    from grader.examine.student.proxy import Student
    from grader.sandbox.processes.working_folder import working_in

    def ask(calls: Any) -> Any:
        _session.begin_question()
        return _session.ask(calls)

    with working_in(_settings(request).materials.beside):
        yield Student(ask, UNKNOWN)
