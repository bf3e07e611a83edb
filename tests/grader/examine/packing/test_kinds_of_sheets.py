"""Kinds of sheets on a pack: data, files that are passed, given functions, laws that go on."""

import json

import pytest

from grader.examine.packing.build import build_pack
from grader.language import ENGLISH
from grader.sandbox.processes.working_folder import Materials
from grader.sheets.private_corpus import public_examples
from grader.sheets.sheet import load_sheet
from grader.sheets.starter import write_starter

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


@pytest.fixture(scope="session")
def lines(written):
    return written("lines_of_files", LINES)


@pytest.fixture(scope="session")
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


@pytest.fixture(scope="session")
def counts(written):
    return written("counted_calls", COUNTS)


@pytest.mark.parametrize("source", COUNTED)
def test_what_a_given_function_was_asked_names_the_mistake(source, counts, packed, told, launched):
    """The record says what the model asked it, so a mistake that only asks more is known by it."""
    whole = told(counts, f"{source}\n")
    assert told(load_sheet(str(packed(counts))), f"{source}\n") == whole
    (mark,) = json.loads(whole)["questions"]
    assert mark["verdicts"][0]["misconception"] == COUNTED[source]


BACK = '''

@model
def moved(x: float, by: float) -> float:
    """A number, moved."""
    return x + by


@points(1, "moved")
@given(x=st.integers(-9, 9).map(float), by=st.integers(1, 9).map(float))
def test_there_and_back(student, x, by):
    """What was moved is moved back as the model moves it."""
    there = real(student.moved(x, by))
    assert_real(student.moved(there, -by), moved(there, -by))


@misconception("moved", "it was moved backwards")
def moves_backwards(x, by):
    return x - by
'''


def test_a_law_that_goes_on_from_an_answer_says_alike_which_of_two_is_wrong(
    written, packed, told, launched
):
    """What another answer would have led to is not in the pack, and need not be."""
    sheet = written("moved_there_and_back", BACK)
    source = "def moved(x, by): return x - by\n"
    whole = told(sheet, source)
    assert told(load_sheet(str(packed(sheet))), source) == whole
    (mark,) = json.loads(whole)["questions"]
    assert mark["verdicts"][0]["message"].startswith("second, going by the first: returned")
    assert mark["verdicts"][0]["misconception"] == "it was moved backwards"


CHANCE = '''

@model
def noisy(x: float, rng) -> float:
    """A number with noise on it."""
    return x + rng.normal()


@points(1, "noisy")
@given(x=st.integers(-9, 9).map(float), seed=st.integers(0, 99))
def test_noise(student, x, seed):
    """The noise comes from the generator."""
    one, other = (np.random.default_rng(seed) for _ in range(2))
    assert_real(student.noisy(x, one), noisy(x, other))


@misconception("noisy", "the generator was left alone")
def has_its_own(x, rng):
    return x + np.random.default_rng().normal()
'''


def test_a_mistake_that_draws_by_itself_makes_no_two_packs_of_one_sheet(written):
    """What it answered is nothing to be recognised by, and would be another each time."""
    sheet = written("noisy_by_itself", f"\nimport numpy as np\n{CHANCE}")
    one, other = (build_pack(sheet, public_examples(sheet)).content for _ in range(2))
    assert one == other


COINS = '''
import numpy as np


@model
def coin(x: float, rng) -> float:
    """Zero or one, beside a number."""
    return x + int(rng.integers(2))


@points(1, "coin")
@given(x=st.integers(-9, 9).map(float), seed=st.integers(0, 99))
def test_coin(student, x, seed):
    """The coin comes from the generator."""
    one, other = (np.random.default_rng(seed) for _ in range(2))
    assert_real(student.coin(x, one), coin(x, other))


@misconception("coin", "the generator was left alone")
def has_its_own(x, rng):
    return x + int(np.random.default_rng().integers(2))


@misconception("coin", "it was turned over")
def turns_it_over(x, rng):
    return x + 1 - int(rng.integers(2))
'''


def test_a_mistake_is_named_though_another_one_drew_the_same_by_chance(written, packed, told):
    """Half of the time it does, where there are but two answers; and the packs are the same."""
    sheet = written("coins", COINS)
    source = "def coin(x, rng): return x + 1 - int(rng.integers(2))\n"
    whole = told(sheet, source)
    assert told(load_sheet(str(packed(sheet))), source) == whole
    (mark,) = json.loads(whole)["questions"]
    assert mark["verdicts"][0]["misconception"] == "it was turned over"
    one, other = (build_pack(sheet, public_examples(sheet)).content for _ in range(2))
    assert one == other
