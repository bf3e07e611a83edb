"""What an edit changed, told from the source alone: too much is allowed, too little never."""

import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.selftest.watch.edits import changed_names, moved_places
from grader.selftest.watch.statements import LONGEST, Unclear, statements

EVERYTHING = None
BEFORE = '''
"""A submission."""
import numpy as np
from math import sqrt

LIMIT = 3
TABLE = []


def helper(x):
    return x + LIMIT


def double(x):
    """Twice."""
    y = helper(x)
    return 2 * y


def average(values):
    return sum(values) / len(values)


def remember(x):
    TABLE.append(x)


def recall():
    return TABLE[-1]
'''


def code(source):
    return statements([(0, textwrap.dedent(source).encode())])


def changed(new, old=BEFORE):
    names = changed_names(code(old), code(new))
    return names if names is EVERYTHING else set(names)


def edited(old, new, source=BEFORE):
    assert source.count(old) == 1
    return source.replace(old, new)


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


def test_statements_that_were_known_are_found_again():
    """Taking apart only what is new comes to the same."""
    new = textwrap.dedent(edited("2 * y", "3 * y")).encode()
    assert statements([(0, new)], code(BEFORE)) == statements([(0, new)])


def test_cells_of_a_notebook_are_one_program():
    """A name is looked up wherever it was defined; magics are not Python and no obstacle."""
    old = [(1, "%matplotlib inline\nLIMIT = 3"), (4, "def f(x):\n    return x + LIMIT")]
    new = [(1, "%matplotlib inline\nLIMIT = 4"), (4, "def f(x):\n    return x + LIMIT")]
    assert changed_names(statements(old), statements(new)) == {"LIMIT", "f"}
    assert changed_names(statements(old), statements([(2, old[0][1]), (9, old[1][1])])) == set()


def test_a_cell_that_is_not_python_costs_the_others_nothing():
    """As in the check itself; it matters when it changes."""
    old = [(1, "def f(x):\n    return 1"), (2, "this is no Python")]
    new = [(1, "def f(x):\n    return 2"), (2, "this is no Python")]
    other = [(1, "def f(x):\n    return 1"), (2, "this is still none")]
    assert changed_names(statements(old), statements(new)) == {"f"}
    assert changed_names(statements(old), statements(other)) is EVERYTHING


def test_lines_are_followed_to_where_they_stand_now():
    """A line within a statement that says the same, however it is laid out."""
    old = code("import math\n\ndef f(x):\n    y = 1\n    return y\n")
    new = code("# first\nimport math\n\n\ndef f(x):\n\n    y = 1\n    # and\n    return y\n")
    places = moved_places(old, new)
    assert places[0, 4] == (0, 7)
    assert places[0, 5] == (0, 9)


def test_lines_of_what_was_edited_are_not_followed():
    """Nobody knows where they are."""
    assert moved_places(code("def f(x):\n    return x\n"), code("def f(x):\n    return y\n")) == {}


def test_lines_move_between_cells():
    """A cell that is put in front gives all others a new number."""
    old, new = [(1, "def f():\n    return 1")], [(2, "\ndef f():\n    return 1")]
    assert moved_places(statements(old), statements(new))[1, 2] == (2, 3)


pieces = st.lists(
    st.sampled_from(
        [
            "def f(x):\n    return g(x)\n",
            "def g(x):\n    return A + x\n",
            "def g(x):\n    return x\n",
            "A = 1\n",
            "A = [1]\n",
            "def f(x):\n    A.append(x)\n",
            "import math\n",
            "print(f)\n",
            "# nothing\n",
        ]
    ),
    max_size=6,
)


@given(old=pieces, new=pieces)
def test_the_names_of_edited_definitions_are_among_those_changed(old, new):
    """Compared with the plainest reading: what each name was defined as."""
    names = changed_names(code("".join(old)), code("".join(new)))
    if names is EVERYTHING:
        return
    for name in ("f", "g", "A"):
        before, after = (
            [p for p in each if p.startswith((f"def {name}(", f"{name} ="))] for each in (old, new)
        )
        assert before == after or name in names


@given(old=pieces)
def test_nothing_has_changed_in_the_same_source(old):
    """So no question is asked again for a save without an edit."""
    assert changed_names(code("".join(old)), code("".join(old))) == set()


@given(old=pieces, new=pieces)
def test_an_edit_and_its_reversal_change_the_same(old, new):
    """The way back is as long."""
    there, back = code("".join(old)), code("".join(new))
    assert changed_names(there, back) == changed_names(back, there)


@given(blanks=st.lists(st.integers(0, 3), min_size=4, max_size=4))
def test_every_line_is_followed_through_blank_lines(blanks):
    """Wherever they are put."""
    lines = ["import math", "def f(x):", "    y = 1", "    return y"]
    new = "".join("\n" * n + line + "\n" for n, line in zip(blanks, lines, strict=True))
    places = moved_places(code("\n".join(lines) + "\n"), code(new))
    for number, line in enumerate(lines, 1):
        assert new.splitlines()[places[0, number][1] - 1] == line
