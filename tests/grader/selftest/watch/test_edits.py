"""What an edit changed, told from the source alone: too much is allowed, too little never."""

import pytest

from grader.selftest.watch.edits import changed_names
from grader.selftest.watch.statements import LONGEST, Unclear, statements
from tests.grader.selftest.watch.edited import BEFORE, EVERYTHING, changed, code, edited


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"""A submission."""', '"""Another text."""\n# and a comment'),
        ("    return 2 * y", "\n    # twice\n    return (2\n            * y)"),
        ("    return x + LIMIT", "    return x + LIMIT  # as told"),
        ("\n\ndef recall", "\n\n\n\n\ndef recall"),
        ("TABLE[-1]", "TABLE[- 1]"),
    ],
)
def test_layout_and_comments_change_nothing(old, new):
    """They are not part of what is run."""
    assert changed(edited(old, new)) == set()


@pytest.mark.parametrize(
    ("old", "new", "names"),
    [
        ("2 * y", "3 * y", {"double"}),
        ('"""Twice."""', '"""Two times."""', {"double"}),
        ("sum(values)", "max(values)", {"average"}),
        ("x + LIMIT", "x - LIMIT", {"helper", "double"}),
        ("LIMIT = 3", "LIMIT = 4", {"LIMIT", "helper", "double"}),
        ("def average(values)", "def averages(values)", {"average", "averages"}),
        ("def average", "@np.vectorize\ndef average", {"average"}),
        ("def average(values)", "def average(values, weight=LIMIT)", {"average"}),
        ("TABLE.append(x)", "TABLE.extend(x)", {"remember", "recall", "TABLE"}),
        ("TABLE = []", "TABLE = [0]", {"remember", "recall", "TABLE"}),
    ],
)
def test_a_definition_changes_itself_and_what_relies_on_it(old, new, names):
    """However far that is, and by way of a list that both hold."""
    assert changed(edited(old, new)) == names


def test_a_new_function_changes_who_calls_its_name():
    """It may hide one that was there before: here Python's own."""
    assert changed(BEFORE + "\ndef sum(x):\n    return 0\n") == {"sum", "average"}
    assert changed(BEFORE + "\ndef spare(x):\n    return 0\n") == {"spare"}


def test_a_deleted_function_changes_who_calls_it():
    """They fail now."""
    assert changed(BEFORE.replace("def helper", "def other")) == {"helper", "other", "double"}


def test_the_last_of_several_definitions_may_be_any_of_them():
    """So all of them count."""
    twice = BEFORE + "\ndef average(values):\n    return 0\n"
    assert changed(twice) == {"average"}
    assert changed(twice.replace("return 0", "return 1"), twice) == {"average"}
    assert changed(twice.replace("sum(values)", "max(values)"), twice) == {"average"}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("import numpy as np", "import numpy"),
        ("from math import sqrt\n", ""),
        ("LIMIT = 3\n", "LIMIT = 3\nprint(LIMIT)\n"),
        ("LIMIT = 3\n", "LIMIT = 3\nLIMIT += 1\n"),
        ("LIMIT = 3\n", "for LIMIT in range(3):\n    pass\n"),
        ("LIMIT = 3\n", "if True:\n    LIMIT = 3\n"),
        ("LIMIT = 3\nTABLE = []\n", "TABLE = []\nLIMIT = 3\n"),
    ],
)
def test_other_statements_change_everything(old, new):
    """An import, a loop, a call, and the order in which things are defined."""
    assert changed(edited(old, new)) is EVERYTHING


def test_a_test_at_the_end_of_the_file_is_never_run():
    """So it may be edited freely; not so what stands under 'else'."""
    own = BEFORE + "\nif __name__ == '__main__':\n    print(double(1))\n"
    assert changed(own) == set()
    assert changed(own.replace("double(1)", "double(2)"), own) == set()
    with pytest.raises(Unclear):
        code(own + "else:\n    LIMIT = 5\n")


def test_local_variables_are_not_the_modules():
    """A function with a variable of the same name does not rely on the other one."""
    old = "y = [1]\n\ndef f(x):\n    y = x\n    y[0] = 1\n    return y\n"
    assert changed(old.replace("[1]", "[2]"), old) == {"y"}


@pytest.mark.parametrize(
    ("writes", "reads"),
    [
        ("def f():\n    global N\n    N = 1\n", "def g():\n    return N\n"),
        ("def f():\n    g.calls = 1\n", "def g():\n    return g.calls\n"),
        ("T = {}\ndef f():\n    T['a'] = 1\n", "def g():\n    return T['a']\n"),
        ("T = {}\ndef f(t=T):\n    t['a'] = 1\n", "def g():\n    return T['a']\n"),
        ("T = {}\nU = T\ndef f():\n    U['a'] = 1\n", "def g():\n    return T['a']\n"),
        ("class C:\n    a = 0\ndef f():\n    C.a = 1\n", "def g():\n    return C.a\n"),
        (
            "import numpy as np\nR = np.random.default_rng(1)\ndef f():\n    R.random(1)\n",
            "def g():\n    return R.random()\n",
        ),
        ("def f():\n    return 1\nA = f()\n", "def g():\n    return A\n"),
        ("def f():\n    return 1\nfor i in [f()]:\n    A = i\n", "def g():\n    return A\n"),
        ("def f(x):\n    return 1 * x\n", "@f\ndef g():\n    return 2\n"),
        (
            "def f(x):\n    return 1 * x\n",
            "class g:\n    def __call__(self):\n        return f(2)\n",
        ),
        ("def f(x):\n    return 1 * x\n", "g = lambda x: [f(y) for y in x]\n"),
    ],
)
def test_what_one_function_leaves_behind_concerns_who_finds_it(writes, reads):
    """A global, an attribute, an entry, a generator's state, a value made while loading."""
    old = f"{writes}\n{reads}"
    assert "g" in changed(old.replace("1", "7"), old)


def test_reading_a_shared_array_changes_nothing_for_others():
    """Two functions that calculate with a kernel do not concern each other."""
    kernel = "import numpy as np\nK = np.ones(3)\n"
    old = f"{kernel}def f(x):\n    return 1 * (K * x)\ndef g(x):\n    return K + x\n"
    assert changed(old.replace("1 *", "2 *"), old) == {"f"}


@pytest.mark.parametrize(
    "line",
    [
        "globals()['double'] = 1",
        "exec('double = 1')",
        "def f():\n    return eval('double')",
        "import sys\nsys.modules[__name__].double = 1",
        "import importlib\nimportlib.import_module('submission')",
        "from sys import modules as m",
        "import builtins\nbuiltins.sum = max",
        "double.__globals__['LIMIT'] = 5",
        "return 1",
        "x = " + "(" * 90 + ")" * 90 + "\ny = " + "-" * 3000 + "1",
    ],
)
def test_code_that_reaches_round_corners_is_not_judged(line):
    """Or that cannot be compiled, or is too deep."""
    with pytest.raises(Unclear):
        code(BEFORE + line + "\n")


def test_names_that_only_look_odd_do_no_harm():
    """'compile' and 'eval' are also methods that reach nothing."""
    assert code("import re\nWORD = re.compile('a')\ndef f(m):\n    return m.eval()\n")


def test_what_is_too_long_is_not_judged():
    """Taking it apart would cost more than checking everything."""
    with pytest.raises(Unclear):
        statements([(0, b"#" * (LONGEST + 1))])


def test_what_is_not_python_says_so():
    """The watcher tells the student, and waits for the next save."""
    with pytest.raises(SyntaxError):
        code("def f(:\n")


@pytest.mark.filterwarnings("error")
def test_an_invalid_escape_stays_the_students_business():
    r"""Python warns of '\d'; here nobody wants to hear it."""
    assert code("P = '\\d'\n")


def test_a_byte_order_mark_and_windows_line_ends_are_layout():
    """Editors add and remove both."""
    windows = b"\xef\xbb\xbf" + BEFORE.replace("\n", "\r\n").encode()
    assert changed_names(code(BEFORE), statements([(0, windows)])) == set()
