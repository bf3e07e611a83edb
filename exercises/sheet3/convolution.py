"""
Stride and padding: what a convolutional layer does to an image, and to its size.

Write ``conv_output_size(size, kernel, stride, padding)`` and
``conv2d(x, weights, stride, padding)``.

- ``conv_output_size``: at how many places a kernel of side ``kernel`` fits on an axis of ``size``
  pixels with ``padding`` further ones at each end, when it moves by ``stride``. All are ints;
  ``size``, ``kernel``, ``stride`` at least 1, ``padding`` at least 0, all below
  2**62, ``size`` with both paddings below 2**63, and the result is at most 2000. Returns an int.
- ``conv2d``: ``x`` is (N, H, W, Cin) and ``weights`` (K, K, Cin, Cout), both float64. There are
  ``padding`` rows and columns of zeros on all four sides, at most 3, and no bias. The result is
  (N, H', W', Cout), with H' and W' given by ``conv_output_size``; its entry [n, i, j, o] is the
  sum over u, v and c of padded[n, i * stride + u, j * stride + v, c] * weights[u, v, c, o]: a
  cross-correlation, as in every deep-learning library, so the kernel is not rotated.
- Both raise ValueError where the kernel is larger than the padded input.
"""

import numpy as np
from hypothesis import example, given
from hypothesis import strategies as st

from exercises.sheet3.asking import alike, asked
from exercises.sheet3.corners import (
    BATCH,
    FRAMES,
    KERNELS,
    LARGE,
    LONG,
    LOOKALIKE,
    MATTERING,
    STACK,
    uneven,
)
from exercises.sheet3.strategies import images, sides, tensors
from grader.authoring import (
    answers,
    assert_close,
    assert_integer,
    assert_refuses,
    points,
)
from reference import convolution

ID = "1b"
TITLE = "Stride and padding"

IMAGE = np.arange(48.0).reshape(1, 6, 4, 2) % 11 - 4
OTHERS = np.arange(256.0).reshape(4, 4, 4, 4) ** 2 % 23 - 9
WEIGHTS = np.arange(54.0).reshape(3, 3, 2, 3) % 7 - 3
NARROW = np.arange(34.0).reshape(1, 2, 1, 17) % 5 - 6
# Both channels alike, filters that are alike, and channels and places that cancel.
GREY = np.repeat(IMAGE[..., :1], 2, axis=3)
ALMOST = np.array([1.0, 1.000008])
CANCELLING = np.stack([WEIGHTS[:, :, 0], -WEIGHTS[:, :, 0]], axis=2)
CANCELLING[..., 1] = CANCELLING[..., 2]
# Input channels and the first two filters alike, and an empty filter.
ALIKE = np.repeat(np.arange(16.0).reshape(4, 4, 1, 1) % 7 - 3, 2, axis=2) * [1.0, 1.0, 0.0]
MIRRORED = np.arange(32.0).reshape(4, 4, 2, 1) ** 2 % 9 - 3
MIRRORED[:, 2:] = MIRRORED[:, 1::-1]
DIAGONAL_AT_FIRST = WEIGHTS[..., :2].copy()
DIAGONAL_AT_FIRST[0, 0] = np.diag([2.0, -1.0])
SEVENS = np.arange(98.0).reshape(7, 7, 2, 1) % 11 - 5


@st.composite
def axes(draw):
    """An axis with its padding, a kernel that fits on it, and a stride."""
    size, padding = draw(st.integers(1, 100)), draw(st.integers(0, 20))
    room = size + 2 * padding
    close = st.integers(0, min(2, room - 1)).map(lambda k: room - k)
    kernel = draw(st.integers(1, room) | close | st.just(size))
    return size, kernel, draw(st.integers(1, 12)), padding


@st.composite
def layers(draw, kernel=None, max_side=9):
    """Images, weights that fit on them, and a padding."""
    x, padding = draw(images(max_side)), draw(st.sampled_from([0, 1, 2, 1, 0, 3]))
    room = min(x.shape[1:3]) + 2 * padding
    side = kernel or draw(st.integers(1, min(3, room)) | st.integers(1, min(7, room)))
    filters = draw(st.sampled_from([1, 2, 1, 3]))
    return x, draw(tensors((side, side, x.shape[3], filters))), padding


@points(1, "conv_output_size")
@given(case=axes())
@example(case=(28, 5, 1, 0))
@example(case=(28, 2, 2, 0))
@example(case=(28, 4, 1, 2))
@example(case=(224, 6, 2, 3))
@example(case=(7, 3, 3, 1))
@example(case=(1, 1, 1, 0))
@example(case=(2**31 + 5, 2**31, 1, 2))
@example(case=(3 * 2**53 + 3, 1, 2**53 + 1, 0))
@example(case=(2**61 + 9, 2**61 + 1, 3, 1))
@example(case=(3, 1, 4, 5))
@example(case=(9, 3, 2, 1))
@example(case=(8, 3, 3, 1))
@example(case=(2000, 1, 1, 0))
@example(case=(2000, 1, 2000, 0))
@example(case=(2**60 + 1, 1, 2**55, 0))
@example(case=(2**60, 1, 2**55, 0))
@example(case=(1, 2**61, 2**60, 2**61))
@example(case=(2**32 + 7, 3, 2**22, 1))
@example(case=(9, 3, 3, 0))
@example(case=(2, 1, 11, 1))
@example(case=(21, 1, 1, 1))
@example(case=(1, 1, 1, 2))
@example(case=(5, 3, 1, 7))
@example(case=(4, 5, 3, 1))
# Of two numbers the sum, the product, the quotient or the larger one as above.
@example(case=(9, 3, 1, 1))
@example(case=(8, 3, 1, 2))
@example(case=(2, 3, 1, 5))
@example(case=(4, 3, 1, 1))
@example(case=(9, 2, 3, 1))
@example(case=(4, 1, 3, 5))
@example(case=(9, 4, 1, 2))
@example(case=(9, 1, 1, 3))
@example(case=(9, 6, 1, 2))
@example(case=(9, 3, 2, 2))
# Kernels of twice the padding, and of one more, with strides up to the size and beyond it.
@example(case=(4, 4, 4, 2))
@example(case=(4, 4, 7, 2))
@example(case=(4, 5, 7, 2))
def test_size_counts_the_places_of_the_kernel(student, case):
    """The size is the number of places at which the kernel fits whole on the padded axis."""
    assert_integer(student.conv_output_size(*case), convolution.conv_output_size(*case))


@points(1, "conv_output_size")
@given(
    size=st.integers(1, 100),
    padding=st.integers(0, 20),
    over=st.integers(1, 5),
    stride=st.integers(1, 12),
)
@example(size=1, padding=0, over=1, stride=1)
@example(size=3, padding=2, over=1, stride=8)
@example(size=2**53, padding=0, over=1, stride=1)
@example(size=5, padding=1, over=2**32, stride=2)
def test_size_refuses_a_kernel_that_does_not_fit(student, size, padding, over, stride):
    """A kernel that fills a padded axis fits once, on a stride more twice; a larger one raises."""
    room = size + 2 * padding
    once, twice = answers(
        student.conv_output_size,
        [(size, room, stride, padding), (size + stride, room, stride, padding)],
    )
    assert_integer(once, 1)
    assert_integer(twice, 2)
    assert_refuses(student.conv_output_size, size, room + over, stride, padding)


@points(2, "conv2d")
@given(case=layers(), stride=st.integers(1, 4) | st.sampled_from([5, 7, 11]))
@example(case=(IMAGE, WEIGHTS, 0), stride=1)
@example(case=(IMAGE, WEIGHTS, 1), stride=2)
@example(case=(IMAGE, WEIGHTS, 2), stride=1)
@example(case=(IMAGE, WEIGHTS, 2), stride=3)
@example(case=(IMAGE, SEVENS, 3), stride=1)
@example(case=(IMAGE, SEVENS[:5, :5].copy(), 1), stride=2)
@example(case=(IMAGE, SEVENS[:4, :4].copy(), 1), stride=1)
@example(case=(NARROW, NARROW.reshape(1, 1, 17, 2) + 10.0, 2), stride=2)
@example(case=(np.concatenate([IMAGE, 1 - IMAGE]), WEIGHTS[:2, :2].copy(), 1), stride=7)
@asked("case", alike(STACK), lambda x: (x, OTHERS[:3, :3].copy(), 1), stride=2)
@asked("case", alike(OTHERS, reshaped=False), lambda weights: (STACK[2:], weights, 1), stride=1)
@example(case=(BATCH, uneven(2, 2, 5, 17), 1), stride=2)
@example(case=(np.concatenate([IMAGE, 1 - IMAGE]), ALIKE, 1), stride=2)
@example(case=(IMAGE, MIRRORED, 0), stride=2)
@example(case=(IMAGE.transpose(0, 2, 1, 3).copy(), MIRRORED, 0), stride=1)
@example(case=(IMAGE, DIAGONAL_AT_FIRST, 1), stride=1)
@example(case=(uneven(2, 4, 4, 1), uneven(2, 2, 1, 1), 1), stride=2)
@example(case=(uneven(1, 5, 6, 1), uneven(3, 3, 1, 1), 3), stride=3)
@example(case=(uneven(1, 3, 4, 1), uneven(3, 3, 1, 2), 1), stride=2)
@example(case=(LONG.reshape(293, 1, 2, 1), WEIGHTS[:1, :1, :1].copy(), 0), stride=1)
@example(case=(LONG.reshape(1, 2, 1, 293), LONG[293:].reshape(1, 1, 293, 1), 0), stride=1)
@example(case=(IMAGE[..., :1], LONG[:293].reshape(1, 1, 1, 293), 0), stride=3)
@example(case=(np.round(uneven(1, 4, 5, 1, scale=100)), np.full((3, 3, 1, 1), 99.0), 0), stride=1)
@example(case=(GREY, WEIGHTS, 1), stride=1)
@example(case=(FRAMES, OTHERS[:3, :3, :2, :3].copy(), 0), stride=1)
@example(case=(uneven(1, 6, 7, 2), FRAMES[:, 1:-1, 1:-1].transpose(1, 2, 0, 3).copy(), 1), stride=2)
@example(case=(np.full((1, 4, 5, 1), 2.5), WEIGHTS[:, :, :1], 1), stride=1)
@example(case=(uneven(1, 9, 10, 1), uneven(9, 9, 1, 1), 2), stride=2)
@example(case=(IMAGE, np.pad(WEIGHTS[:1, :1], ((1, 1), (1, 1), (0, 0), (0, 0))), 1), stride=1)
@example(case=(IMAGE, np.diag([1.0, 1.000008])[np.newaxis, np.newaxis], 0), stride=1)
@example(case=(IMAGE, CANCELLING, 1), stride=1)
@example(case=(GREY * ALMOST, WEIGHTS[..., :1] * ALMOST, 1), stride=1)
@example(case=(IMAGE - IMAGE[..., ::-1], WEIGHTS[:2, :2] + 5, 0), stride=1)
@example(case=(IMAGE, 7 + 1e-4 * WEIGHTS, 0), stride=1)
@example(case=(uneven(1, 3, 4, 2, scale=0.01), uneven(2, 2, 2, 2, scale=0.01), 1), stride=1)
@asked(
    "case",
    KERNELS,
    [
        lambda k, padding=padding: (IMAGE[..., :1], k[:3, :3, np.newaxis, np.newaxis], padding)
        for padding in (1, 0, 2, 1, 3)
    ],
    stride=[3, 1, 2, 4],
)
@asked(
    "case",
    MATTERING,
    [
        lambda x, padding=padding: (x[np.newaxis, ..., np.newaxis], WEIGHTS[:, :, :1], padding)
        for padding in (1, 2)
    ],
    stride=[2, 3, 1],
)
@asked(
    "case",
    {"large": LARGE} | LOOKALIKE,
    lambda x: (x[np.newaxis, ..., np.newaxis], uneven(5, 5, 1, 1), 0),
    stride=5,
)
def test_layer_agrees_with_the_definition(student, case, stride):
    """Each output is the sum of a padded window times the weights of its channel."""
    x, weights, padding = case
    expected_of = convolution.conv2d
    assert_close(
        student.conv2d(x, weights, stride, padding), expected_of(x, weights, stride, padding)
    )


@points(1, "conv2d")
@given(
    weights=st.tuples(
        st.sampled_from([2, 3, 1, 4]), st.integers(1, 3), st.sampled_from([1, 2, 1, 3])
    ).flatmap(lambda s: tensors((s[0], *s))),
    sides=sides(1, 5, small=3),
    row=st.integers(0, 4),
    column=st.integers(0, 4),
)
@example(weights=WEIGHTS, sides=(1, 1), row=0, column=0)
@example(weights=WEIGHTS, sides=(5, 4), row=2, column=1)
def test_one_bright_pixel_shows_the_weights_rotated(student, weights, sides, row, column):
    """A single bright pixel comes out as the weights rotated by 180 degrees (cross-correlation)."""
    side, _, channels, filters = weights.shape
    (height, width), row, column = sides, row % sides[0], column % sides[1]
    x = np.zeros((1, height, width, channels))
    x[0, row, column, -1] = 1.0
    answer = student.conv2d(x, weights, 1, side - 1)
    expected = np.zeros((1, height + side - 1, width + side - 1, filters))
    expected[0, row : row + side, column : column + side] = weights[::-1, ::-1, -1]
    assert_close(answer, expected)


@points(1, "conv2d")
@given(case=layers(max_side=7), stride=st.integers(2, 4))
@example(case=(IMAGE, WEIGHTS, 1), stride=2)
def test_a_stride_leaves_out_places(student, case, stride):
    """With stride s the result is every s-th row and column of that with stride 1, both right."""
    x, weights, padding = case
    every, some = answers(student.conv2d, [(x, weights, 1, padding), (x, weights, stride, padding)])
    expected = convolution.conv2d(x, weights, 1, padding)
    assert_close(some, expected[:, ::stride, ::stride])
    assert_close(every, expected)


@points(1, "conv2d")
@given(case=layers(kernel=1, max_side=4))
@example(case=(IMAGE, WEIGHTS[:1, :1].copy(), 0))
def test_a_kernel_of_one_pixel_mixes_channels(student, case):
    """A 1x1 kernel multiplies the channels of every pixel, padding included, by its own matrix."""
    x, weights, padding = case
    answer = student.conv2d(x, weights, 1, padding)
    border = (padding, padding)
    assert_close(answer, np.pad(x, ((0, 0), border, border, (0, 0))) @ weights[0, 0])


@points(1, "conv2d")
@given(
    x=images(max_side=4, channels=2),
    padding=st.integers(0, 1),
    over=st.integers(1, 2),
    stride=st.integers(1, 9),
    weight=st.sampled_from([1.0, 1.0, 0.0]),
)
@example(x=np.ones((1, 1, 1, 1)), padding=0, over=1, stride=1, weight=1.0)
@example(x=np.ones((1, 2, 6, 1)), padding=0, over=1, stride=5, weight=1.0)
@example(x=np.ones((1, 6, 2, 1)), padding=0, over=1, stride=5, weight=1.0)
@example(x=np.zeros((1, 2, 2, 2)), padding=1, over=2, stride=1, weight=1.0)
@example(x=np.ones((1, 2, 2, 1)), padding=0, over=1, stride=1, weight=0.0)
def test_layer_refuses_a_kernel_that_does_not_fit(student, x, padding, over, stride, weight):
    """The largest kernel that fits gives its sums; one larger than either padded side raises."""
    side, channels = min(x.shape[1:3]) + 2 * padding, x.shape[3]
    too_large = np.arange(1.0, 1 + (side + over) ** 2 * channels) % 9 - 3
    too_large = weight * too_large.reshape(side + over, side + over, channels, 1)
    largest = too_large[:side, :side].copy()
    expected = convolution.conv2d(x, largest, stride, padding)
    assert_close(student.conv2d(x, largest, stride, padding), expected)
    assert_refuses(student.conv2d, x, too_large, stride, padding)
