"""
Prewitt gradient, with zeros around the image.

Write ``convolve2d(image, kernel, padding)``, ``prewitt_gradients(image, padding)`` and
``gradient_magnitude(image, padding)``.

- ``image`` is float64 (H, W), row 0 at the top; ``kernel`` is (K, K) with K odd, and may be
  larger than the image; ``padding`` is a word. Here it is ``"zero"``: zeros outside the image.
  The other word, ``"reflect"``, is Question 2e; all three functions raise ValueError on any
  further word.
- Convolution is the mathematical one: the kernel is rotated by 180 degrees before it slides over
  the image. The result has the image's size.
- ``prewitt_gradients`` returns the pair ``(gx, gy)``, each (H, W): the image convolved with ``hx
  = [[1, 0, -1], [1, 0, -1], [1, 0, -1]]``, and with its transpose.
- ``gradient_magnitude`` is the root of the sum of their squares, (H, W).

For ten equal rows ``3 4 8 10 22 45 50 65``, the second row of gx is ``12 15 18 42 105 84 60
-150``, that of gy is zeros, and that of the magnitude is ``12 15 18 42 105 84 60 150``.
"""

import numpy as np
from hypothesis import example, given

from exercises.sheet3.asking import alike, asked
from exercises.sheet3.corners import (
    EDGES,
    FAINT,
    KERNELS,
    LOOKALIKE,
    MATTERING,
    NOT_LONG,
    PLANES,
    uneven,
)
from exercises.sheet3.plane_strategies import (
    BROAD,
    CROOKED,
    FRAMED,
    RAMP,
    STEEP,
    each,
    filterings,
    foreign_paddings,
    kernels,
    other_paddings,
    planes,
)
from grader.authoring import assert_close, assert_refuses, pair, points
from reference import filtering

ID = "2d"
TITLE = "Prewitt gradient, zero padding"

STEPS = np.array([[1.0, 2, 4], [0, 7, 3]])
WORDS = foreign_paddings("zero", "reflect")
# Two further functions are asked those that are nearest to one of the two.
NEAR = [
    word
    for word in WORDS
    if word
    not in (
        "full",
        "mirrored",
        "zero_padding",
        "nearest",
        "replicate",
        "periodic",
        "circular",
        "None",
        "default",
        "ZERO",
    )
]
# Without a gradient, but for the border. A single pixel has no mirror image, so it is seldom asked.
STILL = [
    {"image": np.zeros((2, 3))},
    {"image": np.ones((2, 2))},
    {"image": np.ones((1, 1))},
    {},
    {},
]


@points(1, "convolve2d")
@given(case=filterings())
@example(case=(np.arange(12.0).reshape(3, 4), CROOKED))
@example(case=(np.array([[-2.0]]), CROOKED))
@example(case=(np.array([[2.0, 3.0]]), 1.0 + np.arange(121.0).reshape(11, 11) % 8))
@example(case=(STEPS, np.array([[2.0]])))
@example(case=(STEPS, np.arange(25.0).reshape(5, 5)))
@example(case=(STEPS, np.arange(49.0).reshape(7, 7)))
@example(case=FAINT)
@example(case=(PLANES["whole, large"], KERNELS["whole, large, falling"]))
@example(case=(np.full((4, 5), 3.0), KERNELS["of sum zero"]))
@example(case=(uneven(10, 11), KERNELS["large, all digits"]))
@example(case=(uneven(6, 6), uneven(5, 5)))
@example(case=(uneven(7, 8), uneven(13, 13)))
@example(case=(np.array([[1.0, 2], [5, 9]]), CROOKED))
@asked("case", alike(FRAMED), lambda image: (image, CROOKED))
@asked("case", alike(BROAD), lambda kernel: (FRAMED, kernel))
@asked("case", MATTERING | EDGES | LOOKALIKE, lambda image: (image, CROOKED))
@asked("case", KERNELS, lambda kernel: (np.arange(42.0).reshape(6, 7) ** 2 % 23, kernel))
def test_convolution_agrees_with_the_definition(student, case):
    """Each output is the sum of its neighbourhood times the kernel rotated by 180 degrees."""
    assert_close(student.convolve2d(*case, "zero"), filtering.convolve2d(*case, "zero"))


@points(1, "convolve2d")
@given(case=filterings())
@example(case=(np.zeros((5, 6)), CROOKED))
@example(case=(np.zeros((3, 4)), np.arange(25.0).reshape(5, 5)))
def test_a_single_pixel_becomes_the_kernel(student, case):
    """An image with a single 1 turns into the kernel as it is, centred there, cut at the border."""
    image, kernel = case
    row, column = np.unravel_index(np.argmax(image), image.shape)
    pixel = np.zeros(image.shape)
    pixel[row, column] = 1.0
    (height, width), side = image.shape, len(kernel)
    canvas = np.zeros((height + side, width + side))
    canvas[row : row + side, column : column + side] = kernel
    half = side // 2
    expected = canvas[half : half + height, half : half + width]
    assert_close(student.convolve2d(pixel, kernel, "zero"), expected)


# Images are large enough to be mirrored, lest a slip of "reflect" be refused for another reason.
@points(1, "convolve2d")
@given(image=planes(3, 5), kernel=kernels(5), word=other_paddings("zero", "reflect"))
@each(
    "word",
    WORDS,
    *({"image": STEPS * 0}, {"kernel": np.ones((1, 1))}, {"kernel": CROOKED * 0}),
    *({"image": np.ones((3, 3))}, {"image": np.ones((1, 1)), "kernel": np.ones((1, 1))}),
    image=STEPS,
    kernel=CROOKED,
)
def test_convolution_refuses_other_words(student, image, kernel, word):
    """A word that is neither "zero" nor "reflect" raises; "zero" gives the right values."""
    answer = student.convolve2d(image, kernel, "zero")
    assert_refuses(student.convolve2d, image, kernel, word)
    assert_close(answer, filtering.convolve2d(image, kernel, "zero"))


@points(1, "prewitt_gradients")
@given(image=planes())
@example(image=RAMP)
@example(image=STEEP)
@example(image=RAMP[:3].T.copy())
@example(image=np.array([[-1.0]]))
@example(image=FAINT[0])
@asked("image", alike(FRAMED))
@asked("image", PLANES | LOOKALIKE)
def test_gradients_agree_with_the_definition(student, image):
    """Signs included, gx is the image convolved with hx, and gy that with the transpose of hx."""
    _assert_gradients(student.prewitt_gradients(image, "zero"), image)


@points(1, "prewitt_gradients")
@given(image=planes(2), word=other_paddings("zero", "reflect"))
@each(
    "word",
    NEAR,
    *STILL,
    image=STEPS,
)
def test_gradients_refuse_other_words(student, image, word):
    """A word that is neither "zero" nor "reflect" raises; "zero" gives the right values."""
    answer = student.prewitt_gradients(image, "zero")
    assert_refuses(student.prewitt_gradients, image, word)
    _assert_gradients(answer, image)


@points(1, "gradient_magnitude")
@given(image=planes())
@example(image=RAMP)
@example(image=STEEP)
@example(image=RAMP[:3].T.copy())
@example(image=STEPS)
@example(image=uneven(66, 1))
@example(image=uneven(1, 66))
@example(image=np.array([[-1.0]]))
@example(image=FAINT[0])
@asked("image", alike(FRAMED))
@asked("image", NOT_LONG)
def test_magnitude_agrees_with_the_definition(student, image):
    """The magnitude is the root of gx squared plus gy squared."""
    expected = filtering.gradient_magnitude(image, "zero")
    assert_close(student.gradient_magnitude(image, "zero"), expected)


@points(1, "gradient_magnitude")
@given(image=planes(2), word=other_paddings("zero", "reflect"))
@each(
    "word",
    NEAR,
    *STILL,
    image=STEPS,
)
def test_magnitude_refuses_other_words(student, image, word):
    """A word that is neither "zero" nor "reflect" raises; "zero" gives the right values."""
    answer = student.gradient_magnitude(image, "zero")
    assert_refuses(student.gradient_magnitude, image, word)
    assert_close(answer, filtering.gradient_magnitude(image, "zero"))


def _assert_gradients(answer, image):
    gx, gy = pair(answer)
    expected_gx, expected_gy = filtering.prewitt_gradients(image, "zero")
    assert_close(gx, expected_gx)
    assert_close(gy, expected_gy)
