"""Mistakes with mirrored borders."""

import numpy as np

from grader.authoring.misconceive import misconception

ALL = "convolve2d prewitt_gradients gradient_magnitude"


def on_padded(right, image, rest, mode):
    """What ``right`` makes of an image that was continued in another way."""
    *kernel, padding = rest
    if padding != "reflect":
        return right(image, *rest)
    half = len(kernel[0]) // 2 if kernel else 1
    answer = right(np.pad(image, half, mode=mode), *kernel, "zero")
    (height, width), start = image.shape, slice(half, None)

    def cut(part):
        return np.asarray(part)[start, start][:height, :width]

    return tuple(map(cut, answer)) if isinstance(answer, (tuple, list)) else cut(answer)


@misconception(
    ALL,
    "the edge pixel was repeated in the mirror image; 'reflect' does not repeat it",
    combines=True,
)
def repeats_the_edge_in_the_mirror(right, image, *rest):
    return on_padded(right, image, rest, "symmetric")


@misconception(
    "convolve2d",
    "the edge pixel was continued; 'reflect' mirrors the image about it",
    combines=True,
)
def continues_the_edge(right, image, *rest):
    return on_padded(right, image, rest, "edge")


@misconception(ALL, "the image was continued periodically and not mirrored", combines=True)
def wraps_around(right, image, *rest):
    return on_padded(right, image, rest, "wrap")


@misconception(
    ALL, "zeros were used with 'reflect' too, as in the figures that the sheet prints by mistake"
)
def pads_with_zeros(right, image, *rest):
    return right(image, *rest[:-1], "zero" if rest[-1] == "reflect" else rest[-1])


@misconception(ALL, "'reflect' is refused, although it is one of the two words")
def refuses_reflect(right, image, *rest):
    if rest[-1] == "reflect":
        raise ValueError("the padding is zero")
    return right(image, *rest)


@misconception(
    "convolve2d", "only one pixel was mirrored, zeros stand beyond it: K // 2 are needed"
)
def mirrors_one_pixel(right, image, kernel, padding):
    half = len(kernel) // 2
    if padding != "reflect" or half < 2:
        return right(image, kernel, padding)
    mirrored = np.pad(np.pad(image, 1, mode="reflect"), half - 1)
    answer = np.asarray(right(mirrored, kernel, "zero"))
    return answer[half : half + len(image), half : half + image.shape[1]]


@misconception("convolve2d", "only the columns were mirrored, zeros stand above and below")
def mirrors_columns_only(right, image, kernel, padding):
    if padding != "reflect":
        return right(image, kernel, padding)
    half = len(kernel) // 2
    mirrored = np.pad(image, ((0, 0), (half, half)), mode="reflect")
    return np.asarray(right(mirrored, kernel, "zero"))[:, half : half + image.shape[1]]


@misconception(
    "gradient_magnitude", "with 'reflect' |gx| + |gy| was returned, not a root of squares"
)
def adds_the_sizes_of_mirrored_gradients(right, image, padding):
    if padding != "reflect":
        return right(image, padding)
    wide = np.pad(image, 1, mode="reflect")
    rows = wide[:-2] + wide[1:-1] + wide[2:]
    columns = wide[:, :-2] + wide[:, 1:-1] + wide[:, 2:]
    return np.abs(rows[:, 2:] - rows[:, :-2]) + np.abs(columns[2:] - columns[:-2])


@misconception(
    "prewitt_gradients", "the outermost rows and columns were set to 0 in both gradients"
)
def blanks_the_border(right, image, padding):
    if padding != "reflect":
        return right(image, padding)
    inside = np.zeros(image.shape)
    inside[1:-1, 1:-1] = 1
    return tuple(np.asarray(part) * inside for part in right(image, padding))
