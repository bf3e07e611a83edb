"""Students' processes to talk to, as the grader does."""

import contextlib
import functools
import sys
import textwrap
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

import grader
from grader.examine.student.calls import Call
from grader.examine.student.session import Session
from grader.model import Submission
from grader.sandbox.isolation.importable import PACKAGES
from grader.sandbox.isolation.tiers import OWNED
from grader.sandbox.limits import Limits
from grader.sandbox.processes.availability import works
from grader.sandbox.processes.launch import Template
from tests.open_interpreter import open_interpreter, templates


@pytest.fixture(scope="session")
def template(launched):
    """One template for all tests that do not end it."""
    return launched


@pytest.fixture(scope="session")
def template_for(template):
    """The template under a tier."""
    with templates(template) as chosen:
        yield chosen


@pytest.fixture(scope="session")
def python_for():
    """The interpreter that a template is started with, under a tier."""
    with contextlib.ExitStack() as stack:

        @functools.cache
        def chosen(tier: str) -> str:
            return stack.enter_context(open_interpreter()) if tier == OWNED else sys.executable

        yield chosen


@pytest.fixture(scope="session", params=["sealed", "walled"])
def tier(request, template):
    """The tiers against malice, where this machine has them."""
    if not works(template, request.param):
        pytest.skip(f"this machine does not offer {request.param!r}; see 'grader doctor'")
    return request.param


@pytest.fixture
def ask(template_for):
    """The value, or the fault, of calling a function of a submission."""

    def ask(tier, source, *arguments, function="f", limits=None):
        submission = Submission("submission.py", textwrap.dedent(source).encode())
        session = Session(submission, template_for(tier), tier, limits or Limits(call_seconds=20))
        try:
            (answer,) = session.ask([Call(function, arguments)])
        finally:
            session.end()
        return answer.value

    return ask


@contextlib.contextmanager
def changed(
    change: str, python: str = sys.executable, packages: Sequence[str] = PACKAGES
) -> Iterator[Template]:
    """A launcher whose processes are made after this change of ours."""
    root = str(Path(grader.__file__).parents[1])
    program = (
        f"import sys; sys.path.append({root!r}); "
        f"from grader.sandbox.isolation import layers; "
        f"from grader.sandbox.isolation.tiers import TIERS; {change}; "
        f"from grader.sandbox.processes.template import main; main(sys.argv[1:])"
    )
    started = Template(lambda _, *words: [python, "-P", "-c", program, *words], packages=packages)
    try:
        yield started
    finally:
        started.close()


@pytest.fixture
def weakened():
    """A launcher whose processes lack a layer, or have one that fails."""
    return changed
