"""Loading a file: one failing statement costs what depends on it, and no more."""

import sys
import types
import warnings

import pytest

from grader.sandbox.runner.load import MODULE, load
from grader.sandbox.wire.frames import Part

BOM = b"\xef\xbb\xbf"


@pytest.fixture(autouse=True)
def _as_in_a_students_process(monkeypatch):
    """The runner switches warnings off first; the module's name is free again afterwards."""
    monkeypatch.setitem(sys.modules, MODULE, types.ModuleType(MODULE))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def loaded(source, skipped=()):
    """Names, report and announced statements of a source."""
    announced = []
    source = source if isinstance(source, bytes) else source.encode()
    names, report = load(
        [Part(0, source)], skipped, lambda place, line, _: announced.append((place, line))
    )
    return names, report, announced


def told(report):
    return [(failure.line, failure.type, failure.message) for failure in report.failures]


def test_a_failing_statement_costs_what_depends_on_it():
    """The function after it is there, the one that is defined in it is not."""
    names, report, announced = loaded(
        "def first(): return 1\n"
        "with open('/no/such/file'): \n    def lost(): pass\n"
        "table = unknown + 1\n"
        "def second(): return first() + 1\n"
        "def third(): return table\n"
    )
    assert names["second"]() == 2
    assert report.callables == ["first", "second", "third"]
    assert [line for line, _, _ in told(report)] == [2, 4]
    assert told(report)[1][1:] == ("NameError", "name 'unknown' is not defined")
    assert announced == [(0, 1), (1, 2), (2, 4), (3, 5), (4, 6)]
    with pytest.raises(NameError):
        names["third"]()


@pytest.mark.parametrize(
    ("statement", "kind"),
    [
        ("raise SystemExit(3)", "SystemExit"),
        ("import sys; sys.exit()", "SystemExit"),
        ("raise KeyboardInterrupt", "KeyboardInterrupt"),
        ("raise GeneratorExit", "GeneratorExit"),
        ("class Own(BaseException): pass\nraise Own('text')", "Own"),
        ("def f(): f()\nf()", "RecursionError"),
        ("import no_such_module", "ModuleNotFoundError"),
        ("assert False", "AssertionError"),
        ("raise ExceptionGroup('both', [ValueError()])", "ExceptionGroup"),
        ("return 5", "SyntaxError"),
        ("break", "SyntaxError"),
        ("await f()", "SyntaxError"),
        ("x = *1", "SyntaxError"),
        ("from __future__ import no_such_feature", "SyntaxError"),
    ],
)
def test_no_exception_ends_the_loading(statement, kind):
    """Those that derive from BaseException alone neither; nor what only compiling finds."""
    names, report, _ = loaded(f"{statement}\ndef after(): return 5\n")
    assert names["after"]() == 5
    assert [failure.type for failure in report.failures] == [kind]
    assert not report.failures[0].fatal


def test_an_exception_without_words_is_still_one():
    """Its text is made by the student's code, and may be no text or an exception in turn."""
    source = (
        "class Mute(Exception):\n    def __str__(self): raise KeyError\n"
        "raise Mute\n"
        "class Long(Exception):\n    def __str__(self): return 'x' * 10**6\n"
        "raise Long\n"
        "raise ValueError('\\ud800')\n"
    )
    _, report, _ = loaded(source)
    assert told(report)[0] == (3, "Mute", "(its text could not be made)")
    assert len(told(report)[1][2]) == 500
    assert told(report)[2][2] == "\\ud800"


def test_the_line_is_the_last_one_of_the_file_itself():
    """Not that of the library that raised, nor that of the statement that called."""
    source = "import json\ndef parse():\n\n    return json.loads('[')\n\nparse()\n"
    _, report, _ = loaded(source)
    assert told(report)[0][:2] == (4, "JSONDecodeError")


def test_future_imports_hold_for_the_whole_file():
    """Each statement is compiled by itself, and would forget them."""
    source = (
        '"""A docstring."""\nfrom __future__ import annotations\n'
        "def f(x: no_such_type) -> nor_this: return x\n"
    )
    names, report, announced = loaded(source)
    assert told(report) == []
    assert names["f"](3) == 3
    assert names["f"].__annotations__["x"] == "no_such_type"
    assert len(announced) == 3


def test_our_own_future_imports_do_not_hold_for_the_file():
    """The file is compiled as if it stood alone."""
    names, _, _ = loaded("def f(x: int): return x")
    assert names["f"].__annotations__["x"] is int


def test_the_last_definition_of_a_name_counts():
    """As it does in Python."""
    names, report, _ = loaded("def f(): return 1\ndef f(): return 2\ng = f\ndel f\n")
    assert names["g"]() == 2
    assert "f" not in report.callables


@pytest.mark.parametrize(
    "source",
    [
        BOM + "def f(): return 'é'\n".encode(),
        "# -*- coding: latin-1 -*-\ndef f(): return 'é'\n".encode("latin-1"),
        "# coding: cp1252\r\ndef f():\r\n    return 'é'\r\n".encode("cp1252"),
        "def f():\r    return 'é'\r".encode(),
        "def f(): return 'é'".encode(),
        "\f\ndef f(): return 'é'\n\x0c".encode(),
    ],
    ids=["BOM", "latin-1", "cp1252 and CRLF", "CR", "no line end", "form feeds"],
)
def test_files_of_all_editors_are_read(source):
    """Encodings as Python reads them, and line ends of all systems."""
    names, report, _ = loaded(source)
    assert told(report) == []
    assert names["f"]() == "é"


@pytest.mark.parametrize(
    ("source", "line"),
    [
        (b"x = 1\ndef f(:\n", 2),
        (b"x = 1\n  y = 2\n", 2),
        (b"x = '\xff'\n", 0),
        (b"# coding: no-such-encoding\n", 0),
        (b"x = 1\0\n", 0),
        (b"\xff\xfex\0", 0),
        (BOM + b"# coding: latin-1\n", 0),
        (b"(" * 1000, 1),
        (b"-" * 10**5 + b"1", 0),
        (b"x = " + b"[" * 90 + b"]" * 89, 1),
        (b"x = '''", 1),
    ],
    ids=["syntax", "indentation", "not UTF-8", "unknown encoding", "null byte", "UTF-16",
         "BOM and cookie", "brackets", "minus signs", "a bracket too few", "an open string"],
)  # fmt: skip
def test_a_file_that_is_no_python_is_told_as_a_whole(source, line):
    """Nothing of it runs, and the failure says that it is fatal."""
    _, report, announced = loaded(source)
    (failure,) = report.failures
    assert failure.fatal
    assert failure.message
    assert line in (0, failure.line)
    assert announced == []
    assert report.callables == []


def test_a_syntax_error_shows_its_line():
    """People look for the text, not for a number."""
    _, report, _ = loaded("x = 1\ndef f(:\n    pass\n")
    assert told(report) == [(2, "SyntaxError", "invalid syntax: def f(:")]


@pytest.mark.parametrize("depth", [50, 2000])
def test_deep_nesting_is_a_failure_at_most(depth):
    """A long sum is a deep tree; what follows it still counts."""
    names, report, _ = loaded("x = " + "+".join("1" * depth) + "\ndef after(): return 5\n")
    if not report.failures or not report.failures[0].fatal:
        assert names["after"]() == 5
    assert depth > 50 or not report.failures


def test_a_statement_that_is_skipped_does_not_run():
    """The examiner names it by its place, after it ended a process."""
    names, report, announced = loaded("a = 1\na = 1 / 0\na += 1\n", skipped=[1])
    assert names["a"] == 2
    assert told(report) == []
    assert [place for place, _ in announced] == [0, 2]


def test_a_statement_is_announced_before_it_runs():
    """Afterwards would be too late: it may never end."""
    order = []
    sys.modules[MODULE + "_order"] = types.SimpleNamespace(order=order)
    try:
        source = f"from {MODULE}_order import order\norder.append('ran')\n".encode()
        load([Part(0, source)], (), lambda place, *_: order.append(place))
    finally:
        del sys.modules[MODULE + "_order"]
    assert order == [0, 1, "ran"]


def test_the_file_is_a_module_of_its_own():
    """Dataclasses, pickling and __main__ guards look at that."""
    source = (
        "from dataclasses import dataclass\n@dataclass\nclass Point:\n    x: int\n"
        "if __name__ == '__main__':\n    raise RuntimeError\n"
        "import submission\nsame = submission.Point is Point\nwhere = __file__\n"
    )
    names, report, _ = loaded(source)
    assert told(report) == []
    assert names["same"]
    assert names["where"] == "submission.py"


def test_any_callable_counts_and_nothing_else():
    """Lambdas, classes, instances with __call__, and what was imported."""
    source = (
        "from math import sqrt\nf = lambda: 1\nclass C: pass\n"
        "class D:\n    def __call__(self): pass\nd = D()\nx = 5\n"
    )
    assert loaded(source)[1].callables == ["C", "D", "d", "f", "sqrt"]


def test_failures_and_names_are_bounded():
    """A report is one frame, however long the file."""
    _, report, _ = loaded("1/0\n" * 200 + "\n".join(f"f{n} = print" for n in range(2500)))
    assert (len(report.failures), len(report.callables)) == (50, 2000)
