"""Mistakes with what filtering costs."""

import numpy as np

from grader.authoring.misconceive import misconception


def along(image, taps, axis):
    """One pass, zero-padded, along an axis."""
    turned = image if axis == 0 else image.T
    half = len(taps) // 2
    wide = np.pad(turned, ((half, half), (0, 0)))
    passed = sum(tap * wide[i : i + len(turned)] for i, tap in enumerate(taps))
    return passed if axis == 0 else passed.T


@misconception("filter_complexity", "the costs were exchanged: two passes are the cheaper way")
def exchanges_the_costs(separable):
    return "O(N^2 K^2)" if separable else "O(N^2 K)"


@misconception("filter_complexity", "two passes were given the cost of one with the whole kernel")
def sees_no_difference(separable):
    return "O(N^2 K^2)"


@misconception("filter_complexity", "one pass was given the cost of two one-dimensional ones")
def sees_no_square(separable):
    return "O(N^2 K)"


@misconception("filter_complexity", "the image was counted by its side; it has N^2 pixels")
def counts_rows(separable):
    return "O(N K)" if separable else "O(N K^2)"


@misconception(
    "filter_complexity", "the kernel was left out, or only added: each pixel meets each tap"
)
def leaves_out_the_kernel(separable):
    return "O(N^2)"


@misconception("filter_complexity", "the image was left out; every pixel costs as much")
def leaves_out_the_image(separable):
    return "O(K)" if separable else "O(K^2)"


@misconception("filter_complexity", "N and K were exchanged: N is the image, K the kernel")
def exchanges_the_letters(separable):
    return "O(K^2 N)" if separable else "O(N^2 K^2)"


@misconception("filter_complexity", "the two passes were multiplied; one comes after the other")
def multiplies_the_passes(separable):
    return "O(N^4 K^2)" if separable else "O(N^2 K^2)"


@misconception("blur_separable", "the image was filtered in one direction only")
def filters_columns_only(image, taps):
    return along(image, taps, 0)


@misconception("blur_separable", "both passes went in the same direction")
def filters_the_same_way_twice(image, taps):
    return along(along(image, taps, 0), taps, 0)


@misconception("blur_separable", "the taps were divided by their sum")
def normalises_the_taps(right, image, taps):
    total = taps.sum()
    return right(image, taps / total if abs(total) > 1e-9 else taps)


@misconception("blur_separable", "the two passes were added, not made one after the other")
def adds_the_passes(image, taps):
    return along(image, taps, 0) + along(image, taps, 1)


@misconception("blur_separable", "the edge pixels were repeated; zeros stand outside the image")
def repeats_the_edge(image, taps):
    half = len(taps) // 2
    wide = np.pad(image, half, mode="edge")
    return along(along(wide, taps, 0), taps, 1)[half:, half:][: len(image), : image.shape[1]]


@misconception(
    "blur_separable", "the whole K by K kernel was applied: two passes of K taps are asked for"
)
def filters_with_the_whole_kernel(image, taps):
    half = len(taps) // 2
    wide = np.pad(image, half)
    height, width = image.shape
    blurred = np.zeros(image.shape)
    for i, down in enumerate(taps):
        for j, right in enumerate(taps):
            blurred += down * right * wide[i : i + height, j : j + width]
    return blurred


@misconception("blur_separable", "pixels whose neighbourhood leaves the image were left out")
def returns_the_inside(right, image, taps):
    half = len(taps) // 2
    blurred = np.asarray(right(image, taps))
    return blurred[half : len(image) - half, half : image.shape[1] - half]


@misconception("blur_separable", "the root of the product was taken in each pass")
def takes_roots(right, image, taps):
    return right(image, np.sqrt(np.abs(taps)))
