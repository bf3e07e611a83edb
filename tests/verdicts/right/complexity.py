"""Question 3f, right: costs in many spellings, and blurs in other ways."""

from tests.verdicts.variant import right

SPELLINGS = (
    ("bare", "N^2 K^2", "N^2 K"),
    ("stars", "N**2 * K**2", "N**2*K"),
    ("superscripts", "N²K²", "N²K"),
    ("dots", "O(N² · K²)", "O(N² · K)"),
    ("crosses", "Θ(N × N × K × K)", "Θ(N × N × K)"),
    ("small_letters", "o(n^2 k^2)", "o(n^2 k)"),
    ("blanks", "  O ( N ^ 2  K ^ 2 )  ", "  O( N N K )  "),
    ("factors", "O(5 N^2 K^2)", "O(2*N^2*K)"),
    ("unsimplified", "(N K)^2", "N^2 (K + K)"),
    ("lower_orders", "N^2 K^2 + 3 N^2 + 7 K + 1", "2 N^2 K + N K + 12"),
    ("divided", "N^4 K^2 / N^2", "N^3 K / N"),
    ("additions_too", "N^2 (2 K^2 - 1)", "N^2 (2 (2K - 1))"),
    ("cubes", "N³K³ / (N K)", "N³K / N + K³"),
    ("dominated", "N^2 K^2 + N K^3 + K^4", "N^2 K + N K^2 + K^3"),
    ("larger_border", "(N + K)^2 K^2", "(N + K - 1) N K + N^2 K"),
    ("decimals", "0.5 N^2 K^2", "1.5 N^2 K + 0.25 N^2"),
    ("brackets", "((N)^(2))*((K)^(2))", "(((N*N)*K))"),
    ("both_passes", "(N K) (K N)", "N^2 K + N^2 K"),
)
PAGE = "\n".join(
    f"# {name} Both costs, spelt {name.replace('_', ' ')}.\n"
    f"def filter_complexity(separable):\n    return {two!r} if separable else {one!r}\n"
    for name, one, two in SPELLINGS
)

VARIANTS = (
    right("3f", "filter_complexity", "", PAGE)
    + right(
        "3f",
        "filter_complexity",
        "",
        """
# numpy_text NumPy's text.
import numpy as np
def filter_complexity(separable):
    return np.array(["O(N^2 K^2)", "O(N^2 K)"])[int(separable)]

# text_enumeration A member of an enumeration of texts.
from enum import Enum
class Cost(str, Enum):
    ONE = "O(N^2 K^2)"
    TWO = "O(N^2 K)"
    def __str__(self):
        return self.name
def filter_complexity(separable):
    return Cost.TWO if separable else Cost.ONE

# put_together A text that is put together.
def filter_complexity(separable, n="N", k="K"):
    return "O({0}*{0}*{1})".format(n, "*".join([k] * (1 if separable else 2)))
""",
    )
    + right(
        "3f",
        "blur_separable",
        "import numpy as np\n",
        """
# numpy_convolve NumPy's convolution along both axes.
def blur_separable(image, taps):
    half = len(taps) // 2
    def along(line):
        return np.convolve(line, taps)[half : half + len(line)]
    return np.apply_along_axis(along, 1, np.apply_along_axis(along, 0, image))

# scipy_ndimage SciPy's filter for one axis, twice.
from scipy.ndimage import correlate1d
def blur_separable(image, taps):
    return correlate1d(correlate1d(image, taps, 1, mode="constant"), taps, 0, mode="constant")

# toeplitz Two banded matrices.
def blur_separable(image, taps):
    half = len(taps) // 2
    def band(side):
        return sum(tap * np.eye(side, k=k - half) for k, tap in enumerate(taps))
    return band(image.shape[0]) @ image @ band(image.shape[1]).T

# symmetric_pairs Taps of equal distance are taken together.
def blur_separable(image, taps):
    half = len(taps) // 2
    def one(a):
        p = np.pad(a, [(half, half), (0, 0)])
        h = len(a)
        out = taps[half] * a
        for k in range(half):
            out = out + taps[k] * (p[k : k + h] + p[2 * half - k : 2 * half - k + h])
        return out
    return one(one(image).T).T

# lines_of_spectra A product of spectra for each line.
def blur_separable(image, taps):
    half = len(taps) // 2
    def one(a):
        size = a.shape[1] + len(taps) - 1
        whole = np.fft.irfft(np.fft.rfft(a, size) * np.fft.rfft(taps, size), size)
        return whole[:, half : half + a.shape[1]]
    return np.asfortranarray(one(one(image).T).T)

# windows_of_lines Views of windows along one axis, and two products; locked.
def blur_separable(image, taps):
    half = len(taps) // 2
    view = np.lib.stride_tricks.sliding_window_view
    down = view(np.pad(image, [(half, half), (0, 0)]), len(taps), axis=0) @ taps
    out = view(np.pad(down, [(0, 0), (half, half)]), len(taps), axis=1) @ taps
    out.flags.writeable = False
    return out
""",
    )
)
