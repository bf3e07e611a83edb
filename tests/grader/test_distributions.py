"""What is built of this checkout: the grader without an answer in it, and the sheet beside it."""

import configparser
import re
import tarfile
import tomllib
import zipfile
from pathlib import Path

import pytest
from hatchling.builders.sdist import SdistBuilder
from hatchling.builders.wheel import WheelBuilder
from packaging.requirements import Requirement

from grader.examine.packing.secrets import secret_statements, statements
from grader.sheets.sheet import load_sheet

ROOT = Path(__file__).resolve().parents[2]
ENGINE = "grader>=0.1,<1"
BESIDE = {"pyproject.toml", "README.md", "LICENSE", "CHANGELOG.md", "PKG", ".gitignore"}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """The files of a wheel that is built of a folder, by their names."""

    def built(folder):
        place = tmp_path_factory.mktemp("built")
        (file,) = WheelBuilder(str(folder)).build(directory=str(place))
        with zipfile.ZipFile(file) as opened:
            return {name: opened.read(name) for name in opened.namelist()}

    return built


@pytest.fixture(scope="module")
def graders(wheel):
    """The files of the wheel that students install."""
    return wheel(ROOT)


def tops(names):
    return {name.partition("/")[0].partition("-")[0] for name in names}


def test_students_install_the_grader_and_nothing_else(graders):
    """No sheet, no model answers, no tests, and no sheet is registered that is not there."""
    assert tops(graders) == {"grader"}
    (said,) = (text for name, text in graders.items() if name.endswith("entry_points.txt"))
    assert b"grader.sheets" not in said
    assert not [name for name in graders if name.endswith(".pyc")]


@pytest.mark.slow
def test_no_statement_of_an_answer_is_in_the_graders_wheel(graders):
    """As source; there is no bytecode in it."""
    secret = secret_statements(load_sheet("exercises/sheet3"))
    assert [t for source in sources(graders) for t in secret_within(source, secret)] == []


def sources(files):
    return [content.decode() for name, content in files.items() if name.endswith(".py")]


def secret_within(source, secret):
    """The secret statements in a module, which is only parsed where it has all words of one."""
    words = names_in(source)
    near = {text for text in secret if names_in(re.sub("'[^']*'", "", text)) <= words}
    return near & {text for _, text in statements(source)} if near else set()


def names_in(text):
    return set(re.findall(r"[A-Za-z_]\w*", text))


def test_a_statement_is_found_however_it_is_laid_out():
    """The words that it is looked for by are those of the statement."""
    source = "def f(kernel):\n    return kernel [::-1,\n      ::-1 ] * 2  # as said\n"
    secret = {"return kernel[::-1, ::-1] * 2"}
    assert secret_within(source, secret) == secret
    assert secret_within(source.replace("* 2", "* 3"), secret) == set()


def test_the_source_distribution_holds_no_answer_either(tmp_path):
    """It is what a registry would hand to everybody."""
    (file,) = SdistBuilder(str(ROOT)).build(directory=str(tmp_path))
    with tarfile.open(file) as opened:
        names = [name.partition("/")[2] for name in opened.getnames()]
    assert tops(names) == {"grader", *BESIDE}


def test_the_sheet_is_a_distribution_of_its_own(wheel):
    """With its model answers and all that a teacher needs of it, registered by its name."""
    files = wheel(ROOT / "exercises")
    assert tops(files) == {"exercises", "reference", "grader_sheet3"}
    (said,) = (text for name, text in files.items() if name.endswith("entry_points.txt"))
    registered = configparser.ConfigParser()
    registered.read_string(said.decode())
    assert dict(registered["grader.sheets"]) == {"sheet3": "exercises.sheet3"}
    assert dict(registered["grader.examples"]) == {"tour": "exercises.tour"}
    for folder in ("exercises/sheet3", "exercises/tour", "reference"):
        there = {
            file.relative_to(ROOT).as_posix()
            for file in (ROOT / folder).rglob("*")
            if file.is_file() and "__pycache__" not in file.parts
        }
        assert there <= files.keys()
    assert {"exercises/__init__.py", "exercises/sheet3/corpus.bin"} <= files.keys()


def test_both_distributions_say_the_same_of_what_they_share():
    """One release is one release."""
    graders, sheets = (
        tomllib.loads((ROOT / file).read_text())["project"]
        for file in ("pyproject.toml", "exercises/pyproject.toml")
    )
    assert graders["version"] == sheets["version"]
    assert graders["requires-python"] == sheets["requires-python"]
    assert {*sheets["dependencies"]} - {ENGINE} <= {*graders["dependencies"]}
    assert sheets["optional-dependencies"]["cnn"] == graders["optional-dependencies"]["cnn"]


def test_the_sheet_takes_no_other_program_for_the_grader():
    """The name is another program's on PyPI, which has the versions 1, 1.1 and 1.2."""
    sheets = tomllib.loads((ROOT / "exercises" / "pyproject.toml").read_text())["project"]
    assert ENGINE in sheets["dependencies"]
    admitted = Requirement(ENGINE).specifier
    assert tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"] in admitted
    assert [each for each in ("1", "1.1", "1.2") if each in admitted] == []


@pytest.mark.parametrize("page", [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))])
def test_nobody_is_told_to_fetch_the_grader_by_its_bare_name(page):
    """A command on a page names the wheel as a file; a sentence may say why."""
    commands = re.findall(r"^```sh$(.*?)^```$", page.read_text(), re.MULTILINE | re.DOTALL)
    assert re.findall(r"pip install (?:-\S+ )*grader\b(?!-)", "".join(commands)) == []
