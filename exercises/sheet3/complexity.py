"""
What filtering costs.

Write ``filter_complexity(separable)`` and ``blur_separable(image, taps)``.

- ``filter_complexity``: a string, the cost in big-O notation of filtering an N by N image with a
  K by K kernel: in one pass where ``separable`` is False, in two one-dimensional passes where it
  is True. It is one expression in N and K, optionally inside O(…) or Θ(…), of numbers, ``+ - *
  /``, brackets and powers (``^``, ``**``, ``²``, ``³``); a product may be written ``*``, ``·``,
  ``×``, with a space or with nothing. It is judged as a growth class while N and K grow with K
  at most N, so constant factors and terms of lower order do not matter.
- ``blur_separable``: ``image`` is float64 (H, W), zero outside; ``taps`` is (K,) with K odd,
  symmetric, at most as long as the smaller side. The result, (H, W), is the image filtered with
  the outer product of ``taps`` by itself, in two one-dimensional passes. Besides its values its
  CPU time is judged, on images of at most 64 by 64: it may grow at most linearly with the number
  of taps, with a factor of 4 allowed.
"""

from fractions import Fraction
from functools import lru_cache
from statistics import median

import numpy as np
from hypothesis import example, given, settings
from hypothesis import strategies as st

from exercises.sheet3.asking import alike, asked
from exercises.sheet3.corners import (
    ALL_BUT_EQUAL,
    EDGES,
    FAINT,
    LONG,
    LOOKALIKE,
    MATTERING,
    PLANES,
    uneven,
)
from exercises.sheet3.plane_strategies import planes
from exercises.sheet3.strategies import SEEDS
from grader.authoring import (
    Disagreement,
    Message,
    assert_close,
    assert_grows_like,
    cpu_seconds,
    points,
)
from reference import complexity

ID = "3f"
TITLE = "Cost of filtering"

# Written out, since counting them needs SymPy, which every self-test would wait for; the tests
# hold them against what ``reference.complexity`` counts.
ONE_PASS = "K**2*N**2"
TWO_PASSES = "K*N**2"

# K grows like N**slope, where slope is a number of thousandths.
SLOPES = st.integers(1, 1000)

BLOCKS = np.arange(15.0).reshape(3, 5) ** 2 % 23

UNEVEN = np.arange(30.0).reshape(5, 6) ** 2 % 23

SIDE = 64
TAPS = (1, 5, 63)
REPEATS = 5
ALLOWED = 4
# The difference of two short times is noisy, so the long one must stand out by itself as well.
SUSPICIOUS = 2


@st.composite
def blurs(draw):
    """An image and symmetric taps, an odd number that is at most the smaller side."""
    half = draw(st.sampled_from([1, 2, 0, 3, 1, 2, 0, 4, 7]))
    image = draw(planes(2 * half + 1, 2 * half + 3))
    tap = st.sampled_from([1.0, 2.0, 0.25, 0.1, 0.0, -0.5, 3.0, 0.7, 0.001])
    outer = draw(st.lists(tap, min_size=half, max_size=half))
    return image, np.array([*outer, draw(tap), *outer[::-1]])


@points(1, "filter_complexity")
@given(thousandths=SLOPES)
@example(thousandths=1000)
@example(thousandths=500)
def test_the_cost_of_one_pass(student, thousandths):
    """The growth class of filtering with the whole kernel at once."""
    cost = student.filter_complexity(False)
    assert_grows_like(cost, ONE_PASS, Fraction(thousandths, 1000))


@points(1, "filter_complexity")
@given(thousandths=SLOPES)
@example(thousandths=1000)
@example(thousandths=500)
def test_the_cost_of_two_passes(student, thousandths):
    """The growth class of filtering with a row and then with a column."""
    cost = student.filter_complexity(True)
    assert_grows_like(cost, TWO_PASSES, Fraction(thousandths, 1000))


@points(1, "blur_separable")
@given(case=blurs())
@example(case=(np.arange(15.0).reshape(3, 5), np.array([1.0, 2.0, 1.0])))
@example(case=(np.arange(15.0).reshape(3, 5), np.array([-1.0])))
@example(case=(BLOCKS, np.array([1.0])))
@example(case=(BLOCKS, np.zeros(3)))
@example(case=(UNEVEN, np.array([2.0, 0, 5, 0, 2])))
@example(case=(UNEVEN, np.array([1.0, 4, 6, 4, 1]) / 16))
@example(case=(UNEVEN.T.copy(), np.array([1.0, 2, 3, 2, 1])))
@example(case=(UNEVEN, np.array([2.0, 2, 7, 2, 2])))
@example(case=(UNEVEN, np.array([1.0, 3, 3, 3, 1])))
@example(case=(uneven(7, 8), np.array([1.0, 4, -2, 6, -2, 4, 1])))
@example(case=(uneven(7, 8), np.array([1.0, -2, 4, 6, 4, -2, 1])))
@example(case=(uneven(13, 14), np.array([1.0, 2, 3, 4, 5, 6, 7, 6, 5, 4, 3, 2, 1])))
@example(case=(np.array([[3.0]]), np.array([0.5])))
@example(case=(UNEVEN, np.array([0.004, -2.0, 50.0, -2.0, 0.004])))
@asked("case", alike(UNEVEN), lambda image: (image, np.array([1.0, 2.0, 1.0])))
@asked("case", MATTERING | EDGES | LOOKALIKE, lambda image: (image, np.array([0.5, -2.0, 0.5])), 3)
# Constant, larger than the taps and as large as they are.
@example(case=(PLANES["constant"], np.array([1.0, 2.0, 1.0])))
@example(case=(UNEVEN, np.array([0.0, 0, 3, 0, 0])))
@example(case=(uneven(7, 8), np.array([0.0, 0, 2, 5, 2, 0, 0])))
# Nearly of sum 1, or 0.
@example(case=(UNEVEN, np.array([0.25, 0.495, 0.25])))
@example(case=(UNEVEN, np.array([0.25, 0.5002, 0.25])))
@example(case=(UNEVEN, np.array([-0.5, 1.001, -0.5])))
@example(case=(UNEVEN, np.array([3.0, 1, 0, 1, 3])))
@example(case=(UNEVEN, np.array([1.0, -2.0, 1.0])))
@example(case=(UNEVEN, np.array([-1.0, -3, 8, -3, -1])))
@example(case=(UNEVEN, np.ones(3)))
@example(case=(UNEVEN, np.array([0.0, 2, 3, 2, 0])))
@example(case=(UNEVEN, np.array([-2.0, 0, -2])))
@example(case=(UNEVEN, np.array([0.0, 1, 0])))
@example(case=(UNEVEN, np.array([1.0, 1.000008, 1.0])))
@example(case=(PLANES["whole, large"], np.array([90.0, 100, 90])))
@example(case=(np.resize(LONG, (293, 3)), np.array([1.0, 2.0, 1.0])))
@example(case=(np.resize(LONG, (3, 293)), np.array([1.0, 2.0, 1.0])))
@example(case=(uneven(17, 18), np.array([*range(1, 9), 5.0, *range(8, 0, -1)])))
@example(case=(ALL_BUT_EQUAL, np.array([50.0, 50.0004, 50.0])))
@example(case=(FAINT[0], FAINT[1][0] + FAINT[1][0][::-1]))
@example(case=(UNEVEN, np.full(5, 0.2)))
@example(case=(UNEVEN, np.array([1.0, 2.0, 7.0, 2.0, 1.0])))
@example(case=(UNEVEN, np.array([0.001, 2.0, 0.001])))
@example(case=(uneven(13, 12), np.array([1.0, 2, 3, 4, 5, 6, 5, 4, 3, 2, 1])))
def test_blur_agrees_with_the_definition(student, case):
    """Each output is the sum of its neighbourhood times the outer product of the taps."""
    assert_close(student.blur_separable(*case), complexity.blur_separable(*case))


@points(1, "blur_separable")
@given(case=blurs(), row=st.integers(0, 7), column=st.integers(0, 7))
@example(case=(np.ones((5, 6)), np.array([1.0, 2.0, 1.0])), row=2, column=2)
def test_a_single_pixel_spreads_in_both_directions(student, case, row, column):
    """An image with a single 1 turns into the outer product of the taps, cut at the border."""
    image, taps = case
    (height, width), half = image.shape, len(taps) // 2
    row, column = row % height, column % width
    pixel = np.zeros(image.shape)
    pixel[row, column] = 1.0
    canvas = np.zeros((height + 2 * half, width + 2 * half))
    canvas[row : row + len(taps), column : column + len(taps)] = np.outer(taps, taps)
    expected = canvas[half : half + height, half : half + width]
    assert_close(student.blur_separable(pixel, taps), expected)


@points(2, "blur_separable", measured=True)
@settings(max_examples=1)
@given(seed=SEEDS, equal=st.just(False))
@example(seed=1000, equal=True)
def test_time_grows_no_faster_than_the_number_of_taps(student, seed, equal):
    """Values are right, and a further tap, equal or not, costs about as much time as one before."""
    runs = [
        [_seconds(student, count, seed + repeat, equal) for count in TAPS]
        for repeat in range(REPEATS)
    ]
    # The median: other programs make a call slower; and a virtual machine takes the time that it
    # was stopped for from whoever runs next, so that a call can seem to have taken none.
    one, short, long = map(median, zip(*runs, strict=True))
    if one == 0 or long <= SUSPICIOUS * short * TAPS[2] / TAPS[1]:
        return  # a clock too coarse to judge by, or time that hardly grows
    # What a call costs whatever the taps is left out, or it would hide how the rest grows.
    growth = (long - one) / max(short - one, 1e-6)
    allowed = ALLOWED * (TAPS[2] - TAPS[0]) / (TAPS[1] - TAPS[0])
    if growth > allowed:
        raise Disagreement(
            Message(
                "the CPU time that {many} taps take beyond that for one is {growth} times what "
                "{few} taps take beyond it",
                many=TAPS[2],
                growth=f"{growth:.3g}",
                few=TAPS[1],
            ),
            Message("at most {count} times", count=round(allowed)),
            Message("filter along one direction, then filter the result along the other"),
        )


def _seconds(student, count, seed, equal):
    """CPU time of one right answer for ``count`` taps on an image of the full size."""
    image, taps, expected = _case(count, seed, equal)
    answer, seconds = cpu_seconds(student.blur_separable, image.copy(), taps.copy())
    assert_close(answer, expected)
    return seconds


@lru_cache(maxsize=2 * REPEATS * len(TAPS))  # a class is asked the same again and again
def _case(count, seed, equal):
    """An image, taps, and the image blurred by them."""
    rng = np.random.default_rng(seed)
    image = rng.integers(1, 1000, (SIDE, SIDE)) / 100
    outer = rng.integers(1, 10, count // 2) / 10
    taps = np.full(count, -0.5) if equal else np.array([*outer, 0.5, *outer[::-1]])
    return image, taps, complexity.blur_separable(image, taps)
