"""What a pack cannot mark is left out of it, named, and never counted."""

import json

import pytest

from grader.errors import BadSheet
from grader.examine.packing.build import build_pack
from grader.sheets.packs.archive import read_pack
from grader.sheets.private_corpus import public_examples
from grader.sheets.sheet import load_sheet

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
    law = 'globals()["test_again"] = points(1, "double")(test_double)\n'
    sheet = written("in_a_table", f"{LEFT}\n{law}")
    with pytest.raises(BadSheet, match="in_a_table.one: the law test_again cannot be told apart"):
        build_pack(sheet, public_examples(sheet))


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
