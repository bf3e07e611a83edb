"""Sheets with data, files that are passed, given functions, and what a pack cannot mark."""

import json

import pytest

from grader.errors import BadSheet
from grader.examine.packing.build import build_pack
from grader.language import ENGLISH
from grader.sandbox.processes.working_folder import Materials
from grader.sheets.corpus import FILE_NAME, store_corpus
from grader.sheets.packs.archive import read_pack
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


@pytest.fixture(scope="session")
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


LEFT = '''
RIGHT = "c"


@model
class Pair:
    """Two numbers."""

    def __init__(self, a, b): self.both = a, b
    def total(self): return sum(self.both)


@model
def double(x: float) -> float:
    """Two times a number."""
    return 2 * x


@points(2, "double")
@given(x=st.integers(-9, 9).map(float))
def test_double(student, x):
    """It is the double."""
    assert_real(student.double(x), double(x))


@points(1, "Pair")
@given(a=st.integers(-9, 9), b=st.integers(-9, 9))
def test_total(student, a, b):
    """The total is the sum."""
    assert_integer(student.Pair(a, b).total(), Pair(a, b).total())


test_letter = choice("1b", "abcd", right=RIGHT)
test_number = quantity("size", right=12_345)
'''
SOURCE = """
ANSWERS = {{"1b": "{letter}"}}
size = 12
def double(x): return {factor} * x
class Pair:
    def __init__(self, a, b): self.both = a, b
    def total(self): return 0
"""


@pytest.fixture(scope="session")
def partly(written):
    return written("partly_packed", LEFT)


@pytest.mark.parametrize(("factor", "earned"), [(2, 2), (3, 0)])
def test_what_a_pack_cannot_mark_is_left_out_and_never_counted(
    factor, earned, partly, packed, told, launched
):
    """A letter, a number, a class: no point is lost for them and none given, and that is said."""
    pack = load_sheet(str(packed(partly)))
    source = SOURCE.format(letter="a", factor=factor)
    whole, report = (json.loads(told(sheet, source)) for sheet in (partly, pack))
    (mark,), (same,) = report["questions"], whole["questions"]
    assert (mark["earned"], mark["open"], mark["possible"]) == (earned, 0, 2)
    assert mark["elsewhere"]
    assert mark["verdicts"] == same["verdicts"][:1]
    assert (whole["possible"], "elsewhere" in same) == (5, False)
    assert [line.partition(". ")[0] for line in report["remarks"]] == [
        "not marked here, question 1: 1b, size",
        "not marked here, question 1: Pair",
    ]
    assert report["written"] == []


def test_what_is_left_out_is_not_in_the_pack(partly, packed):
    """No right letter or number, whatever it is called, and nothing of the class."""
    content = read_pack(packed(partly)).files["partly_packed/one.py"].decode()
    assert "test_double" in content
    assert not any(secret in content for secret in ("12_345", "RIGHT", '"c"', "Pair", "choice("))


def test_a_sheet_of_which_a_pack_holds_nothing_is_refused(written):
    """A letter in the source is the answer, and a digest of a letter as well."""
    sheet = written("letters", '\ntest_letter = choice("3b", "abcd", right="c")\n')
    with pytest.raises(BadSheet, match="letters has no law that a pack can hold"):
        build_pack(sheet, public_examples(sheet))


def test_a_law_that_cannot_be_cut_out_is_told(written):
    """It has no statement of its own, and would be missing in the pack without a word."""
    law = 'globals()["test_again"] = points(1, "total")(test_the_data)\n'
    sheet = written("in_a_table", f"{LINES}\n{law}")
    with pytest.raises(BadSheet, match="in_a_table.one: the law test_again cannot be told apart"):
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


@points(2, "greet")
@given(name=st.sampled_from(["Ada", "Bob"]))
def test_returns_nothing(student, name):
    """Nothing is returned."""
    assert_nothing(student.greet(name))


@model
class Counter:
    """Counts."""

    def __init__(self, start): self.count = start
    def show(self): print(self.count)


@model
def shown(counter) -> int:
    """Print a counter; its count."""
    counter.show()
    return counter.count


@points(1, "shown")
@given(start=st.integers(0, 9))
def test_shown(student, start):
    """It is the count."""
    assert_integer(student.shown(student.Counter(start=start)), start)
'''


def test_what_is_printed_and_what_objects_do_is_left_to_the_sheet(written, packed, told):
    """Law by law: of a function that has others the law is named, and those are marked."""
    sheet = written("greetings", PRINTS)
    pack = load_sheet(str(packed(sheet)))
    report = json.loads(told(pack, "def greet(name): print(name)\n"))
    (mark,) = report["questions"]
    assert (mark["earned"], mark["possible"], len(mark["verdicts"])) == (2, 2, 1)
    assert [line.partition(". Whoever")[0] for line in report["remarks"]] == [
        "not marked here, question 1: shown. "
        "A pack does not hold what objects and returned functions do",
        'not marked here, question 1: "It is printed.". A pack does not hold what functions print',
    ]
