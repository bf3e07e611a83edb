"""
What a stack of layers sees.

Write ``stacked_support(layers, kernel)``.

- ``layers`` is the number of convolutional layers on top of each other, ``kernel`` the side of
  their square kernels; both are ints, from 1 to 200 and from 1 to 1000. All strides are 1.
- The result is the pair ``(side, pixels)`` of ints, exact: the side of the square of the input on
  which one unit of the last layer depends, and its number of pixels. Recursion over the layers is
  fine; the area is too large to be drawn as an array.

Four layers of 3x3 see 9x9, which is 81 pixels.
"""

from hypothesis import example, given
from hypothesis import strategies as st

from grader.authoring import answers, assert_integer, assert_integers, integer, pair, points
from reference import receptive_field

ID = "3d"
TITLE = "Support of stacked layers"

MOST_LAYERS, LARGEST_KERNEL = 200, 1000


@points(1, "stacked_support")
@given(
    layers=st.integers(1, 12) | st.integers(1, MOST_LAYERS),
    kernel=st.integers(1, 12) | st.integers(1, LARGEST_KERNEL),
)
@example(layers=MOST_LAYERS, kernel=1)
@example(layers=1, kernel=LARGEST_KERNEL)
@example(layers=4, kernel=3)
@example(layers=1, kernel=5)
@example(layers=5, kernel=1)
@example(layers=3, kernel=2)
@example(layers=1, kernel=13)
@example(layers=11, kernel=3)
@example(layers=1, kernel=1)
@example(layers=2, kernel=2)
@example(layers=10, kernel=4)
@example(layers=128, kernel=7)
@example(layers=2, kernel=100)
@example(layers=MOST_LAYERS, kernel=60)
@example(layers=90, kernel=12)
@example(layers=3, kernel=700)
def test_agrees_with_the_definition(student, layers, kernel):
    """The side, and the number of pixels, of the square that one unit depends on."""
    expected = receptive_field.stacked_support(layers, kernel)
    assert_integers(student.stacked_support(layers, kernel), expected)


@points(1, "stacked_support")
@given(below=st.integers(1, 30), above=st.integers(1, 30), kernel=st.integers(1, 30))
@example(below=1, above=1, kernel=3)
def test_stacks_add_up(student, below, above, kernel):
    """A stack on another adds their sides, less the pixel they share; sides and areas are right."""
    calls = [(below, kernel), (above, kernel), (below + above, kernel)]
    stacks = answers(student.stacked_support, calls)
    first, second, whole = (integer(pair(stack)[0]) for stack in stacks)
    assert_integer(whole, first + second - 1)
    for stack, call in zip(stacks, calls, strict=True):
        assert_integers(stack, receptive_field.stacked_support(*call))


@points(1, "stacked_support")
@given(layers=st.integers(100, MOST_LAYERS), kernel=st.integers(500, LARGEST_KERNEL))
@example(layers=MOST_LAYERS, kernel=LARGEST_KERNEL)
@example(layers=MOST_LAYERS - 1, kernel=LARGEST_KERNEL - 1)
@example(layers=101, kernel=501)
def test_is_exact_for_large_stacks(student, layers, kernel):
    """Large numbers come out exact, to the last digit."""
    expected = receptive_field.stacked_support(layers, kernel)
    assert_integers(student.stacked_support(layers, kernel), expected)
