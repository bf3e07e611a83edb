"""
A sheet, a graded class and a submission that every command can really work on.

What a process of ours takes seconds to start is started once: a command gets the warm template and
the warm examiner of these tests where it would have started its own.
"""

import contextlib
import functools
import os
from pathlib import Path

import pytest
from click.testing import CliRunner

from grader.audit.doctor.diagnose import diagnose
from grader.cli import main
from grader.examine.workers.open import opened_executor
from grader.sandbox.limits import Limits
from grader.sandbox.processes import launch
from grader.sheets.sheet import load_sheet
from tests.grader.gradebook.classes import write
from tests.grader.misbehaviour import right
from tests.toys.copied import copied
from tests.toys.written import write_examples

NAME = "zweierlei"
RAISES = """
def double(x):
    raise RuntimeError('错误 → Θ')

def average(values):
    return 0

ANSWERS = {'a': 'é → ½'}
import os, time
if os.path.exists('PLACE/wait'):
    os.mkdir('PLACE/begun')
    time.sleep(60)
"""
# Where WAIT says so, the sheet tells that work has begun, and waits for whoever interrupts it.
WAITS = """
def wait(where):
    import os, time
    if os.environ.get("WAIT") == where:
        os.mkdir(os.environ["BEGUN"])
        time.sleep(60)
"""
CLAIMS = """
[[claim]]
id = "mean"
question = "b"
claim = "Θ: the mean of 1 and 3 → 2."
check = "call"
claimed = 2
given = { function = "average", arguments = [[1.0, 3.0]] }

[[claim]]
id = "wrong"
question = "b"
claim = "错: the mean of 1 and 3 → 3."
check = "call"
claimed = 3
given = { function = "average", arguments = [[1.0, 3.0]] }
"""
RUBRIC = '[[a]]\npoints = 1\ntext = "It says why → ½ Θ."\n'
QUICK = ["--isolation", "limits", "--budget", "0", "--sheet", NAME]
GRADE = ["grade", "class", "--public", "--jobs", "1", *QUICK]


@pytest.fixture(scope="package")
def examiners():
    """The processes that examine a class, started once."""
    with opened_executor(None, 1, 0.0, Limits()) as executor:
        yield executor


@pytest.fixture(scope="package")
def diagnosed():
    """The doctor's diagnosis, made once; it takes the template that it tries things out on."""
    return functools.cache(diagnose)


@pytest.fixture
def warm(launched, examiners, diagnosed, monkeypatch):
    """Have commands use what is running."""
    _warm(monkeypatch, launched, examiners, diagnosed)


@pytest.fixture(scope="module")
def warm_module(launched, examiners, diagnosed):
    """The same for all tests of a module, and for what they share."""
    with pytest.MonkeyPatch.context() as patch:
        _warm(patch, launched, examiners, diagnosed)
        yield


def _warm(patch, launched, examiners, diagnosed):
    shared = contextlib.nullcontext(launched)
    patch.setattr(launch, "launcher", lambda *_: shared)
    for user in ("class_run", "remake"):
        opened = f"grader.gradebook.{user}.opened_executor"
        patch.setattr(opened, lambda *_: contextlib.nullcontext(examiners))
    patch.setattr("grader.audit.doctor.diagnose.diagnose", diagnosed)


@pytest.fixture(scope="package")
def workplace(tmp_path_factory, launched, examiners, diagnosed):
    """A folder with all that a command needs; the class in it was graded twice."""
    place = tmp_path_factory.mktemp("workplace")
    _write_sheet(place / NAME)
    wrong = RAISES.replace("PLACE", str(place))
    (place / "submission.py").write_text(wrong, "utf-8")
    write(place / "class", {"张伟": right().encode(), "Θεοδώρα →": wrong.encode()})
    before = Path.cwd()
    with pytest.MonkeyPatch.context() as patch:
        _warm(patch, launched, examiners, diagnosed)
        os.chdir(place)
        run(GRADE)
        (place / "class" / "张伟" / "submission.py").write_text(wrong, "utf-8")
        run(GRADE)
        run(["report", "--rubric-csv", "rubric.csv"])
        _fill_in(place / "rubric.csv")
        os.chdir(before)
    return place


def _lending(launched, real):
    """The common template, but for a sheet with materials of its own."""

    def launcher(packages, materials):
        return real(packages, materials) if materials else contextlib.nullcontext(launched)

    return launcher


def run(words):
    """What a command does that has to succeed."""
    result = CliRunner().invoke(main, words)
    assert result.exit_code == 0, result.output


def _write_sheet(folder):
    question = copied(folder) / "averaging.py"
    (folder / "waiting.py").write_text(WAITS)
    law = 'The result is the sum over the number of values."""\n'
    body = question.read_text().replace(law, law + '    wait("property")\n')
    imports = f"from {NAME}.waiting import wait\n\nID ="
    question.write_text(body.replace("\nID =", imports, 1) + '\n\nwait("import")\n')
    (folder / "claims.toml").write_text(CLAIMS, "utf-8")
    (folder / "rubric.toml").write_text(RUBRIC, "utf-8")
    write_examples(load_sheet(str(folder)))


def _fill_in(table):
    """Two tables, in which the first answer has another mark each."""
    first, *lines = table.read_text("utf-8-sig").splitlines()
    for name, mark in (("more.csv", "1"), ("less.csv", "0.5")):
        filled = [line.removesuffix(",,") + f",{mark},gut → ½" for line in lines]
        table.with_name(name).write_text("\n".join([first, *filled]), "utf-8")


@pytest.fixture
def grader(toy, launched, tmp_path, monkeypatch):
    """
    Run the command line in an empty folder, on the toy sheet where a sheet is needed.

    Processes come from the tests' common template; those of ``command`` have one of their own.
    """
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(launch, "launcher", _lending(launched, launch.launcher))

    def run(*words):
        needs_sheet = (
            words[0] in {"check", "questions", "start", "freeze"} and "--sheet" not in words
        )
        sheet = ["--sheet", str(toy.folder)] if needs_sheet else []
        return CliRunner().invoke(main, [*map(str, words), *sheet])

    return run


@pytest.fixture
def file(tmp_path):
    """Write a submission into the folder."""

    def write(source, name="submission.py"):
        path = tmp_path / name
        path.write_bytes(source if isinstance(source, bytes) else source.encode())
        return path

    return write
