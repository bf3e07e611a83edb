"""Mistakes with kernels, strides and padding."""

import numpy as np

from grader.authoring.misconceive import misconception


def places(size, kernel, stride, padding):
    if kernel > size + 2 * padding:
        raise ValueError("the kernel does not fit")
    return (size + 2 * padding - kernel) // stride + 1


@misconception("conv_output_size", "the division was rounded up: ceil was taken for floor")
def rounds_the_size_up(size, kernel, stride, padding):
    places(size, kernel, stride, padding)
    return -(-(size + 2 * padding - kernel) // stride) + 1


@misconception(
    "conv_output_size", "the padding was counted once; it stands at both ends", combines=True
)
def pads_one_end(right, size, kernel, stride, padding):
    return right(size + padding, kernel, stride, 0)


@misconception("conv_output_size", "the first place of the kernel was not counted: + 1 is missing")
def forgets_the_first_place(size, kernel, stride, padding):
    return places(size, kernel, stride, padding) - 1


@misconception("conv_output_size", "the stride was not used", combines=True)
def forgets_the_stride(right, size, kernel, stride, padding):
    return right(size, kernel, 1, padding)


@misconception("conv_output_size", "the padding was not used", combines=True)
def forgets_the_padding(right, size, kernel, stride, padding):
    return right(size, kernel, stride, 0)


@misconception("conv_output_size", "a float was returned: the division was / and not //")
def divides_to_a_float(right, size, kernel, stride, padding):
    right(size, kernel, stride, padding)  # refuses what does not fit
    return (size + 2 * padding - kernel) / stride + 1


@misconception("conv_output_size", "a float was returned: what is rounded down is no int yet")
def returns_a_float(right, size, kernel, stride, padding):
    return float(right(size, kernel, stride, padding))


@misconception("conv_output_size", "a kernel that does not fit was not refused", unrefused=True)
def refuses_no_kernel(size, kernel, stride, padding):
    return (size + 2 * padding - kernel) // stride + 1


@misconception("conv_output_size", "the kernel was compared with the input without its padding")
def refuses_before_padding(right, size, kernel, stride, padding):
    if kernel > size:
        raise ValueError("the kernel does not fit")
    return right(size, kernel, stride, padding)


@misconception(
    "conv_output_size conv2d", "a kernel as large as the padded input was refused: it fits once"
)
def refuses_an_exact_fit(right, first, kernel, stride, padding):
    sizes = first.shape[1:3] if isinstance(first, np.ndarray) else (first,)
    side = len(kernel) if isinstance(kernel, np.ndarray) else kernel
    if side >= min(sizes) + 2 * padding:
        raise ValueError("the kernel does not fit")
    return right(first, kernel, stride, padding)


@misconception(
    "conv2d",
    "the kernel was rotated by 180 degrees: layers are cross-correlations, they do not rotate",
    combines=True,
)
def rotates_the_kernel(right, x, weights, stride, padding):
    return right(x, weights[::-1, ::-1], stride, padding)


@misconception(
    "conv2d", "the kernel was transposed: rows and columns changed places", combines=True
)
def transposes_the_kernel(right, x, weights, stride, padding):
    return right(x, weights.transpose(1, 0, 2, 3), stride, padding)


@misconception("conv2d", "the stride was applied to the rows only, not to the columns")
def strides_rows_only(right, x, weights, stride, padding):
    return right(x, weights, 1, padding)[:, ::stride]


@misconception("conv2d", "the stride was not used", combines=True)
def forgets_the_stride_of_the_layer(right, x, weights, stride, padding):
    return right(x, weights, 1, padding)


@misconception("conv2d", "the padding was added on one side of each axis only", combines=True)
def pads_on_one_side(right, x, weights, stride, padding):
    border = (padding, 0)
    return right(np.pad(x, ((0, 0), border, border, (0, 0))), weights, stride, 0)


@misconception(
    "conv2d", "the padding was added to the rows only, not to the columns", combines=True
)
def pads_rows_only(right, x, weights, stride, padding):
    border = (padding, padding)
    return right(np.pad(x, ((0, 0), border, (0, 0), (0, 0))), weights, stride, 0)


@misconception("conv2d", "the edge pixels were repeated outside the image; there are zeros")
def repeats_the_edge(right, x, weights, stride, padding):
    border = (padding, padding)
    repeated = np.pad(x, ((0, 0), border, border, (0, 0)), mode="edge")
    return right(repeated, weights, stride, 0)


@misconception("conv2d", "the channels were averaged and not summed", combines=True)
def averages_channels(right, x, weights, stride, padding):
    return right(x, weights, stride, padding) / x.shape[3]


@misconception("conv2d", "only the first channel of the input was used", combines=True)
def uses_the_first_channel(right, x, weights, stride, padding):
    return right(x[..., :1], weights[:, :, :1], stride, padding)


@misconception("conv2d", "the channels of the input were met in reverse order", combines=True)
def reverses_channels(right, x, weights, stride, padding):
    return right(x, weights[:, :, ::-1], stride, padding)


@misconception("conv2d", "a kernel that does not fit was not refused", unrefused=True)
def returns_nothing_that_fits(right, x, weights, stride, padding):
    side = len(weights)
    if side <= min(x.shape[1:3]) + 2 * padding:
        return right(x, weights, stride, padding)
    sizes = [max(0, (n + 2 * padding - side) // stride + 1) for n in x.shape[1:3]]
    return np.zeros((len(x), *sizes, weights.shape[3]))
