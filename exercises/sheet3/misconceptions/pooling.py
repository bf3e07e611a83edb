"""Mistakes with windows and strides."""

import numpy as np

from grader.authoring.misconceive import misconception

BOTH = "max_pool2d average_pool2d"


@misconception(BOTH, "windows that stick out at the end were counted: ceil was taken for floor")
def rounds_the_size_up(right, x, window, stride):
    if window > min(x.shape[1:3]):
        raise ValueError("the window does not fit")
    missing = [-(side - window) % stride for side in x.shape[1:3]]
    border = ((0, 0), *((0, more) for more in missing), (0, 0))
    return right(np.pad(x, border, mode="edge"), window, stride)


@misconception(BOTH, "the stride was applied to the rows only, not to the columns", combines=True)
def strides_rows_only(right, x, window, stride):
    return right(x, window, 1)[:, ::stride]


@misconception(BOTH, "the stride was applied to the columns only, not to the rows", combines=True)
def strides_columns_only(right, x, window, stride):
    return right(x, window, 1)[:, :, ::stride]


@misconception(BOTH, "the window moved by its own size: the stride was not used", combines=True)
def strides_by_the_window(right, x, window, stride):
    return right(x, window, window)


@misconception(BOTH, "the image was padded with zeros, so that windows need not fit")
def pads_with_zeros(right, x, window, stride):
    border = ((0, 0), (0, window - 1), (0, window - 1), (0, 0))
    padded = np.pad(x, border)
    return right(padded, window, stride)


@misconception(BOTH, "the channels were pooled too, and not each one by itself", combines=True)
def pools_over_channels(right, x, window, stride):
    pooled = right(x, window, stride)
    return np.broadcast_to(pooled.mean(axis=3, keepdims=True), pooled.shape).copy()


@misconception(BOTH, "only the first image of the batch was pooled", combines=True)
def pools_the_first_image(right, x, window, stride):
    return right(x[:1], window, stride)


@misconception(BOTH, "a window that does not fit was cut down to the image instead of refused")
def shrinks_the_window(right, x, window, stride):
    return right(x, min(window, *x.shape[1:3]), stride)


@misconception(BOTH, "a window as large as the image was refused, although it fits once")
def refuses_the_whole_image(right, x, window, stride):
    if window >= min(x.shape[1:3]):
        raise ValueError("the window does not fit")
    return right(x, window, stride)


@misconception(BOTH, "only the height was compared with the window, not the width")
def checks_the_height_only(right, x, window, stride):
    if window <= x.shape[1] and window > x.shape[2]:
        return right(np.pad(x, ((0, 0), (0, 0), (0, window), (0, 0))), window, stride)
    return right(x, window, stride)


@misconception(BOTH, "what does not fit raised AssertionError, which is no ValueError")
def asserts_that_it_fits(right, x, window, stride):
    assert window <= min(x.shape[1:3]), "the window does not fit"
    return right(x, window, stride)


@misconception("max_pool2d", "the search for the largest value began at 0", combines=True)
def starts_from_zero(right, x, window, stride):
    return np.maximum(right(x, window, stride), 0)


@misconception("max_pool2d", "the value of largest size was kept, whatever its sign", combines=True)
def keeps_the_largest_size(right, x, window, stride):
    return right(np.abs(x), window, stride)


@misconception("average_pool2d", "the sum was not divided by the number of pixels", combines=True)
def forgets_to_divide(right, x, window, stride):
    return right(x, window, stride) * window**2


@misconception(
    "average_pool2d",
    "the sum was divided by the window's side, not by its number of pixels",
    combines=True,
)
def divides_by_the_side(right, x, window, stride):
    return right(x, window, stride) * window


@misconception(
    "average_pool2d", "the sum was divided by the square of the stride, not of the window"
)
def divides_by_the_stride(right, x, window, stride):
    return right(x, window, stride) * window**2 / stride**2


@misconception("average_pool2d", "the median of each window was taken, not the mean")
def takes_the_median(x, window, stride):
    if window > min(x.shape[1:3]):
        raise ValueError("the window does not fit")
    cut = np.lib.stride_tricks.sliding_window_view(x, (window, window), axis=(1, 2))
    return np.median(cut[:, ::stride, ::stride], axis=(-1, -2))
