"""Question 3a, right: shifts, gaps and words in other ways."""

from tests.verdicts.variant import right

TABLE = """
WORDS = {"convolution", "relu", "global_average_pooling", "global_max_pooling"}
MOVES = {"shift", "flip", "rotate90"}
"""

VARIANTS = (
    right(
        "3a",
        "translate",
        "import numpy as np\n",
        """
# two_slices Two parts, exchanged, for each axis.
def translate(image, rows, columns):
    i, j = -rows % image.shape[0], -columns % image.shape[1]
    image = np.concatenate([image[i:], image[:i]])
    return np.hstack([image[:, j:], image[:, :j]])

# sixty_four_bits Shifts become integers of 64 bits, which hold all that are asked.
def translate(image, rows, columns):
    shift = np.array([rows, columns], dtype=np.int64) % image.shape
    return np.roll(image, shift, axis=(0, 1))

# by_index Each pixel asks where it comes from.
def translate(image, rows, columns):
    h, w = image.shape
    return [[image[(i - rows) % h, (j - columns) % w] for j in range(w)] for i in range(h)]

# deques Python's queues know how to turn.
from collections import deque
def translate(image, rows, columns):
    lines = deque(deque(line) for line in image.tolist())
    lines.rotate(rows % len(lines))
    for line in lines:
        line.rotate(columns % len(line))
    return tuple(tuple(line) for line in lines)

# permutation_matrices A product with two permutations.
def translate(image, rows, columns):
    h, w = image.shape
    down = np.roll(np.eye(h), rows % h, axis=0)
    right = np.roll(np.eye(w), columns % w, axis=1)
    return np.asfortranarray(down @ image @ right)

# fourier A phase for each frequency.
def translate(image, rows, columns):
    h, w = image.shape
    u = np.exp(-2j * np.pi * np.arange(h) * (rows % h) / h)
    v = np.exp(-2j * np.pi * np.arange(w) * (columns % w) / w)
    return np.fft.ifft2(np.fft.fft2(image) * np.outer(u, v)).real

# tiled A window of the image repeated; locked.
def translate(image, rows, columns):
    h, w = image.shape
    i, j = (-rows) % h, (-columns) % w
    view = np.tile(image, (2, 2))[i : i + h, j : j + w]
    view.flags.writeable = False
    return view
""",
    )
    + right(
        "3a",
        "equivariance_gap",
        "import numpy as np\n",
        """
# scipy_both SciPy's convolution with both borders.
from scipy.signal import convolve2d
def equivariance_gap(image, kernel, rows, columns, padding):
    boundary = {"wrap": "wrap", "zero": "fill"}.get(padding)
    if not boundary:
        raise ValueError(padding)
    move = lambda a: np.roll(np.roll(a, rows, 0), columns, 1)
    blur = lambda a: convolve2d(a, kernel, mode="same", boundary=boundary)
    return np.max(np.abs(move(blur(image)) - blur(move(image))))

# wrap_is_zero With circular borders there is no gap; shifting back instead of forth.
from scipy import ndimage
def equivariance_gap(image, kernel, rows, columns, padding):
    if padding == "wrap":
        return 0
    if padding != "zero":
        raise ValueError
    back = np.roll(ndimage.convolve(np.roll(image, (rows, columns), (0, 1)), kernel,
                                    mode="constant"), (-rows, -columns), (0, 1))
    return abs(back - ndimage.convolve(image, kernel, mode="constant")).max()

# definition Sums of the definition, pixel by pixel.
def equivariance_gap(image, kernel, rows, columns, padding):
    if padding not in {"wrap", "zero"}:
        raise ValueError(padding)
    h, w = image.shape
    half = len(kernel) // 2
    def at(a, i, j):
        if padding == "wrap":
            return a[i % h][j % w]
        return a[i][j] if 0 <= i < h and 0 <= j < w else 0.0
    def blurred(a):
        around = range(-half, half + 1)
        return [[sum(kernel[half + u, half + v] * at(a, i - u, j - v) for u in around
                     for v in around) for j in range(w)] for i in range(h)]
    def moved(a):
        return [[a[(i - rows) % h][(j - columns) % w] for j in range(w)] for i in range(h)]
    one, two = moved(blurred(image)), blurred(moved(image))
    return max(abs(a - b) for x, y in zip(one, two) for a, b in zip(x, y))

# as_matrix The filter as one matrix, the shift as another; a 0-d array.
def equivariance_gap(image, kernel, rows, columns, padding):
    modes = ["wrap", "zero"]
    circular = modes.index(padding) == 0
    h, w = image.shape
    half, filter_ = len(kernel) // 2, np.zeros((h * w, h * w))
    for i, j, u, v in np.ndindex(h, w, len(kernel), len(kernel)):
        a, b = i - (u - half), j - (v - half)
        if circular or (0 <= a < h and 0 <= b < w):
            filter_[i * w + j, (a % h) * w + b % w] += kernel[u, v]
    places = np.roll(np.arange(h * w).reshape(h, w), (rows % h, columns % w), (0, 1)).ravel()
    flat = image.ravel()
    return np.array(np.abs((filter_ @ flat)[places] - filter_ @ flat[places]).max())

# linear One filter of a difference where that is the same.
def equivariance_gap(image, kernel, rows, columns, padding):
    if padding not in ("wrap", "zero"):
        raise ValueError(f"{padding!r} is unknown")
    h, w = image.shape
    k = len(kernel)
    pad = lambda a: np.pad(a, k // 2, "wrap" if padding == "wrap" else "constant")
    windows = lambda a: np.lib.stride_tricks.sliding_window_view(pad(a), (k, k))
    move = lambda a: np.roll(a, (rows % h, columns % w), axis=(0, 1))
    difference = move(windows(image)) - windows(move(image))
    return float(np.abs(np.tensordot(difference, kernel[::-1, ::-1], 2)).max())
""",
    )
    + right(
        "3a",
        "classify",
        TABLE,
        """
# text_enumeration A member of an enumeration of texts.
from enum import Enum
class Kind(str, Enum):
    SAME = "invariant"
    MOVES = "equivariant"
    OTHER = "neither"
def classify(operation, transform):
    if operation not in WORDS or transform not in MOVES:
        raise ValueError
    if "pooling" in operation:
        return Kind.SAME
    return Kind.MOVES if operation == "relu" or transform == "shift" else Kind.OTHER

# str_enumeration A member of Python's own enumeration of texts.
from enum import StrEnum, auto
class Answer(StrEnum):
    invariant = auto()
    equivariant = auto()
    neither = auto()
def classify(operation, transform):
    if {operation} - WORDS or {transform} - MOVES:
        raise ValueError((operation, transform))
    if operation.startswith("global"):
        return Answer.invariant
    return [Answer.neither, Answer.equivariant][operation == "relu" or transform == "shift"]

# numpy_text NumPy's text.
import numpy as np
def classify(operation, transform):
    row = ["convolution", "relu", "global_average_pooling", "global_max_pooling"].index(operation)
    column = ["shift", "flip", "rotate90"].index(transform)
    names = np.array(["invariant", "equivariant", "neither"])
    return names[[[1, 2, 2], [1, 1, 1], [0, 0, 0], [0, 0, 0]][row][column]]

# own_text A class of text of its own.
class Text(str):
    def __str__(self):
        return "something else"
    def __repr__(self):
        return "nothing"
def classify(operation, transform):
    match operation, transform:
        case "convolution", "flip" | "rotate90":
            return Text("neither")
        case "convolution" | "relu", "shift" | "flip" | "rotate90":
            return Text("equivariant")
        case "global_average_pooling" | "global_max_pooling", "shift" | "flip" | "rotate90":
            return Text("invariant")
    raise UnicodeError("unknown")

# tried_out The answer is found by trying it out.
import numpy as np
image = np.random.default_rng(0).normal(size=(5, 5))
def conv(a):
    k = np.random.default_rng(1).normal(size=(3, 3))
    return sum(k[u, v] * np.roll(a, (u - 1, v - 1), (0, 1)) for u in range(3) for v in range(3))
OPERATIONS = {"convolution": conv, "relu": lambda a: np.maximum(a, 0),
              "global_average_pooling": np.mean, "global_max_pooling": np.max}
TRANSFORMS = {"shift": lambda a: np.roll(a, (1, 2), (0, 1)) if np.ndim(a) else a,
              "flip": lambda a: a[:, ::-1] if np.ndim(a) else a,
              "rotate90": lambda a: np.rot90(a) if np.ndim(a) else a}
def classify(operation, transform):
    try:
        f, t = OPERATIONS[operation], TRANSFORMS[transform]
    except LookupError as error:
        raise ValueError from error
    if np.allclose(f(t(image)), f(image)):
        return "invariant"
    return "equivariant" if np.allclose(f(t(image)), t(f(image))) else "neither"

# zero_dimensional An array without axes that holds a text.
import numpy as np
def classify(operation, transform):
    if not (operation in WORDS and transform in MOVES):
        raise ValueError
    if operation in sorted(WORDS)[1:3]:
        return np.array("invariant")
    return np.array("neither" if operation == "convolution" and transform != "shift" else "equivariant")
""",
    )
)
