"""
A convolutional layer, as the libraries of deep learning define it.

That is a cross-correlation: the kernel slides over the image as it is, and is not rotated.
`reference.filtering` has the convolution of mathematics.
"""

import numpy as np
from numpy.lib.stride_tricks import as_strided
from numpy.typing import NDArray

__all__ = ["conv2d", "conv_output_size"]

Array = NDArray[np.floating]


def conv_output_size(size: int, kernel: int, stride: int, padding: int) -> int:
    """
    Number of positions at which a kernel fits, along one axis.

    Parameters
    ----------
    size, kernel : int
        Sides of the input and of the kernel, in pixels; at least 1.
    stride : int
        Distance between neighbouring positions, in pixels; at least 1.
    padding : int
        Pixels added at *each* end of the axis; at least 0.

    Returns
    -------
    int
        ``(size + 2*padding - kernel)//stride + 1``.

    Raises
    ------
    ValueError
        If the kernel is larger than the padded input, or an argument is out of its range.

    Examples
    --------
    >>> conv_output_size(28, 5, 1, 0), conv_output_size(28, 5, 1, 2), conv_output_size(28, 2, 2, 0)
    (24, 28, 14)
    """
    if kernel < 1 or stride < 1 or padding < 0:
        raise ValueError(
            f"kernel is {kernel}, stride {stride} and padding {padding}; "
            f"choose a kernel and a stride of at least 1 and a padding of at least 0"
        )
    room = size + 2 * padding
    if kernel > room:
        raise ValueError(
            f"the kernel has side {kernel} and the padded input only {room}; "
            f"choose a smaller kernel or more padding"
        )
    return int((room - kernel) // stride + 1)


def conv2d(x: Array, weights: Array, stride: int, padding: int) -> Array:
    """
    Cross-correlate images with a bank of square kernels; no bias.

    Parameters
    ----------
    x : array, shape (N, H, W, Cin)
        Images.
    weights : array, shape (K, K, Cin, Cout)
        One kernel for each pair of an input and an output channel.
    stride, padding : int
        As in `conv_output_size`, for both axes; the padding is of zeros.

    Returns
    -------
    array, shape (N, H', W', Cout)
        H' and W' are given by `conv_output_size`.

    Raises
    ------
    ValueError
        If the kernel is larger than the padded input, or the weights do not match the images.

    Examples
    --------
    >>> x = np.arange(9.0).reshape(1, 3, 3, 1)
    >>> right_neighbour = np.array([[0.0, 0, 0], [0, 0, 1], [0, 0, 0]]).reshape(3, 3, 1, 1)
    >>> conv2d(x, right_neighbour, 1, 1)[0, :, :, 0]
    array([[1., 2., 0.],
           [4., 5., 0.],
           [7., 8., 0.]])
    """
    n, height, width, channels = x.shape
    kernel, kernel_width, kernel_channels, filters = weights.shape
    if kernel != kernel_width or channels != kernel_channels:
        raise ValueError(
            f"weights have shape {weights.shape} for images of {channels} channels; "
            f"make that (K, K, {channels}, filters)"
        )
    rows = conv_output_size(height, kernel, stride, padding)
    columns = conv_output_size(width, kernel, stride, padding)
    padded = _zero_padded(x, padding) if padding else x
    image, down, right, channel = padded.strides
    # Not sliding_window_view: its checks cost as much as the whole layer does on a small image.
    windows = as_strided(
        padded,
        (n, rows, columns, kernel, kernel, channels),
        (image, stride * down, stride * right, down, right, channel),
    )
    flat = windows.reshape(n * rows * columns, -1) @ weights.reshape(-1, filters)
    return flat.reshape(n, rows, columns, filters)


def _zero_padded(x: Array, padding: int) -> Array:
    """Images (N, H, W, C) with ``padding`` zeros on all four sides."""
    n, height, width, channels = x.shape
    padded = np.zeros((n, height + 2 * padding, width + 2 * padding, channels), x.dtype)
    padded[:, padding : padding + height, padding : padding + width] = x
    return padded
