"""Mistakes with shifts, and with what does not change."""

import numpy as np

from grader.authoring.misconceive import misconception

OPERATIONS = ("convolution", "relu", "global_average_pooling", "global_max_pooling")
TRANSFORMS = ("shift", "flip", "rotate90")


def filtered(image, kernel, padding):
    half = len(kernel) // 2
    wide = np.pad(image, half, mode="wrap" if padding == "wrap" else "constant")
    windows = np.lib.stride_tricks.sliding_window_view(wide, kernel.shape)
    return np.einsum("ijkl,kl->ij", windows, kernel[::-1, ::-1])


def rolled(image, rows, columns):
    return np.roll(image, (rows % len(image), columns % image.shape[1]), axis=(0, 1))


def difference(image, kernel, rows, columns, padding, shift=rolled):
    """The filtered and shifted image less the shifted and filtered one."""
    if padding not in ("wrap", "zero"):
        raise ValueError("an unknown padding")
    first = shift(filtered(image, kernel, padding), rows, columns)
    return first - filtered(shift(image, rows, columns), kernel, padding)


def without_return(image, rows, columns):
    """Shifted, with zeros where nothing comes in."""
    shifted = np.zeros(image.shape)
    height, width = image.shape
    for i, j in np.ndindex(image.shape):
        if 0 <= i + rows < height and 0 <= j + columns < width:
            shifted[i + rows, j + columns] = image[i, j]
    return shifted


@misconception("translate", "the image moved up and left for positive numbers", combines=True)
def shifts_backwards(right, image, rows, columns):
    return right(image, -rows, -columns)


@misconception("translate", "rows and columns were exchanged", combines=True)
def exchanges_the_axes(right, image, rows, columns):
    return right(image, columns, rows)


@misconception("translate", "what left the image was lost; it comes in on the other side")
def loses_pixels(image, rows, columns):
    return without_return(image, rows, columns)


@misconception("translate", "the image was only shifted down, not to the right", combines=True)
def shifts_down_only(right, image, rows, columns):
    return right(image, rows, 0)


@misconception("translate", "a shift by more than the side did nothing: take it modulo the side")
def ignores_long_shifts(right, image, rows, columns):
    height, width = image.shape
    return right(image, rows if abs(rows) < height else 0, columns if abs(columns) < width else 0)


@misconception("translate", "the image was shifted as one long row, so rows run into each other")
def shifts_one_long_row(image, rows, columns):
    return np.roll(image, (rows * image.shape[1] + columns) % image.size)


@misconception("translate", "the number of columns was taken modulo the height", combines=True)
def reduces_by_the_height(right, image, rows, columns):
    return right(image, rows, columns % len(image))


@misconception("equivariance_gap", "the mean difference was returned, not the largest")
def averages_the_differences(*arguments):
    return float(np.abs(difference(*arguments)).mean())


@misconception("equivariance_gap", "the differences were added; the largest one is asked for")
def adds_the_differences(*arguments):
    return float(np.abs(difference(*arguments)).sum())


@misconception("equivariance_gap", "the root of the sum of squares was returned, not the largest")
def takes_the_norm(*arguments):
    return float(np.sqrt((difference(*arguments) ** 2).sum()))


@misconception("equivariance_gap", "the largest difference was taken with its sign, not by size")
def keeps_the_sign(*arguments):
    return float(difference(*arguments).max())


@misconception("equivariance_gap", "0 was returned: with zeros around the image shifts do matter")
def finds_no_gap(image, kernel, rows, columns, padding):
    difference(image, kernel, rows, columns, padding)
    return 0.0


@misconception("equivariance_gap", "the shift was not circular: pixels were lost")
def shifts_without_return(image, kernel, rows, columns, padding):
    return float(np.abs(difference(image, kernel, rows, columns, padding, without_return)).max())


@misconception(
    "equivariance_gap", "the kernel was slid without being rotated: this is cross-correlation"
)
def forgets_to_rotate(right, image, kernel, rows, columns, padding):
    return right(image, kernel[::-1, ::-1].copy(), rows, columns, padding)


@misconception("equivariance_gap", "zeros were put around the image with 'wrap' too")
def pads_with_zeros_always(right, image, kernel, rows, columns, padding):
    return right(image, kernel, rows, columns, "zero" if padding == "wrap" else padding)


@misconception("equivariance_gap", "the words were exchanged: 'wrap' is the circular one")
def exchanges_the_paddings(right, image, kernel, rows, columns, padding):
    other = {"wrap": "zero", "zero": "wrap"}
    return right(image, kernel, rows, columns, other.get(padding, padding))


@misconception("equivariance_gap", "'reflect' was taken too; here only 'wrap' and 'zero' are known")
def knows_reflect(right, image, kernel, rows, columns, padding):
    return right(image, kernel, rows, columns, "zero" if padding == "reflect" else padding)


@misconception("equivariance_gap", "any word but 'wrap' was taken for 'zero'; others are refused")
def takes_any_word_for_zero(right, image, kernel, rows, columns, padding):
    return right(image, kernel, rows, columns, padding if padding == "wrap" else "zero")


@misconception(
    "classify", "global pooling was called equivariant: its output does not change at all"
)
def calls_pooling_equivariant(right, operation, transform):
    answer = right(operation, transform)
    return "equivariant" if answer == "invariant" else answer


@misconception("classify", "relu was called invariant: its output changes just as its input does")
def calls_relu_invariant(right, operation, transform):
    answer = right(operation, transform)
    return "invariant" if operation == "relu" else answer


@misconception(
    "classify", "a convolution with a general kernel was called equivariant to flips too"
)
def calls_convolution_equivariant(right, operation, transform):
    answer = right(operation, transform)
    return "equivariant" if operation == "convolution" else answer


@misconception("classify", "invariant and equivariant were exchanged")
def exchanges_the_answers(right, operation, transform):
    other = {"invariant": "equivariant", "equivariant": "invariant"}
    answer = right(operation, transform)
    return other.get(answer, answer)


@misconception("classify", "a convolution was called invariant to shifts: its output shifts along")
def calls_convolution_invariant(right, operation, transform):
    answer = right(operation, transform)
    shifted = (operation, transform) == ("convolution", "shift")
    return "invariant" if shifted else answer


@misconception(
    "classify", "pooling was called invariant to shifts only; a global one ignores any move"
)
def pools_for_shifts_only(right, operation, transform):
    answer = right(operation, transform)
    return "neither" if answer == "invariant" and transform != "shift" else answer


@misconception(
    "classify", "words that name no operation were answered; they are refused", unrefused=True
)
def answers_any_operation(right, operation, transform):
    return right(operation, transform) if operation in OPERATIONS else "neither"


@misconception("classify", "nothing was refused: any two words were answered", unrefused=True)
def refuses_no_word(right, operation, transform):
    known = operation in OPERATIONS and transform in TRANSFORMS
    return right(operation, transform) if known else "neither"


@misconception(
    "classify", "words that name no transform were answered; they are refused", unrefused=True
)
def answers_any_transform(right, operation, transform):
    return right(operation, transform) if transform in TRANSFORMS else "neither"
