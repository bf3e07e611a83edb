"""A sheet of two questions, as text."""

PACKAGE = '"""What holds throughout."""\nTITLE = "A sheet"\nQUESTIONS = ("first", "second")\n'
QUESTION = '''"""Write ``double(x)``."""

from hypothesis import given
from hypothesis import strategies as st

from grader.authoring import assert_integer, points

ID = "{id}"
TITLE = "Doubling"


@points(2, "double")
@given(x=st.integers())
def test_it_doubles(student, x):
    """Twice
    the number."""
    assert_integer(student.double(x), 2 * x)


@points(1, "halve")
@given(x=st.integers())
def test_it_halves(student, x):
    """Half the number."""


@points(1, "double")
@given(x=st.integers())
def test_again(student, x):
    """Once more."""


def helper():
    """No property."""
'''
