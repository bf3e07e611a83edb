"""
Invariance and equivariance.

Write ``translate(image, rows, columns)``, ``equivariance_gap(image, kernel, rows, columns,
padding)`` and ``classify(operation, transform)``.

- ``translate``: ``image`` is float64 (H, W); the result, (H, W), is the image shifted down by
  ``rows`` and right by ``columns``, any ints below 2**63 in size, also negative or larger than
  the image; what leaves on one side enters on the other.
- ``equivariance_gap``: a float, the largest absolute difference between the image filtered and
  then shifted, and the image shifted and then filtered. Shifts are those of ``translate``. The
  filter is the convolution of Question 2d with an odd square ``kernel`` not larger than the
  image, and ``padding`` is ``"wrap"`` (the image continues periodically) or ``"zero"``; any
  other word raises ValueError. It is right to 1e-9 times the largest absolute value of the
  filtered image, or 1e-9: that takes double precision, for single precision has seven digits.
- ``classify``: the word ``"invariant"`` (the output does not change at all, even where it could
  also be called equivariant), ``"equivariant"`` (the output changes just as the input) or
  ``"neither"``, for ``operation`` in ``"convolution"`` (a general kernel), ``"relu"``,
  ``"global_average_pooling"``, ``"global_max_pooling"`` and ``transform`` in ``"shift"``,
  ``"flip"``, ``"rotate90"``, on square images with circular borders. Any other word, for either,
  raises ValueError.
"""

import numpy as np
from hypothesis import example, given, settings
from hypothesis import strategies as st

from exercises.sheet3.asking import alike, asked, every_third
from exercises.sheet3.corners import (
    EDGES,
    FAINT,
    KERNELS,
    LONG,
    LOOKALIKE,
    MATTERING,
    PLANES,
    uneven,
)
from exercises.sheet3.plane_strategies import (
    BROAD,
    CROOKED,
    FRAMED,
    each,
    foreign_paddings,
    other_paddings,
    planes,
)
from exercises.sheet3.strategies import other_words, tensors
from grader.authoring import (
    answers,
    array,
    assert_close,
    assert_real,
    assert_refuses,
    assert_word,
    points,
)
from reference import equivariance, filtering

ID = "3a"
TITLE = "Invariance and equivariance"

OPERATIONS = ("convolution", "relu", "global_average_pooling", "global_max_pooling")
TRANSFORMS = ("shift", "flip", "rotate90")
PAIRS = [(operation, transform) for operation in OPERATIONS for transform in TRANSFORMS]
NO_OPERATIONS = (
    *("", " ", "pooling", "max_pooling", "global_pooling", "conv"),
    *("Convolution", "convolution ", "RELU", "sigmoid", "global_min_pooling", "global_average"),
    *("gap", "convolve", "average_pooling", "global_avg_pooling", "global max pooling"),
)
NO_TRANSFORMS = (
    *("Shift", " shift", "shifts", "translation", "translate", "FLIP", "mirror"),
    *("rotate", "rotate180", "rotate 90", "rot90"),
    *("rotate9", "rotate_90", "rotate270", "flip_lr"),
    *("flip ", "none", ""),
)

SHIFTS = st.integers(-9, 9) | st.sampled_from([1, -1, 0, 100, -100, 10**6 + 1, -(2**40) - 1])
SHIFTS |= st.sampled_from(
    [2**31 + 1, -(2**31) - 2, 2**53 + 1, -(2**53) - 3, 2**62 + 1, -(2**62) - 3]
)
IMAGE = np.arange(12.0).reshape(3, 4) ** 2 % 23
MIRRORED = np.array([[1.0, 2, 1], [3, 5, 3], [7, -4, 7]])
LARGE = np.arange(56.0).reshape(7, 8) ** 2 % 23
# What is brightest comes from two rows away, and not in the row at the border itself.
FAR = uneven(10, 9, scale=30.0)
FAR[4] = 99.0
REACHING = np.pad([[9.0]], ((4, 0), (2, 2))) + np.eye(5)
# Filtered and shifted, they differ by little beside what is filtered.
SLIGHT = np.pad(np.full((3, 3), 90.0), 1, constant_values=0.002), np.diag([0.01, 1.0, 0.0])
# Filtered and shifted, they differ by what ``np.allclose`` takes for nothing.
ALONG = np.array([[50.0, 60, 50, 40]] * 3)
MOSTLY_ALONG = np.array([[0, 0.001, 0], [90, 100, 0], [0, 0, 0]])


def fitting_filterings():
    """An image and a kernel not larger than it, and hardly smaller: two filterings are dear."""
    return st.sampled_from([3, 1, 3, 3, 3, 5, 3, 1]).flatmap(
        lambda side: st.tuples(planes(side, side + 2, small=side + 1), tensors((side, side)))
    )


@points(1, "translate")
@given(image=planes(), rows=SHIFTS, columns=SHIFTS)
@example(image=IMAGE, rows=1, columns=0)
@example(image=IMAGE, rows=1, columns=3)
@example(image=np.arange(39.0).reshape(13, 3), rows=0, columns=1)
@example(image=IMAGE, rows=-4, columns=9)
@example(image=PLANES["many rows and columns, all digits"], rows=-5, columns=5)
@asked("image", alike(FRAMED), rows=1, columns=1)
@asked("image", PLANES, rows=[1, 2, -1, 0, -5, 9, 3], columns=[-1, -2, 3, -1, 0, 1, 3])
@asked("image", LOOKALIKE, rows=1, columns=-1)
@example(image=IMAGE, rows=2**53 + 1, columns=-(2**53) - 2)
@example(image=IMAGE, rows=2**61 + 1, columns=0)
@example(image=np.arange(39.0).reshape(13, 3), rows=7, columns=-5)
@example(image=uneven(3, 13), rows=-1, columns=0)
@example(image=PLANES["high"], rows=140, columns=1)
@example(image=PLANES["far to the right"], rows=1, columns=-135)
def test_shift_agrees_with_the_definition(student, image, rows, columns):
    """Pixel [i, j] moves to row i + rows and column j + columns, and re-enters where it leaves."""
    expected = equivariance.translate(image, rows, columns)
    assert_close(student.translate(image, rows, columns), expected)


@points(1, "translate")
@given(image=planes(), rows=SHIFTS, columns=SHIFTS)
@example(image=IMAGE, rows=1, columns=1)
def test_shifting_back_restores_the_image(student, image, rows, columns):
    """A shift goes where it should, and the opposite one brings all back: no pixel is lost."""
    there = array(student.translate(image, rows, columns), image.shape)
    back = student.translate(there.copy(), -rows, -columns)
    assert_close(back, equivariance.translate(there, -rows, -columns))
    assert_close(there, equivariance.translate(image, rows, columns))


@points(1, "equivariance_gap")
@given(case=fitting_filterings(), rows=SHIFTS, columns=SHIFTS)
@example(case=(IMAGE, CROOKED), rows=1, columns=-2)
@example(case=(uneven(17, 7), np.arange(49.0).reshape(7, 7)), rows=-(2**33), columns=-1)
@example(case=(np.full((3, 4), -2.5), CROOKED), rows=1, columns=0)
# Kernels that are mirrored in one direction alone; and what was asked with another shift.
@example(case=(IMAGE, MIRRORED), rows=1, columns=0)
@example(case=(IMAGE, MIRRORED.T.copy()), rows=0, columns=-1)
@example(case=(FRAMED, CROOKED), rows=1, columns=2)
@example(case=(FRAMED, CROOKED), rows=2, columns=1)
@example(case=(FRAMED, CROOKED), rows=0, columns=1)
@example(case=(FRAMED, CROOKED), rows=1, columns=6)
def test_no_gap_where_the_image_wraps(student, case, rows, columns):
    """With circular borders filtering and shifting commute; with zeros the gap is the right one."""
    wrapped, padded = answers(
        student.equivariance_gap,
        [(*case, rows, columns, "wrap"), (*case, rows, columns, "zero")],
    )
    assert_real(wrapped, 0.0, rtol=0.0, atol=_margin(*case, "wrap"))
    _assert_gap(padded, *case, rows, columns)


@points(1, "equivariance_gap")
@given(case=fitting_filterings(), rows=SHIFTS, columns=SHIFTS)
@example(case=(np.eye(3), np.ones((3, 3))), rows=1, columns=0)
@example(case=(ALONG, MOSTLY_ALONG), rows=1, columns=0)
@example(case=(LARGE, np.arange(49.0).reshape(7, 7)), rows=2, columns=1)
@example(case=(IMAGE, CROOKED), rows=-3, columns=4)
@example(case=FAINT, rows=1, columns=0)
@example(case=SLIGHT, rows=1, columns=0)
@example(case=(np.resize(LONG, (293, 3)), CROOKED), rows=1, columns=0)
@example(case=(uneven(10, 9), KERNELS["large, all digits"]), rows=1, columns=0)
@example(case=(PLANES["whole, large"], KERNELS["whole, large, falling"]), rows=1, columns=1)
@asked("case", alike(FRAMED), lambda x: (x, CROOKED), rows=1, columns=1)
@asked("case", alike(BROAD), lambda kernel: (LARGE, kernel), rows=1, columns=1)
@example(case=(FAR, REACHING), rows=5, columns=0)
@example(case=(FAR.T.copy(), REACHING.T.copy()), rows=0, columns=-5)
@asked(
    "case",
    MATTERING | EDGES,
    lambda image: (image, CROOKED),
    3,
    rows=[1, 0, -2, 1, 2],
    columns=[-1, 1, 0, 3],
)
@asked("case", LOOKALIKE, lambda image: (image, CROOKED), rows=1, columns=-1)
@asked("case", every_third(KERNELS, 0), lambda kernel: (IMAGE, kernel[:3, :3]), rows=0, columns=1)
@asked(
    "case",
    every_third(KERNELS, 1),
    lambda kernel: (IMAGE, kernel[:3, :3]),
    rows=[1, 3, -3],
    columns=[2, 1, -8],
)
@asked("case", every_third(KERNELS, 2), lambda kernel: (IMAGE, kernel[:3, :3]), rows=-1, columns=0)
def test_the_gap_under_zero_padding(student, case, rows, columns):
    """The gap is the largest difference that the order of filtering and shifting makes."""
    _assert_gap(student.equivariance_gap(*case, rows, columns, "zero"), *case, rows, columns)


@points(1, "equivariance_gap")
@given(case=fitting_filterings(), shift=st.integers(-1, 2), word=other_paddings("wrap", "zero"))
@each(
    "word",
    foreign_paddings("wrap", "zero"),
    *({"shift": 0}, {"case": (IMAGE * 0, CROOKED)}, {"case": (IMAGE, np.ones((1, 1)))}),
    *({"case": (IMAGE, CROOKED * 0)}, {"case": (np.ones((1, 1)), np.ones((1, 1)))}),
    *({"shift": 12}, {"case": (np.ones((3, 3)), CROOKED)}),
    case=(IMAGE, CROOKED),
    shift=1,
)
def test_the_gap_refuses_other_words(student, case, shift, word):
    """A word that is neither "wrap" nor "zero" raises; "zero" gives the right gap."""
    answer = student.equivariance_gap(*case, shift, shift, "zero")
    assert_refuses(student.equivariance_gap, *case, shift, shift, word)
    _assert_gap(answer, *case, shift, shift)


@points(1, "classify")
@settings(max_examples=4)  # each of twelve calls
@given(pairs=st.permutations(PAIRS))
def test_every_operation_is_classified(student, pairs):
    """Of each operation: does its output stay, move along with its input, or do neither?"""
    for answer, names in zip(answers(student.classify, pairs), pairs, strict=True):
        assert_word(answer, equivariance.classify(*names))


@points(1, "classify")
@given(
    operation=st.sampled_from(OPERATIONS),
    transform=st.sampled_from(TRANSFORMS),
    no_operation=other_words(*OPERATIONS) | st.sampled_from(NO_OPERATIONS + NO_TRANSFORMS),
    no_transform=other_words(*TRANSFORMS) | st.sampled_from(NO_TRANSFORMS + NO_OPERATIONS),
)
@each(
    "no_operation",
    NO_OPERATIONS + TRANSFORMS,
    *({"transform": name, "operation": OPERATIONS[turn]} for turn, name in enumerate(TRANSFORMS)),
    {"operation": OPERATIONS[3]},
    operation="relu",
    transform="flip",
    no_transform="",
)
@each(
    "no_transform",
    NO_TRANSFORMS + OPERATIONS,
    *(
        {"operation": name, "transform": TRANSFORMS[turn % 3]}
        for turn, name in enumerate(OPERATIONS)
    ),
    operation="relu",
    transform="flip",
    no_operation="",
)
def test_other_words_are_refused(student, operation, transform, no_operation, no_transform):
    """Words that name no operation, or no transform, raise; those that do are classified right."""
    answer = student.classify(operation, transform)
    assert_refuses(student.classify, transform, operation)
    assert_refuses(student.classify, no_operation, transform)
    assert_refuses(student.classify, operation, no_transform)
    assert_word(answer, equivariance.classify(operation, transform))


def _margin(image, kernel, padding):
    """What the sheet allows a gap to be off by."""
    filtered = filtering.convolve_padded(image, kernel, padding)
    return 1e-9 * max(1.0, float(np.abs(filtered).max()))


def _assert_gap(answer, image, kernel, rows, columns):
    expected = equivariance.equivariance_gap(image, kernel, rows, columns, "zero")
    assert_real(answer, expected, rtol=0.0, atol=_margin(image, kernel, "zero"))
