"""Sheets with data, with files that are passed, and with laws that are the answer themselves."""

import json

import pytest

from grader.errors import BadSheet
from grader.examine.packing.build import build_pack
from grader.language import ENGLISH
from grader.sandbox.processes.working_folder import Materials
from grader.sheets.corpus import FILE_NAME, store_corpus
from grader.sheets.private_corpus import public_examples
from grader.sheets.record import PUBLIC_SEED, recorded
from grader.sheets.sheet import load_sheet
from grader.sheets.starter import write_starter

HEAD = '''"""Text."""

from hypothesis import given, strategies as st

from grader.authoring import *

ID, TITLE = "1", "One"
'''
LINES = '''

@model
def total(path: str) -> float:
    """The sum of the numbers in a file, one a line."""
    with open(path) as opened:
        return float(sum(map(float, opened)))


@points(1, "total")
@given(values=st.lists(st.integers(-9, 9), min_size=1, max_size=3))
def test_any_file(student, values):
    """The sum is that of all lines."""
    file = text_file("\\n".join(map(str, values)))
    assert_real(student.total(file), total(file))


@points(1, "total")
def test_the_data(student):
    """The sum of the sheet's own data."""
    assert_real(student.total("data/numbers.txt"), total("data/numbers.txt"))


@misconception("total", "the first line was left out")
def leaves_out_the_first(path):
    with open(path) as opened:
        return float(sum([*map(float, opened)][1:]))
'''
RIGHT = "def total(path):\n    with open(path) as opened: return float(sum(map(float, opened)))\n"
WRONG = "def total(path):\n    with open(path) as opened: return sum([*map(float, opened)][1:])\n"
OTHER = "def total(path):\n    with open(path) as opened: return len(opened.read())\n"


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    """Write a sheet of one module, with data; the sheet, with its corpus."""

    def write(name, body):
        folder = tmp_path_factory.mktemp("kinds") / name
        (folder / "data").mkdir(parents=True)
        (folder / "data" / "numbers.txt").write_text("1\n2.5\n")
        (folder / "__init__.py").write_text('TITLE = "A"\nQUESTIONS = ("one",)\n')
        (folder / "one.py").write_text(HEAD + body)
        sheet = load_sheet(str(folder))
        content = recorded(sheet, PUBLIC_SEED, lambda _: None, count=8)
        store_corpus(folder / FILE_NAME, content)
        return sheet

    return write


@pytest.fixture(scope="module")
def lines(written):
    return written("lines_of_files", LINES)


@pytest.fixture(scope="module")
def own_launcher(lines):
    """Processes that find the data where the whole sheet has them."""
    from grader.sandbox.processes.launch import launcher

    with launcher(lines.settings.packages, lines.settings.materials) as running:
        yield running


@pytest.mark.parametrize("source", [RIGHT, WRONG, OTHER], ids=["right", "known", "unknown"])
def test_files_and_data_make_no_difference(source, lines, packed, told, own_launcher):
    """The report is the same to the last byte, the named mistake too."""
    pack = load_sheet(str(packed(lines)))
    whole = told(lines, source, launched=own_launcher)
    assert told(pack, source, launched=own_launcher) == whole
    assert ("the first line was left out" in whole) == (source is WRONG)
    assert json.loads(whole)["earned"] == (2 if source is RIGHT else 0)


def test_the_data_are_in_the_pack_and_are_copied_from_it(lines, packed, tmp_path):
    """For a student's process, and beside what a student begins with."""
    from grader.sandbox.processes.working_folder import WorkingFolder

    pack = load_sheet(str(packed(lines)))
    assert pack.settings.materials == Materials(pack.folder / "data", files=True)
    folder = WorkingFolder(pack.settings.materials)
    assert (folder.path / "data" / "numbers.txt").read_text() == "1\n2.5\n"
    folder.close()
    write_starter(pack, tmp_path, ENGLISH)
    assert (tmp_path / "data" / "numbers.txt").read_text() == "1\n2.5\n"


def test_a_law_that_says_the_answer_is_not_packed(written):
    """A letter in the source is the answer, and a digest of a letter as well."""
    sheet = written("letters", '\ntest_letter = choice("3b", "abcd", right="c")\n')
    with pytest.raises(BadSheet, match="1/test_letter says the right answer itself"):
        build_pack(sheet, public_examples(sheet))


COUNTS = '''

@model
def ends(f, a: float, b: float) -> float:
    """The sum of the values at both ends."""
    return f(a) + f(b)


@points(1, "ends")
@given(a=st.integers(-3, 3), b=st.integers(4, 9))
def test_cost(student, a, b):
    """Each end is asked once."""
    assert counted(student.ends, given_function("lambda x: x * x"), a, b)[1].calls == 2


@misconception("ends", "an end was asked twice")
def asks_twice(f, a, b):
    return f(a) + f(b) + 0 * f(b)


@misconception("ends", "only one end was asked")
def asks_once(f, a, b):
    return f(a)
'''
COUNTED = {
    "def ends(f, a, b): return f(a) + f(b)": "",
    "def ends(f, a, b): return f(a) + f(b) + f(b) - f(b)": "",
    "def ends(f, a, b): return f(a) + f(b) + f(b) * 0": "an end was asked twice",
    "def ends(f, a, b): return 1 * f(a)": "only one end was asked",
}


@pytest.fixture(scope="module")
def counts(written):
    return written("counted_calls", COUNTS)


@pytest.mark.parametrize("source", COUNTED)
def test_what_a_given_function_was_asked_names_the_mistake(source, counts, packed, told, launched):
    """The record says what the model asked it, so a mistake that only asks more is known by it."""
    whole = told(counts, f"{source}\n")
    assert told(load_sheet(str(packed(counts))), f"{source}\n") == whole
    (mark,) = json.loads(whole)["questions"]
    assert mark["verdicts"][0]["misconception"] == COUNTED[source]


PRINTS = '''

@model
def greet(name: str) -> None:
    """Print a greeting."""
    print("Hello,", name)


@points(1, "greet")
@given(name=st.sampled_from(["Ada", "Bob"]))
def test_greets(student, name):
    """It is printed."""
    assert printed(student.greet, name).strip() == "Hello, " + name
'''


def test_what_is_printed_is_not_packed(written):
    """What a function prints is no answer that is recorded."""
    sheet = written("greetings", PRINTS)
    with pytest.raises(BadSheet, match="a law asks what greet prints, which a pack cannot record"):
        build_pack(sheet, public_examples(sheet))
