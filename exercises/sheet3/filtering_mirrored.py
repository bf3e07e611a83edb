"""
Prewitt gradient, with the image mirrored at its border.

Let the three functions of Question 2d also take ``"reflect"`` as the padding:
``convolve2d(image, kernel, "reflect")``, ``prewitt_gradients(image, "reflect")`` and
``gradient_magnitude(image, "reflect")``.

- Outside, the image is mirrored about its edge pixels, which are not repeated: beyond the end
  ``… c b a`` of a row come ``b c …``. Both sides of the image are larger than half the kernel.
- All else is as in 2d: the kernel is rotated by 180 degrees, the result has the image's size,
  and ``prewitt_gradients`` returns the pair ``(gx, gy)``.

For ten equal rows ``3 4 8 10 22 45 50 65``, the second row of gx is ``0 15 18 42 105 84 60 0``,
that of gy is zeros, and that of the magnitude is ``0 15 18 42 105 84 60 0``. (The sheet's
printed solution repeats the figures of 2d in the place of the last.)
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
    filterings,
    planes,
)
from grader.authoring import answers, array, assert_close, pair, points
from reference import filtering

ID = "2e"
TITLE = "Prewitt gradient, mirrored padding"

UNEVEN = np.array([[1.0, 2, 4, 9], [0, 7, 3, 5], [6, 8, 2, 1]])


def mirrored_filterings():
    """An image and a kernel, the image's sides larger than half the kernel's."""
    return filterings(room=lambda side: side // 2 + 1)


@points(2, "convolve2d")
@given(case=mirrored_filterings())
@example(case=(np.arange(12.0).reshape(3, 4), CROOKED))
@example(case=(np.array([[1.0, 2], [5, 9]]), CROOKED))
@example(case=(np.arange(12.0).reshape(4, 3) ** 2 % 23, 1 + np.arange(25.0).reshape(5, 5)))
@example(case=(np.arange(20.0).reshape(5, 4) ** 2 % 23, 1 + np.arange(49.0).reshape(7, 7)))
@example(case=(np.array([[3.0]]), np.array([[2.0]])))
@example(case=FAINT)
@example(case=(PLANES["whole, large"], KERNELS["whole, large, falling"]))
@example(case=(UNEVEN, np.array([[1.0]])))
@example(case=(uneven(10, 11), KERNELS["large, all digits"]))
@example(case=(uneven(6, 6), uneven(5, 5)))
@asked("case", alike(FRAMED), lambda image: (image, CROOKED))
@asked("case", alike(BROAD), lambda kernel: (FRAMED, kernel))
@asked("case", MATTERING | EDGES | LOOKALIKE, lambda image: (image, CROOKED), least=2)
@asked("case", KERNELS, lambda kernel: (np.arange(42.0).reshape(6, 7) ** 2 % 23, kernel))
def test_convolution_agrees_with_the_definition(student, case):
    """Each output is the sum of its mirrored neighbourhood times the rotated kernel."""
    assert_close(student.convolve2d(*case, "reflect"), filtering.convolve2d(*case, "reflect"))


@points(1, "convolve2d")
@given(case=mirrored_filterings())
@example(case=(np.full((3, 2), 2.0), CROOKED))
@example(case=(UNEVEN, CROOKED))
def test_a_grey_image_stays_grey(student, case):
    """A mirror has no border: grey becomes grey times the kernel's sum; other images are right."""
    image, kernel = case
    grey = np.full(image.shape, image[0, 0])
    filtered, of_grey = answers(
        student.convolve2d, [(image, kernel, "reflect"), (grey, kernel, "reflect")]
    )
    size = max(1.0, np.abs(kernel).sum() * abs(image[0, 0]))
    assert_close(of_grey, grey * kernel.sum(), atol=1e-9 * size)
    assert_close(filtered, filtering.convolve2d(image, kernel, "reflect"))


@points(1, "prewitt_gradients")
@given(image=planes(min_side=2))
@example(image=RAMP)
@example(image=STEEP)
@example(image=RAMP[:3].T.copy())
@example(image=np.array([[1.0, 2], [5, 9]]))
@asked("image", alike(FRAMED))
@asked("image", PLANES, least=2)
def test_gradients_agree_with_the_definition(student, image):
    """Signs included, gx is the image convolved with hx, and gy that with the transpose of hx."""
    _assert_gradients(student.prewitt_gradients(image, "reflect"), image)


@points(1, "prewitt_gradients")
@given(image=planes(min_side=2, max_side=5, small=3))
@example(image=RAMP)
@example(image=np.array([[1.0, 2], [5, 9]]))
def test_no_gradient_across_the_border(student, image):
    """Across a mirror gx is 0 in the edge columns and gy in the edge rows; all else is right."""
    answer = student.prewitt_gradients(image, "reflect")
    gx, gy = (array(part, image.shape) for part in pair(answer))
    across, along = (_allowed(part) for part in filtering.prewitt_gradients(image, "reflect"))
    assert_close(gx[:, [0, -1]], np.zeros((len(image), 2)), atol=across)
    assert_close(gy[[0, -1]], np.zeros((2, image.shape[1])), atol=along)
    _assert_gradients(answer, image)


@points(1, "gradient_magnitude")
@given(image=planes(min_side=2))
@example(image=RAMP)
@example(image=STEEP)
@example(image=RAMP[:3].T.copy())
@example(image=np.array([[1.0, 2], [5, 9]]))
@asked("image", alike(FRAMED))
@example(image=UNEVEN[:2].copy())
@example(image=UNEVEN[:, :2].copy())
@example(image=uneven(66, 2))
@example(image=uneven(2, 66))
@asked("image", NOT_LONG | LOOKALIKE, least=2)
def test_magnitude_agrees_with_the_definition(student, image):
    """The magnitude is the root of gx squared plus gy squared."""
    expected = filtering.gradient_magnitude(image, "reflect")
    assert_close(student.gradient_magnitude(image, "reflect"), expected)


def _allowed(expected):
    """By how much a zero may be off in an answer of which this is expected."""
    return 1e-9 * max(1.0, float(np.abs(expected).max()))


def _assert_gradients(answer, image):
    gx, gy = pair(answer)
    expected_gx, expected_gy = filtering.prewitt_gradients(image, "reflect")
    assert_close(gx, expected_gx)
    assert_close(gy, expected_gy)
