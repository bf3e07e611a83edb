"""Statements that were known are found again, and places follow their lines through an edit."""

import textwrap

from hypothesis import given
from hypothesis import strategies as st

from grader.selftest.watch.edits import changed_names, moved_places
from grader.selftest.watch.statements import statements
from tests.grader.selftest.watch.edited import BEFORE, EVERYTHING, code, edited


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
