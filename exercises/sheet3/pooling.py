"""
Pooling: a square window moves over the image and keeps one number at each place.

Write ``max_pool2d(x, window, stride)`` and ``average_pool2d(x, window, stride)``.

- ``x`` is a batch of images, float64 (N, H, W, C); ``window`` and ``stride`` are ints, at least 1.
- Output [n, i, j, c] is the largest value (the mean) of channel c of image n in the window of
  ``window`` by ``window`` pixels whose top left pixel is (i * stride, j * stride).
- Only windows that fit whole in the image count, so the result has the shape
  (N, (H - window) // stride + 1, (W - window) // stride + 1, C). Nothing is padded.
- Both raise ValueError where the window is larger than the image's height or its width.
"""

import numpy as np
from hypothesis import example, given
from hypothesis import strategies as st

from exercises.sheet3.asking import alike, asked
from exercises.sheet3.corners import BATCH, FRAMES, LARGE, LONG, LOOKALIKE, PLANES, STACK, uneven
from exercises.sheet3.strategies import images
from grader.authoring import answers, assert_close, assert_refuses, points
from reference import pooling

ID = "1a"
TITLE = "Pooling"

PAIR = np.arange(140.0).reshape(2, 7, 5, 2) % 13 - 6
# The first channel once more as the last, the first image as the second.
CHANNELS_ALIKE = np.repeat(PAIR[:1, :4, :, [0, 1, 0]], 3, axis=0)
CHANNELS_ALIKE[2] *= 2
# Each image adds up to 0; and one is hardly another one, of more columns than rows.
CANCELLING = PAIR - PAIR[:, ::-1, ::-1] + np.arange(-1.0, 2, 2)
NEARLY_GREY = PAIR[:1, :, :, :1] * [1.0, 1.000008, 1.0]
# A constant image, one that is darker throughout, and an empty one; a channel that is empty.
DARKER = np.stack([np.full((3, 4, 2), -9.0), -10 - PAIR[0, :3, :4] ** 2, np.zeros((3, 4, 2))])
HALF_EMPTY = PAIR * [1.0, 0.0]
# Its mean is below what some take for nothing.
DUST = np.pad([[0.001]], ((4, 8), (9, 3))).reshape(1, 13, 13, 1)
NEARLY_ALIKE = np.stack([PAIR[0, :3].repeat(3, axis=1), PAIR[0, :3].repeat(3, axis=1) * 1.000008])


# Of a window and a stride: each parity of both, and each of the two as the larger one.
STEPS = ((2, 1), (3, 2), (2, 2), (4, 1), (2, 3), (3, 1), (4, 3), (1, 2), (3, 3), (4, 2), (3, 4))
MANY = 500  # numbers of a plane


def tiled(first):
    """Ways to make a case of a plane: the window and the stride differ from one to the next."""
    return [lambda x, start=first + turn: _tiled(x, start) for turn in range(len(STEPS))]


def _tiled(plane, start):
    """Of a large plane few windows are asked, since a class waits for each of them."""
    if plane.size > MANY:
        return plane[np.newaxis, :, :, np.newaxis], min(11, *plane.shape), 11
    turned = STEPS[start % len(STEPS) :] + STEPS[: start % len(STEPS)]
    window, stride = next((step for step in turned if step[0] <= min(plane.shape)), (1, 1))
    return plane[np.newaxis, :, :, np.newaxis], window, stride


@st.composite
def windows(draw):
    """A batch of images, a window that fits in it, and a stride."""
    x = draw(images() | images() | images(max_side=12))
    window = draw(st.integers(1, min(x.shape[1:3])))
    return x, window, draw(st.integers(1, window + 2) | st.sampled_from([7, 13]))


@st.composite
def misfits(draw):
    """A batch of images, a window larger than its smaller side, and a stride."""
    x = draw(images(max_side=5))
    return x, min(x.shape[1:3]) + draw(st.integers(1, 3)), draw(st.integers(1, 5))


@points(2, "max_pool2d")
@given(case=windows())
@example(case=(PAIR, 2, 2))
@example(case=(PAIR, 3, 1))
@example(case=(PAIR, 2, 4))
@example(case=(PAIR, 4, 2))
@example(case=(PAIR, 5, 5))
@example(case=(-1.0 - np.arange(12.0).reshape(1, 3, 4, 1), 2, 1))
@asked("case", alike(STACK), lambda x: (x, 2, 2))
@example(case=(BATCH, 2, 1))
@example(case=(uneven(1, 33, 19, 1), 17, 2))
@example(case=(uneven(2, 6, 5, 1), 3, 3))
@example(case=(uneven(1, 16, 16, 2), 16, 5))
@example(case=(LARGE[np.newaxis, :, :, np.newaxis], 2, 11))
@example(case=(LONG.reshape(293, 1, 2, 1), 1, 1))
@example(case=(LONG.reshape(1, 2, 1, 293), 1, 1))
@example(case=(LONG[:100].reshape(1, 50, 2, 1), 1, 49))
@example(case=(CHANNELS_ALIKE, 2, 1))
@example(case=(CANCELLING, 2, 1))
@example(case=(NEARLY_ALIKE, 2, 5))
@example(case=(PLANES["none above zero"][np.newaxis, :, :, np.newaxis], 2, 1))
@example(case=(NEARLY_GREY, 2, 1))
@example(case=(DARKER, 2, 2))
@example(case=(np.full((1, 3, 4, 1), 7.5), 3, 1))
@example(case=(HALF_EMPTY, 3, 4))
@example(case=(FRAMES, 3, 1))
@example(case=(uneven(1, 8, 6, 1), 3, 2))
@example(case=(uneven(1, 20, 19, 1), 9, 9))
@example(case=(uneven(1, 8, 9, 1), 6, 1))
@example(case=(uneven(1, 13, 15, 1), 13, 1))
# Below what some begin a search for the largest number with.
@example(case=(np.array([-99.5, -99.75, -99.25, -100]).reshape(1, 2, 2, 1), 2, 1))
@asked("case", PLANES, tiled(0))
@asked("case", LOOKALIKE, tiled(0))
def test_max_agrees_with_the_definition(student, case):
    """Each output is the largest value of its own window."""
    assert_close(student.max_pool2d(*case), pooling.max_pool2d(*case))


@points(1, "max_pool2d")
@given(case=windows(), shift=st.integers(-40, 40).map(lambda fourths: fourths / 4))
@example(case=(np.round(uneven(1, 8, 9, 1, scale=40.0)), 7, 1), shift=-2.5)
def test_max_follows_the_brightness(student, case, shift):
    """Adding a number to all pixels adds it to every maximum; each is right, negative or not."""
    x, window, stride = case
    x = np.clip(x, -40.0, 40.0)  # to leave room
    brighter = np.round(x + shift, 3)
    plain, moved = answers(student.max_pool2d, [(x, window, stride), (brighter, window, stride)])
    expected = pooling.max_pool2d(x, window, stride)
    assert_close(moved, expected + shift)
    assert_close(plain, expected)


@points(1, "max_pool2d")
@given(case=misfits())
@example(case=(np.ones((1, 1, 6, 1)), 2, 1))
@example(case=(-np.ones((1, 2, 5, 1)), 3, 3))
@example(case=(np.ones((1, 9, 2, 1)), 3, 4))
@example(case=(np.zeros((1, 2, 2, 2)), 3, 1))
@example(case=(uneven(1, 17, 17, 1), 18, 7))
@example(case=(uneven(3, 2, 2, 1), 9, 1))
def test_max_refuses_a_window_that_does_not_fit(student, case):
    """The largest window that fits gives its maxima; one higher or wider than the image raises."""
    x, window, stride = case
    largest = min(x.shape[1:3])
    assert_close(student.max_pool2d(x, largest, stride), pooling.max_pool2d(x, largest, stride))
    assert_refuses(student.max_pool2d, x, window, stride)


@points(1, "average_pool2d")
@given(case=windows())
@example(case=(PAIR, 2, 2))
@example(case=(PAIR, 3, 1))
@example(case=(PAIR, 2, 4))
@example(case=(PAIR, 4, 2))
@example(case=(PAIR, 5, 5))
@asked("case", alike(STACK), lambda x: (x, 2, 2))
@example(case=(BATCH, 2, 1))
@example(case=(uneven(1, 33, 19, 1), 17, 2))
@example(case=(uneven(2, 6, 5, 1), 3, 3))
@example(case=(uneven(1, 16, 16, 2), 16, 5))
# Sums that are large beside what is in a window.
@example(case=(np.abs(LARGE)[np.newaxis, :, :, np.newaxis], 2, 11))
@example(case=(LONG.reshape(293, 1, 2, 1), 1, 1))
@example(case=(LONG.reshape(1, 2, 1, 293), 1, 1))
@example(case=(LONG[:100].reshape(1, 50, 2, 1), 1, 49))
@example(case=(np.resize(100.0 - np.arange(11.0), (1, 20, 19, 1)), 19, 1))
@example(case=(CHANNELS_ALIKE, 2, 1))
@example(case=(CANCELLING, 2, 1))
@example(case=(NEARLY_ALIKE, 2, 5))
@example(case=(NEARLY_GREY, 2, 1))
@example(case=(DARKER, 2, 2))
@example(case=(np.full((1, 3, 4, 1), 7.5), 3, 1))
@example(case=(HALF_EMPTY, 3, 4))
@example(case=(FRAMES, 3, 1))
@example(case=(uneven(1, 8, 6, 1), 3, 2))
@example(case=(uneven(1, 20, 19, 1), 9, 9))
@example(case=(uneven(1, 9, 10, 1), 4, 2))
@example(case=(DUST, 13, 1))
@asked("case", PLANES, tiled(5))
@asked("case", LOOKALIKE, tiled(5))
def test_average_agrees_with_the_definition(student, case):
    """Each output is the mean of its own window."""
    assert_close(student.average_pool2d(*case), pooling.average_pool2d(*case))


@points(1, "average_pool2d")
@given(case=windows(), shift=st.integers(-40, 40).map(lambda fourths: fourths / 4))
@example(case=(np.round(uneven(1, 8, 9, 1, scale=40.0)), 7, 1), shift=-2.5)
def test_average_is_linear(student, case, shift):
    """Each average is right; doubling the contrast and adding a number does the same to it."""
    x, window, stride = case
    x = np.clip(x, -40.0, 40.0)  # to leave room
    brighter = np.round(2 * x + shift, 3)
    plain, moved = answers(
        student.average_pool2d, [(x, window, stride), (brighter, window, stride)]
    )
    expected = pooling.average_pool2d(x, window, stride)
    assert_close(moved, 2 * expected + shift)
    assert_close(plain, expected)


@points(1, "average_pool2d")
@given(case=misfits())
@example(case=(np.ones((1, 1, 6, 1)), 2, 1))
@example(case=(-np.ones((1, 2, 5, 1)), 3, 3))
@example(case=(np.ones((1, 9, 2, 1)), 3, 4))
@example(case=(np.zeros((1, 2, 2, 2)), 3, 1))
@example(case=(uneven(1, 17, 17, 1), 18, 7))
@example(case=(uneven(3, 2, 2, 1), 9, 1))
def test_average_refuses_a_window_that_does_not_fit(student, case):
    """The largest window that fits gives its means; one higher or wider than the image raises."""
    x, window, stride = case
    largest = min(x.shape[1:3])
    expected = pooling.average_pool2d(x, largest, stride)
    assert_close(student.average_pool2d(x, largest, stride), expected)
    assert_refuses(student.average_pool2d, x, window, stride)
