"""Mistakes with filters and with zeros around the image."""

import numpy as np

from grader.authoring.misconceive import misconception

ALL = "convolve2d prewitt_gradients gradient_magnitude"


@misconception(
    "convolve2d",
    "the kernel was slid without being rotated: this is cross-correlation",
    combines=True,
)
def forgets_to_rotate(right, image, kernel, padding):
    return right(image, kernel[::-1, ::-1].copy(), padding)


@misconception(
    "convolve2d", "the kernel was transposed instead of rotated by 180 degrees", combines=True
)
def transposes_instead(right, image, kernel, padding):
    return right(image, kernel[::-1, ::-1].T.copy(), padding)


@misconception("convolve2d", "the kernel was mirrored left to right only, not up and down too")
def mirrors_one_way(right, image, kernel, padding):
    return right(image, kernel[::-1].copy(), padding)


@misconception("convolve2d", "the kernel was rotated by 90 degrees, not by 180")
def rotates_by_a_quarter(right, image, kernel, padding):
    return right(image, np.rot90(kernel).copy(), padding)


@misconception("convolve2d", "the kernel was divided by its sum", combines=True)
def normalises_the_kernel(right, image, kernel, padding):
    total = kernel.sum()
    return right(image, kernel / total if abs(total) > 1e-9 else kernel, padding)


@misconception(
    "convolve2d", "with 'zero' the edge pixels were repeated; zeros stand outside the image"
)
def repeats_the_edge(right, image, kernel, padding):
    if padding != "zero":
        return right(image, kernel, padding)
    half = len(kernel) // 2
    filtered = np.asarray(right(np.pad(image, half, mode="edge"), kernel, "zero"))
    return filtered[half : half + len(image), half : half + image.shape[1]]


@misconception("convolve2d", "with 'zero' the image was continued periodically, as an FFT does")
def wraps_around(right, image, kernel, padding):
    if padding != "zero":
        return right(image, kernel, padding)
    half = len(kernel) // 2
    filtered = np.asarray(right(np.pad(image, half, mode="wrap"), kernel, "zero"))
    return filtered[half : half + len(image), half : half + image.shape[1]]


@misconception("convolve2d", "pixels whose neighbourhood leaves the image were set to 0")
def blanks_the_border(right, image, kernel, padding):
    filtered = np.array(right(image, kernel, padding))
    if padding == "zero":
        half = len(kernel) // 2
        inside = np.zeros(image.shape, dtype=bool)
        inside[half : len(image) - half, half : image.shape[1] - half] = True
        filtered[~inside] = 0
    return filtered


@misconception("convolve2d", "the result is shifted by one pixel: the kernel's middle is at K // 2")
def misplaces_the_middle(right, image, kernel, padding):
    if padding != "zero" or len(kernel) == 1:
        return right(image, kernel, padding)
    larger = np.pad(image, ((1, 0), (1, 0)))
    return np.asarray(right(larger, kernel, padding))[:-1, :-1]


@misconception(ALL, "any other word was taken for 'zero'; unknown words are refused")
def takes_any_word_for_zero(right, image, *rest):
    *kernel, padding = rest
    return right(image, *kernel, padding if padding == "reflect" else "zero")


@misconception(ALL, "capitals and spaces were forgiven; other spellings are refused")
def forgives_the_spelling(right, image, *rest):
    *kernel, padding = rest
    return right(image, *kernel, padding.strip().lower())


@misconception(ALL, "NumPy's words for a padding were taken too; only two words are known")
def knows_the_words_of_numpy(right, image, *rest):
    *kernel, padding = rest
    names = {"constant": "zero", "symmetric": "reflect", "edge": "reflect", "wrap": "zero"}
    return right(image, *kernel, names.get(padding, padding))


@misconception("prewitt_gradients", "gx and gy changed places: hx looks for changes to the right")
def exchanges_the_gradients(right, image, padding):
    gx, gy = right(image, padding)
    return gy, gx


@misconception(
    "prewitt_gradients",
    "the signs are turned: the kernels were slid without being rotated, or transposed instead",
    combines=True,
)
def turns_the_signs(right, image, padding):
    return tuple(-np.asarray(part) for part in right(image, padding))


@misconception("prewitt_gradients", "the size of the gradients was returned, without their sign")
def drops_the_signs(right, image, padding):
    return tuple(np.abs(part) for part in right(image, padding))


@misconception("prewitt_gradients", "the sign of gy is turned: hy is the transpose of hx")
def turns_one_sign(right, image, padding):
    gx, gy = right(image, padding)
    return gx, -np.asarray(gy)


@misconception("prewitt_gradients", "the sums were divided by 3, as for a mean", combines=True)
def divides_by_three(right, image, padding):
    return tuple(np.asarray(part) / 3 for part in right(image, padding))


@misconception("prewitt_gradients", "Sobel's kernels were used: Prewitt's rows are all 1, 0, -1")
def uses_sobel(right, image, padding):
    gx, gy = right(image, padding)
    wide = np.pad(image, 1, mode="constant" if padding == "zero" else "reflect")
    middle = wide[1:-1, 2:] - wide[1:-1, :-2], wide[2:, 1:-1] - wide[:-2, 1:-1]
    return np.asarray(gx) + middle[0], np.asarray(gy) + middle[1]


@misconception("gradient_magnitude", "|gx| + |gy| was returned, not the root of their squares' sum")
def adds_the_sizes(image, padding):
    gx, gy = gradients(image, padding)
    return np.abs(gx) + np.abs(gy)


@misconception("gradient_magnitude", "the root was not taken")
def forgets_the_root(right, image, padding):
    return np.asarray(right(image, padding)) ** 2


@misconception("gradient_magnitude", "the larger of |gx| and |gy| was returned")
def takes_the_larger(image, padding):
    gx, gy = gradients(image, padding)
    return np.maximum(np.abs(gx), np.abs(gy))


@misconception("gradient_magnitude", "gy was left out")
def leaves_out_gy(image, padding):
    return np.abs(gradients(image, padding)[0])


@misconception("gradient_magnitude", "the sum of squares was halved, as for a mean")
def halves_the_sum(right, image, padding):
    return np.asarray(right(image, padding)) / 2**0.5


def gradients(image, padding):
    """The right gradients, by differences of shifted images."""
    if padding not in ("zero", "reflect"):
        raise ValueError("an unknown padding")
    wide = np.pad(image, 1, mode="constant" if padding == "zero" else "reflect")
    rows = wide[:-2] + wide[1:-1] + wide[2:]
    columns = wide[:, :-2] + wide[:, 1:-1] + wide[:, 2:]
    return rows[:, 2:] - rows[:, :-2], columns[2:] - columns[:-2]
