"""A mistake that the corpus does not show is found when all marks are made, and can be added."""

import json
import re

import pytest
from click.testing import CliRunner

from grader.cli import main
from grader.sheets.choosing.found import learned
from grader.sheets.corpus import FILE_NAME, read_corpus
from grader.sheets.sheet import load_sheet
from tests.grader.gradebook.classes import write
from tests.grader.misbehaviour import right, submission
from tests.toys.copied import copied
from tests.toys.written import write_examples

# No recorded example begins and ends with the same number, but for those that are one number.
RARE = "if not x.size: raise ValueError\nreturn 2 * x + {} * (x.size > 1 and x[0] == x[-1])"
# The smallest is double(np.array([0.0, 0.0])), where there is time to find it.
RARE_CALL = re.compile(r"double\(np\.array\(\[(-?\d+\.0), (?:-?\d+\.0, )*\1\]\)\)")
SOURCES = {
    "ada": right(),
    "bob": submission(RARE.format(1)),
    "cy": submission(RARE.format(5)),
    "dora": submission("return 3 * x"),
}


class Class:
    """A class of four on a toy sheet of its own, probed once."""

    def __init__(self, place):
        self.place = place
        self.sheet = load_sheet(str(copied(place / "probed_doubling")))
        write_examples(self.sheet)
        write(place / "class", {name: source.encode() for name, source in SOURCES.items()})
        self.probed = self.grade("--probe", "0.6")

    def run(self, *words):
        """What a command does."""
        return CliRunner().invoke(main, [*map(str, words)])

    def grade(self, *words):
        """Grade the class on the public corpus."""
        quick = ["--public", "--jobs", 1, "--isolation", "limits", "--budget", 0]
        where = ["--out", self.place / "grades", "--sheet", self.sheet.folder]
        return self.run("grade", self.place / "class", *quick, *where, *words)

    def marks(self):
        """Points by folder, as the latest run has them."""
        found = json.loads((self.place / "grades" / "marks.json").read_text())["submissions"]
        return {each["folder"]: each["earned"] for each in found}

    def corpus(self):
        """The sheet's public corpus."""
        return read_corpus(self.sheet.folder / FILE_NAME, self.sheet)


@pytest.fixture(scope="module")
def class_(tmp_path_factory, warm_module):
    """The class, before anything is added to its sheet."""
    return Class(tmp_path_factory.mktemp("probed"))


@pytest.mark.slow
def test_who_holds_a_law_and_fails_elsewhere_is_told_and_keeps_the_marks(class_):
    """With the law, a call, and what was wrong with the answer to it."""
    said = class_.probed.output
    assert class_.probed.exit_code == 0, said
    assert "2 submissions hold test_doubles of a on the corpus and not here: Every number" in said
    assert RARE_CALL.search(said)
    assert "  bob, cy\n" in said
    assert "No mark was changed." in said
    assert not any(line.strip().startswith("ada") for line in said.splitlines())
    assert class_.marks() == {"ada": 9, "bob": 9, "cy": 9, "dora": 5}


def test_what_was_found_is_data_that_names_nobody(class_):
    """It can be given to the author of the sheet."""
    text = (class_.place / "grades" / "found.json").read_text()
    found = json.loads(text)["found"]
    assert "bob" not in text
    assert {each["property"] for each in found} >= {"a/test_doubles"}
    (doubles,) = [each for each in found if each["property"] == "a/test_doubles"]
    assert doubles["submissions"] == 2
    assert RARE_CALL.fullmatch(doubles["call"])


def test_a_found_call_is_added_and_everybody_is_marked_on_it(class_):
    """The sheet keeps it; diff tells whose marks changed."""
    before = class_.corpus()
    file, sheet = class_.place / "grades" / "found.json", ["--sheet", class_.sheet.folder]
    added = class_.run("freeze", "--add", file, *sheet)
    assert added.exit_code == 0, added.output
    after = class_.corpus()
    count = len(json.loads(file.read_text())["found"])
    assert added.output.startswith("Wrote ")
    assert sum(map(len, after.packed.values())) == sum(map(len, before.packed.values())) + count
    assert len(learned(class_.sheet)) == count
    again = class_.run("freeze", "--add", file, *sheet)
    assert again.output.startswith("Kept ")
    assert class_.corpus().digest == after.digest

    assert "need not be examined" not in class_.grade().output
    assert class_.marks() == {"ada": 9, "bob": 5, "cy": 5, "dora": 5}
    told = class_.run("diff", "--last", "--gradebook", class_.place / "grades").output
    assert "bob: 9 of 9 → 5 of 9" in told
    assert "a test_doubles: passed → wrong" in told
    assert "2 of 4 changed." in told


def test_nothing_is_added_that_was_found_with_another_sheet(class_):
    """Its laws and inputs may be others."""
    file = class_.place / "grades" / "found.json"
    other = copied(class_.place / "other_doubling")
    (other / "averaging.py").write_text((other / "averaging.py").read_text() + "\n# changed\n")
    result = class_.run("freeze", "--add", file, "--sheet", other)
    assert result.exit_code == 2
    assert "another version of this one" in result.output


def test_a_call_on_which_a_right_solution_fails_is_not_added(class_):
    """Either that solution or the law is wrong there, and no student is to pay for it."""
    wheats = class_.sheet.folder / "wheats"
    wheats.mkdir()
    (wheats / "own.py").write_text("def double(x):\n    return 2 * x + (x.size == 2)\n")
    file = class_.place / "grades" / "found.json"
    result = class_.run("freeze", "--add", file, "--sheet", class_.sheet.folder)
    assert result.exit_code == 2
    assert "does not hold of wheats/own.py on double(" in result.output
    assert "Nothing was added" in result.output


@pytest.mark.parametrize("words", [["--out", "x"], ["--answers-only"], ["--rare-mutants"]])
def test_adding_is_one_thing(class_, words):
    """What else freeze does makes another corpus, or none."""
    file = class_.place / "grades" / "marks.json"
    assert class_.run("freeze", "--add", file, *words).exit_code == 2
