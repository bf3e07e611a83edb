"""
Averaging noisy snapshots of a scene that does not move.

Write ``denoise(snapshots)``, ``denoised_mean(pixel, sigma, n)`` and ``denoised_variance(pixel,
sigma, n)``.

- ``denoise``: ``snapshots`` is float64 (N, H, W), N at least 1; the result is their average, (H,
  W).
- The other two are formulas for one pixel of the average of ``n`` independent snapshots, where
  ``pixel`` is its true value and each snapshot adds noise N(0, sigma^2): its expectation, and
  its variance. Both are meant of the averaged pixel itself, not of its error. ``n`` is an int from
  1 to 1000, ``sigma`` a number from 0 to 40.
- A formula is called with plain numbers only or with SymPy symbols only, so it holds ordinary
  arithmetic and no functions of ``math``. It is judged by its values.
"""

import numpy as np
from hypothesis import example, given
from hypothesis import strategies as st

from exercises.sheet3 import corners
from exercises.sheet3.asking import alike, asked
from exercises.sheet3.corners import LOOKALIKE, PLANES, uneven
from exercises.sheet3.strategies import LONG, sides, tensors
from grader.authoring import answers, assert_close, assert_formula, formula, points, symbols
from reference import noise

ID = "2c"
TITLE = "Averaging noisy snapshots"

NAMES = ("pixel", "sigma", "n")

PIXELS = st.sampled_from([0.5, 0.0, 1.0, -2.0, 0.25, 0.001, 17.0, 100.0, 3, -7])
POSITIVE = st.sampled_from([2.0, 0.5, 3.0, 0.1, 1.0, 7.5, 0.02, 40.0, 2, 5])
COUNTS = st.integers(1, 100) | st.sampled_from([100, 1000])


# Written out, and not derived again in every self-test, which would take half a second; the
# tests hold them against the derivation in ``reference.noise``.
def mean(pixel):
    """E[(Y_1 + … + Y_n) / n] = pixel."""
    return pixel


def variance(sigma, n):
    """Var[(Y_1 + … + Y_n) / n] = n sigma**2 / n**2, the noises being independent."""
    return sigma**2 / n


def stacks():
    """Snapshots, (N, H, W), with N from 1."""
    count = st.integers(1, 6) | st.integers(1, 6) | st.sampled_from(LONG)
    return st.tuples(count, sides(1, 4)).map(lambda s: (s[0], *s[1])).flatmap(tensors)


@points(1, "denoise")
@given(snapshots=stacks())
@example(snapshots=np.arange(6.0).reshape(1, 2, 3))
@example(snapshots=np.array([[[1.0]], [[2.0]], [[9.0]]]))
@asked("snapshots", alike(np.arange(96.0).reshape(4, 4, 6) ** 2 % 23, summed=0))
@asked("snapshots", PLANES | LOOKALIKE, lambda each: np.stack([each, -each[::-1], each[:, ::-1]]))
@example(snapshots=uneven(200, 3, 2))
@example(snapshots=uneven(16, 1, 2))
@example(snapshots=uneven(8, 2, 1))
@example(snapshots=(np.arange(12.0) ** 2 % 23).reshape(3, 4, 1))
@example(snapshots=np.pad([0.001], (0, 199)).reshape(200, 1, 1))
@example(snapshots=np.array([[[100.0, 9]], [[100, 4]], [[100, 1]]]))
@example(snapshots=np.array([[[9.0, 100]], [[4, 60]], [[1, 30]]]))
@example(snapshots=corners.LONG.reshape(293, 1, 2))
@example(snapshots=np.array([[[3.0, -7]], [[-3, 7]]]))
@example(snapshots=-np.array([[[3.0, 7], [2, 90]], [[1, 4], [0.5, 8]]]))
@example(snapshots=np.array([[[3.0, -1]], [[-5, -3]], [[2, 4]]]))
@example(snapshots=np.array([[[3.0, 7], [2, 5]]] * 2 + [[[4.0, 1], [2, 9]]] + [[[3.0, 7], [2, 5]]]))
@example(snapshots=np.array([[[50.0]], [[50.0004]]]))
@example(snapshots=np.array([0.001] * 20 + [90.0]).reshape(21, 1, 1))
def test_each_pixel_is_the_average(student, snapshots):
    """Each pixel is the mean of that pixel over all snapshots."""
    assert_close(student.denoise(snapshots), noise.denoise(snapshots))


@points(1, "denoise")
@given(snapshots=stacks(), copies=st.integers(1, 5))
@example(snapshots=np.array([[[1.0, 2.0]], [[2.0, 7.0]]]), copies=1)
def test_equal_snapshots_average_to_themselves(student, snapshots, copies):
    """One snapshot, or several equal ones, average to just that snapshot, others to their mean."""
    equal = np.repeat(snapshots[:1], copies, axis=0)
    average, of_equal = answers(student.denoise, [(snapshots,), (equal,)])
    assert_close(of_equal, snapshots[0])
    assert_close(average, noise.denoise(snapshots))


@points(1, "denoised_mean")
@given(pixel=PIXELS, sigma=POSITIVE, n=COUNTS)
@example(pixel=0.5, sigma=0.0, n=1)
@example(pixel=-3.0, sigma=2.0, n=16)
@example(pixel=0.5, sigma=2.0, n=1)
@example(pixel=3, sigma=1, n=2)
@example(pixel=12, sigma=1, n=11)
@example(pixel=5.00049, sigma=1.0, n=200)
@example(pixel=1, sigma=21, n=11)
@example(pixel=0.1, sigma=7.5, n=3)
# They differ from one above in the pixel, sigma or n alone; and some are small.
@example(pixel=0.504, sigma=2.0, n=1)
@example(pixel=0.5, sigma=3.0, n=1)
@example(pixel=0.5, sigma=2.0, n=9)
@example(pixel=-0.004, sigma=0.003, n=5)
@example(pixel=0.0011, sigma=0.0, n=5)
@example(pixel=0.0, sigma=1.5, n=4)
def test_the_mean_is_that_of_the_averaged_pixel(student, pixel, sigma, n):
    """The expectation of the averaged pixel, in numbers and in symbols."""
    in_numbers = student.denoised_mean(pixel, sigma, n)
    in_symbols = formula(student.denoised_mean, *symbols(*NAMES))
    assert_formula(in_numbers, mean(pixel))
    assert_formula(in_symbols, mean(pixel), {"pixel": pixel, "sigma": sigma, "n": float(n)})


@points(1, "denoised_variance")
@given(pixel=PIXELS, sigma=POSITIVE | st.just(0.0), n=COUNTS)
@example(pixel=0.5, sigma=2.0, n=16)
@example(pixel=0.5, sigma=2.0, n=1)
@example(pixel=0.5, sigma=0.0, n=7)
@example(pixel=5, sigma=40, n=1)
@example(pixel=1.0, sigma=0.02, n=1000)
@example(pixel=1, sigma=2, n=11)
@example(pixel=1, sigma=21, n=1)
@example(pixel=0.0, sigma=2.0, n=4)
# They differ from one above in the pixel, sigma or n alone; and some are small.
@example(pixel=-90.0, sigma=2.0, n=16)
@example(pixel=0.5, sigma=2.004, n=16)
@example(pixel=0.5, sigma=2.0, n=9)
@example(pixel=0.5, sigma=4.0, n=8)
@example(pixel=1.0, sigma=0.009, n=2)
@example(pixel=1.0, sigma=0.0012, n=7)
@example(pixel=-3.0, sigma=0.15, n=1000)
def test_the_variance_in_numbers(student, pixel, sigma, n):
    """The variance of the averaged pixel, for given numbers."""
    assert_formula(student.denoised_variance(pixel, sigma, n), variance(sigma, n))


@points(1, "denoised_variance")
@given(pixel=PIXELS, sigma=POSITIVE, n=COUNTS)
@example(pixel=0.5, sigma=2.0, n=16)
@example(pixel=0.5, sigma=2.0, n=1)
def test_the_variance_in_symbols(student, pixel, sigma, n):
    """The variance of the averaged pixel, as a formula in pixel, sigma and n."""
    answer = formula(student.denoised_variance, *symbols(*NAMES))
    point = {"pixel": pixel, "sigma": sigma, "n": float(n)}
    assert_formula(answer, variance(sigma, n), point)
