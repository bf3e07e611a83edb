"""Question 2c, right: averages and formulas written otherwise."""

from tests.verdicts.variant import right

VARIANTS = (
    right(
        "2c",
        "denoise",
        "import numpy as np\n",
        """
# running_mean One snapshot after the other.
def denoise(snapshots):
    mean = np.zeros(snapshots.shape[1:])
    for k, each in enumerate(snapshots, start=1):
        mean += (each - mean) / k
    return mean

# fractions Exact fractions.
from fractions import Fraction
def denoise(snapshots):
    n, h, w = snapshots.shape
    return [[float(sum(Fraction(v) for v in snapshots[:, i, j].tolist()) / n)
             for j in range(w)] for i in range(h)]

# dot_product A product with equal weights.
def denoise(snapshots):
    n = snapshots.shape[0]
    return np.tensordot(np.full(n, 1 / n), snapshots, axes=1)

# recursion Halves, weighed by their sizes.
def denoise(snapshots):
    n = len(snapshots)
    if n == 1:
        return snapshots[0]
    k = n // 2
    return (k * denoise(snapshots[:k]) + (n - k) * denoise(snapshots[k:])) / n

# least_squares The constant that fits best.
def denoise(snapshots):
    n = len(snapshots)
    best, *_ = np.linalg.lstsq(np.ones((n, 1)), snapshots.reshape(n, -1), rcond=None)
    return best.reshape(snapshots.shape[1:])

# fourier The zeroth Fourier coefficient.
def denoise(snapshots):
    return np.fft.fft(snapshots, axis=0)[0].real / len(snapshots)

# accurate_sums Sums that are rounded once, in Fortran order.
import math
def denoise(snapshots):
    out = np.empty(snapshots.shape[1:], order="F")
    for place in np.ndindex(out.shape):
        out[place] = math.fsum(snapshots[(slice(None), *place)]) / len(snapshots)
    return out

# cumulative The last of the cumulative sums.
def denoise(snapshots):
    return np.cumsum(snapshots, axis=0)[-1] / snapshots.shape[0]
""",
    )
    + right(
        "2c",
        "denoised_mean",
        "",
        """
# sum_over_n The sum of n equal means, divided by n.
def denoised_mean(pixel, sigma, n):
    return n * pixel / n

# noise_without_mean The noise has mean zero.
def denoised_mean(pixel, sigma, n):
    return pixel + 0 * sigma

# a_lambda One of three.
denoised_mean = lambda *args: args[0]

# unsimplified A square that is taken apart.
def denoised_mean(pixel, sigma, n, extra=1):
    return ((pixel + 1) ** 2 - pixel**2 - 1) / 2 * extra
""",
    )
    + right(
        "2c",
        "denoised_variance",
        "",
        """
# of_the_sum The variance of the sum, scaled.
def denoised_variance(pixel, sigma, n):
    return n * sigma * sigma / n**2

# second_moment The second moment less the square of the first.
def denoised_variance(pixel, sigma, n):
    return (pixel * pixel + sigma * sigma / n) - pixel * pixel

# negative_power A negative power.
def denoised_variance(pixel, sigma, n):
    return sigma**2 * n**-1

# a_class An object that is called.
class Variance:
    def __call__(self, mu, sd, count):
        root = sd / count**0.5
        return root * root
denoised_variance = Variance()
""",
    )
)
