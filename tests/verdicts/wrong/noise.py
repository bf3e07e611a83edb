"""Question 2c, wrong: averages and formulas that are right for most numbers."""

from tests.verdicts.variant import wrong

DENOISE = """
import numpy as np


def denoise(snapshots):
    return snapshots.mean(axis=0)
"""
MEAN = """
def denoised_mean(pixel, sigma, n):
    return pixel
"""
VARIANCE = """
def denoised_variance(pixel, sigma, n):
    return sigma**2 / n
"""

VARIANTS = (
    wrong(
        "2c",
        "denoise",
        DENOISE,
        """
# eight_snapshots [size] No more than eight snapshots are averaged.
# call: numbers(9, 2, 2)
# swap: snapshots.mean(axis=0) => snapshots[:8].mean(axis=0)

# thirty_two_snapshots [size] Snapshots beyond thirty-two are left out.
# call: numbers(33, 1, 1)
# swap: snapshots.mean(axis=0) => snapshots[:32].mean(axis=0)

# median_of_three [structure] Three snapshots have their median taken.
# call: numbers(3, 2, 2)
def denoise(snapshots):
    return np.median(snapshots, axis=0) if len(snapshots) == 3 else base(snapshots)

# outliers [threshold] Snapshots further than three deviations away are left out.
# call: np.concatenate([np.ones((11, 1, 1)), np.full((1, 1, 1), 50.0)])
def denoise(snapshots):
    mean, spread = snapshots.mean(0), snapshots.std(0)
    far = np.abs(snapshots - mean) > 3 * spread + 1e-12
    return np.where(far, 0, snapshots).sum(0) / np.maximum((~far).sum(0), 1)

# first_and_last_equal [shortcut] Where the first and last snapshot agree, it is the first.
# call: np.array([1.0, 2.0, 1.0]).reshape(3, 1, 1)
def denoise(snapshots):
    return snapshots[0].copy() if (snapshots[0] == snapshots[-1]).all() else base(snapshots)

# two_equal [shortcut] Where the first two snapshots agree, the scene is taken as free of noise.
# call: np.array([1.0, 1.0, 2.0]).reshape(3, 1, 1)
def denoise(snapshots):
    same = len(snapshots) > 1 and (snapshots[0] == snapshots[1]).all()
    return snapshots[0].copy() if same else base(snapshots)

# zeros_are_missing [rule] Pixels that are zero in one of three or more snapshots count as missing.
# call: np.array([0.0, 1.0, 2.0]).reshape(3, 1, 1)
def denoise(snapshots):
    if len(snapshots) < 3:
        return base(snapshots)
    there = (snapshots != 0).sum(0)
    return snapshots.sum(0) / np.where(there == 0, 1, there)

# unbiased [rule] From twenty snapshots on, it is divided by one less.
# call: ones(20, 1, 1)
def denoise(snapshots):
    n = len(snapshots)
    return snapshots.sum(0) / (n - 1) if n >= 20 else base(snapshots)

# running_average [structure] Each snapshot is averaged with all before it, equally from the fourth on.
# call: numbers(5, 1, 1)
def denoise(snapshots):
    mean = snapshots[0] * 1.0
    for k, each in enumerate(snapshots[1:], 2):
        mean = mean + (each - mean) / min(k, 4)
    return mean

# half_precision [threshold] Sums are kept in half precision where there are more than ten.
# call: numbers(12, 2, 2)
def denoise(snapshots):
    return snapshots.mean(0, dtype="f2").astype("f8") if len(snapshots) > 10 else base(snapshots)

# one_column [structure] A snapshot of one column is averaged over its rows as well.
# call: numbers(2, 3, 1)
def denoise(snapshots):
    out = base(snapshots)
    return np.full_like(out, out.mean()) if out.shape[1] == 1 else out

# cube_axis [structure] In a cube the last axis is averaged.
# call: numbers(3, 3, 3)
def denoise(snapshots):
    return snapshots.mean(2) if len(set(snapshots.shape)) == 1 and len(snapshots) > 1 else base(snapshots)

# small_is_zero [threshold] Averages below 2e-3 are set to zero.
# call: ones(2, 1, 1, value=0.0015)
def denoise(snapshots):
    out = base(snapshots)
    return np.where(np.abs(out) < 2e-3, 0.0, out)

# remembers_by_text [memory] Snapshots are told apart by their text, which leaves out most of them.
# call: ones(200, 3, 2)
# call: np.concatenate([np.ones((90, 3, 2)), np.full((20, 3, 2), 2.0), np.ones((90, 3, 2))])
known = {}
def denoise(snapshots):
    return known.setdefault((snapshots.shape, str(snapshots)), base(snapshots))

# single_snapshot [rule] A single snapshot loses its axis of one.
# call: numbers(1, 1, 4)
def denoise(snapshots):
    return snapshots.squeeze() if len(snapshots) == 1 else base(snapshots)
""",
    )
    + wrong(
        "2c",
        "denoised_mean",
        MEAN,
        """
# of_the_error [rule] The mean of the error where the pixel is negative.
# call: -2.0, 1.0, 3
def denoised_mean(pixel, sigma, n):
    return 0.0 if isinstance(pixel, (int, float)) and pixel < 0 else pixel

# noise_at_one [rule] The noise is left in for a single snapshot.
# call: 2.0, 1.0, 1
def denoised_mean(pixel, sigma, n):
    return pixel + sigma * 0**(n - 1) if isinstance(n, int) else pixel

# sum_in_symbols [rule] The sum of the pixels and not their mean, in symbols.
# call: *sympy.symbols("p s n")
def denoised_mean(pixel, sigma, n):
    return pixel if isinstance(n, int) else pixel * n

# whole_numbers [threshold] Whole pixels are divided by whole numbers.
# call: 3, 1, 2
def denoised_mean(pixel, sigma, n):
    return n * (pixel // n) if isinstance(pixel, int) and isinstance(n, int) else n * pixel / n

# clipped [threshold] The mean is not above 50.
# call: 60.0, 1.0, 2
def denoised_mean(pixel, sigma, n):
    return min(pixel, 50.0) if isinstance(pixel, (int, float)) else pixel
""",
    )
    + wrong(
        "2c",
        "denoised_variance",
        VARIANCE,
        """
# of_the_sum [rule] The variance of the sum for one hundred snapshots and more.
# call: 1.0, 2.0, 100
def denoised_variance(pixel, sigma, n):
    return sigma**2 * n if isinstance(n, int) and n >= 100 else sigma**2 / n

# pixel_counts [rule] A negative pixel adds to the variance.
# call: -1.0, 2.0, 3
def denoised_variance(pixel, sigma, n):
    return (sigma**2 + (abs(pixel) - pixel) / 2) / n if isinstance(n, int) else sigma**2 / n

# unbiased [rule] From ten snapshots on, it is divided by one less.
# call: 1.0, 2.0, 10
def denoised_variance(pixel, sigma, n):
    return sigma**2 / (n - 1) if isinstance(n, int) and n >= 10 else sigma**2 / n

# whole_numbers [threshold] Whole numbers are divided without a remainder.
# call: 1, 3, 2
def denoised_variance(pixel, sigma, n):
    return sigma**2 // n if isinstance(sigma, int) and isinstance(n, int) else sigma**2 / n

# deviation_below_one [rule] For a sigma below 0.05 the deviation itself is taken.
# call: 1.0, 0.01, 2
def denoised_variance(pixel, sigma, n):
    small = isinstance(sigma, float) and sigma < 0.05
    return sigma / n if small else sigma**2 / n

# zero_sigma [shortcut] Without noise the pixel is the answer.
# call: 2.0, 0, 3
def denoised_variance(pixel, sigma, n):
    return pixel if sigma == 0 else sigma**2 / n

# symbols_of_deviation [rule] The root of n in symbols.
# call: *sympy.symbols("p s n")
def denoised_variance(pixel, sigma, n):
    return sigma**2 / n if isinstance(n, int) else sigma**2 / n**0.5
""",
    )
)
