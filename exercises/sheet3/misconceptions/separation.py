"""Mistakes in taking a kernel apart."""

import numpy as np

from grader.authoring.misconceive import misconception


def rank_one(kernel):
    values = np.linalg.svd(kernel, compute_uv=False)
    return len(values) < 2 or values[1] <= 1e-9 * values[0]


def parts(kernel):
    u, s, vt = np.linalg.svd(kernel)
    return u[:, 0], s[0], vt[0]


@misconception("separate", "the singular value is missing: column and row are of length 1")
def forgets_the_singular_value(kernel):
    if not rank_one(kernel):
        return None
    column, _, row = parts(kernel)
    return column, row


@misconception("separate", "both parts got the whole singular value, which counts it twice")
def uses_the_singular_value_twice(kernel):
    if not rank_one(kernel):
        return None
    column, value, row = parts(kernel)
    return column * value, row * value


@misconception("separate", "the signs were lost: sizes were returned", combines=True)
def drops_the_signs(right, kernel):
    answer = right(kernel)
    return answer and tuple(np.abs(part) for part in answer)


@misconception("separate", "column and row changed places", combines=True)
def exchanges_the_parts(right, kernel):
    answer = right(kernel)
    return answer and (answer[1], answer[0])


@misconception("separate", "a kernel that is not separable was taken apart too; the answer is None")
def separates_everything(kernel):
    column, value, row = parts(kernel)
    return column * value, row


@misconception("separate", "a kernel that is not separable raised an error; the answer is None")
def raises_instead(right, kernel):
    answer = right(kernel)
    if answer is None:
        raise ValueError("not separable")
    return answer


@misconception("separate", "False was returned for a kernel that is not separable, not None")
def returns_false(right, kernel):
    answer = right(kernel)
    return False if answer is None else answer


@misconception("separate", "the first column and the first row were returned, not scaled to fit")
def takes_the_first_lines(kernel):
    return (kernel[:, 0], kernel[0]) if rank_one(kernel) else None


@misconception("separate", "the first entry was divided by, which may be 0")
def divides_by_the_first_entry(kernel):
    if not rank_one(kernel):
        return None
    with np.errstate(all="ignore"):
        return kernel[:, 0], kernel[0] / kernel[0, 0]


@misconception("separate", "a kernel of zeros was called not separable", combines=True)
def finds_no_parts_of_zero(right, kernel):
    return right(kernel) if kernel.any() else None


@misconception("separate", "kernels that are not square were called not separable", combines=True)
def separates_squares_only(right, kernel):
    return right(kernel) if kernel.shape[0] == kernel.shape[1] else None


@misconception("separate", "the row was scaled to sum to 1, and its scale was lost")
def normalises_the_row(kernel):
    if not rank_one(kernel):
        return None
    column, value, row = parts(kernel)
    total = row.sum()
    return column * value, row / total if abs(total) > 1e-9 else row


@misconception("separate", "the parts have two axes: (M, 1) and (1, N) are no vectors")
def keeps_two_axes(right, kernel):
    answer = right(kernel)
    return answer and (np.asarray(answer[0])[:, np.newaxis], np.asarray(answer[1])[np.newaxis])


@misconception("separate", "entries were rounded to three digits", combines=True)
def rounds(right, kernel):
    answer = right(kernel)
    return answer and tuple(np.round(part, 3) for part in answer)
