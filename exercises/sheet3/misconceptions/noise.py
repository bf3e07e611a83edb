"""Mistakes with averages, and with expectation and variance."""

import numpy as np

from grader.authoring.misconceive import misconception


@misconception("denoise", "the median of the snapshots was taken, not their mean")
def takes_the_median(snapshots):
    return np.median(snapshots, axis=0)


@misconception("denoise", "the snapshots were added but not divided by their number")
def forgets_to_divide(snapshots):
    return snapshots.sum(axis=0)


@misconception("denoise", "the sum was divided by N - 1, as for a variance; a mean divides by N")
def divides_by_one_less(snapshots):
    return snapshots.sum(axis=0) / max(len(snapshots) - 1, 1)


@misconception("denoise", "the sum was divided by the root of N; a mean divides by N")
def divides_by_the_root(snapshots):
    return snapshots.sum(axis=0) / np.sqrt(len(snapshots))


@misconception("denoise", "one number came back, the mean of everything; each pixel has its own")
def averages_everything(snapshots):
    return np.full(snapshots.shape[1:], snapshots.mean())


@misconception("denoise", "the last axis was averaged, not the first one, that of the snapshots")
def averages_the_wrong_axis(snapshots):
    return snapshots.mean(axis=-1)


@misconception("denoise", "only the first snapshot was returned")
def returns_the_first(snapshots):
    return snapshots[0]


@misconception(
    "denoise", "snapshots were averaged one after the other, so the last weighs the most"
)
def averages_in_turn(snapshots):
    average = snapshots[0]
    for snapshot in snapshots[1:]:
        average = (average + snapshot) / 2
    return average


@misconception("denoise", "the average was rounded to whole numbers", combines=True)
def rounds(right, snapshots):
    return np.round(right(snapshots))


@misconception(
    "denoised_mean",
    "0 is the mean of the error; the averaged pixel itself has the mean of the true value",
)
def takes_the_mean_of_the_error(pixel, sigma, n):
    return 0 * pixel


@misconception("denoised_mean", "the pixel was divided by n once too often")
def divides_the_pixel(pixel, sigma, n):
    return pixel / n


@misconception("denoised_mean", "the sum of the snapshots was meant: n times the pixel")
def multiplies_the_pixel(pixel, sigma, n):
    return n * pixel


@misconception("denoised_mean", "the noise was added to the mean; its own mean is 0")
def adds_the_noise(pixel, sigma, n):
    return pixel + sigma


@misconception("denoised_mean", "the spread of the average was added to its mean")
def adds_the_spread(pixel, sigma, n):
    return pixel + sigma / n


@misconception("denoised_variance", "sigma was divided by n without being squared")
def forgets_the_square(pixel, sigma, n):
    return sigma / n


@misconception(
    "denoised_variance", "sigma**2 was divided by n - 1, which belongs to estimates from a sample"
)
def divides_by_one_less_than_n(pixel, sigma, n):
    return sigma**2 / (n - 1)


@misconception("denoised_variance", "sigma**2 was divided by n**2: the n variances add up before")
def divides_by_the_square(pixel, sigma, n):
    return sigma**2 / n**2


@misconception(
    "denoised_variance", "the variance of one snapshot was returned: averaging lowers it"
)
def keeps_the_variance(pixel, sigma, n):
    return sigma**2


@misconception("denoised_variance", "the standard deviation was returned, the root of the variance")
def returns_the_deviation(pixel, sigma, n):
    return sigma / n**0.5


@misconception("denoised_variance", "the variances were added and not divided: that is of the sum")
def returns_that_of_the_sum(pixel, sigma, n):
    return n * sigma**2


@misconception(
    "denoised_variance", "the mean square was returned: the mean's square is to be taken off"
)
def returns_the_mean_square(pixel, sigma, n):
    return pixel**2 + sigma**2 / n


@misconception("denoised_variance", "sigma**2 was divided by the root of n")
def divides_the_variance_by_the_root(pixel, sigma, n):
    return sigma**2 / n**0.5
