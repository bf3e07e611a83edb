"""What is found elsewhere is added as data: no function in it does more than compute."""

import pytest

from grader.audit.freezing import with_found
from grader.errors import GraderError
from grader.sandbox.wire.codec import encode
from grader.sandbox.wire.given_functions import GivenFunction
from grader.sheets.choosing.computing import only_computes
from grader.sheets.choosing.found import FoundCall, read_found, write_found
from grader.sheets.sheet import load_sheet
from tests.toys.copied import copied

COMPUTING = [
    "lambda x: x**3 + 2 * x**2 - 1",
    "lambda x: np.exp(-x) * math.pi if x > 0 else abs(x)",
    "def step(x):\n    if x.size > 3:\n        raise ValueError\n    return np.sum(x) * np.pi",
]
REACHING = [
    "lambda x: np.f2py.os.system('true')",
    "lambda x: np.load('file', allow_pickle=True)",
    "lambda x: x.tofile('file')",
    "lambda x: np.add.__class__",
    "lambda x: '{0.__class__}'.format(x)",
    "lambda x: (e for e in x).gi_frame",
    "def f(x):\n    match x:\n        case int(__class__=kind):\n            return kind",
    "def f(x=np.lib):\n    return x",
    "import os",
    "lambda x: " + "(" * 500 + "x" + ")" * 500,
]


@pytest.mark.parametrize("source", COMPUTING)
def test_a_function_that_computes_is_taken(source):
    """Arithmetic, NumPy's functions of numbers, and ``math``."""
    assert only_computes(source)


@pytest.mark.parametrize("source", REACHING, ids=[each[:30] for each in REACHING])
def test_a_function_that_may_reach_further_is_not(source):
    """Files, the operating system, and whatever leads to them."""
    assert not only_computes(source)


@pytest.fixture(scope="module")
def sheet(tmp_path_factory):
    """A toy sheet of its own."""
    return load_sheet(str(copied(tmp_path_factory.mktemp("found") / "doubling_that_learns")))


def found(sheet, file, call="double(f)", **example):
    """A file with one call of the sheet's first property."""
    key = sheet.properties[0].key
    write_found(file, sheet, [FoundCall(key, call, "", *encode(example))])
    return file


@pytest.mark.parametrize("wrapped", [lambda f: f, lambda f: [(1, f)], lambda f: {"a": [f]}])
def test_a_found_call_that_may_do_something_here_is_refused_unrun(sheet, tmp_path, wrapped):
    """A file of found calls may come from anybody; what it says is told, and nothing is run."""
    file, touched = tmp_path / "found.json", tmp_path / "touched"
    evil = GivenFunction(f"lambda x: np.f2py.os.system('touch {touched}')")
    with pytest.raises(GraderError, match="may do more than compute: .lambda x: np.f2py"):
        read_found(found(sheet, file, x=wrapped(evil)), sheet)
    assert not touched.exists()
    assert read_found(found(sheet, file, x=wrapped(GivenFunction(COMPUTING[0]))), sheet)


def test_a_file_that_is_nested_without_end_is_told(sheet, tmp_path):
    """Reading one goes as deep as it does."""
    file = tmp_path / "found.json"
    file.write_bytes(b'{"more":' + b"[" * 100_000 + b"]" * 100_000 + b"}")
    with pytest.raises(GraderError, match="does not hold calls that a probe has found"):
        read_found(file, sheet)


def test_the_words_of_a_file_are_cleaned_before_a_terminal_shows_them(sheet, tmp_path):
    """A call that the law is not true of is told by the text that the file has for it."""
    file = found(sheet, tmp_path / "found.json", "f()\x1b[2J\nAdded", x="no array")
    with pytest.raises(GraderError, match=r"f\(\)\\x1b\[2J Added\. Nothing was added"):
        with_found(file)(sheet, sheet.folder / "corpus.bin", lambda _: None)
