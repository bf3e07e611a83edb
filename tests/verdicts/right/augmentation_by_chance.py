"""Question 1e's randomness, right in other ways of drawing."""

from tests.verdicts.variant import right

VARIANTS = right(
    "1e",
    "random_crop",
    "import numpy as np\n",
    """
# one_number One number for both, taken apart.
def random_crop(image, size, rng):
    h, w = (side - size + 1 for side in image.shape[:2])
    i, j = divmod(int(rng.integers(h * w)), w)
    return image[i : i + size, j : j + size].copy()

# columns_first The column is drawn before the row, by choice.
def random_crop(image, size, rng):
    j = rng.choice(image.shape[1] - size + 1)
    i = rng.choice(np.arange(image.shape[0] - size + 1))
    return np.ascontiguousarray(image[i:, j:][:size, :size])

# real_numbers Real numbers below the count, cut off.
def random_crop(image, size, rng):
    corner = (rng.random(2) * (np.array(image.shape[:2]) - size + 1)).astype(int)
    return image[tuple(slice(c, c + size) for c in corner)]

# permutation The first of a permutation of all windows.
def random_crop(image, size, rng):
    corners = [(i, j) for i in range(image.shape[0] - size + 1)
               for j in range(image.shape[1] - size + 1)]
    i, j = corners[rng.permutation(len(corners))[0]]
    return image[i : i + size, j : j + size].tolist()

# rejection Numbers of 16 bits, drawn again where they would favour some.
def random_crop(image, size, rng):
    def below(n):
        while (drawn := int(rng.integers(1 << 16))) >= (1 << 16) - (1 << 16) % n:
            pass
        return drawn % n
    rows, columns = (below(side - size + 1) for side in image.shape[:2])
    return image[rows : rows + size, columns : columns + size]

# python_random Python's generator, with a seed of 256 bits from the one given.
import random
def random_crop(image, size, rng):
    own = random.Random(rng.bytes(32))
    i, j = (own.randint(0, side - size) for side in image.shape[:2])
    return image[i : i + size, j : j + size]

# smallest_of_many The place of the smallest of many normal numbers.
def random_crop(image, size, rng):
    z = rng.normal(size=[side - size + 1 for side in image.shape[:2]])
    i, j = np.unravel_index(z.argmin(), z.shape)
    view = np.lib.stride_tricks.sliding_window_view(image, (size, size), axis=(0, 1))
    return np.moveaxis(view[i, j], 0, -1)
""",
) + right(
    "1e",
    "add_noise",
    "import numpy as np\n",
    """
# standard_normal Standard normal numbers, scaled.
def add_noise(image, sigma, rng):
    return image + sigma * rng.standard_normal(image.shape)

# box_muller Box and Muller's two formulas.
def add_noise(image, sigma, rng):
    radius = np.sqrt(-2 * np.log1p(-rng.random(image.shape)))
    return image + sigma * radius * np.sin(2 * np.pi * rng.random(image.shape))

# inverse SciPy's inverse of the distribution function.
from scipy.special import ndtri
def add_noise(image, sigma, rng):
    u = rng.random(image.shape)
    return image + sigma * ndtri(np.where(u == 0, 0.5, u))

# around_each_pixel Each pixel is the mean of its own draw.
def add_noise(image, sigma, rng):
    return rng.normal(loc=image, scale=sigma)

# one_by_one Lists, one number after the other.
def add_noise(image, sigma, rng):
    return [[[v + sigma * rng.standard_normal() for v in p] for p in row] for row in image.tolist()]

# transposed Noise drawn in another order.
def add_noise(image, sigma, rng):
    z = rng.normal(size=image.shape[::-1])
    return np.add(image, z.T * sigma, order="F")

# ziggurat_row_by_row Each row from the generator by itself, with the spread as an array.
def add_noise(image, sigma, rng):
    rows = [rng.normal(row, np.full(row.shape, sigma)) for row in image]
    return np.stack(rows)

# children A generator for each channel, spawned from the one given.
def add_noise(image, sigma, rng):
    seeds = rng.integers(1 << 63, size=(image.shape[2], 4))
    parts = [np.random.default_rng(s.tolist()).normal(0, sigma, image.shape[:2]) for s in seeds]
    return image + np.stack(parts, axis=-1)

# single_precision_draws Draws of 32 bits, which are precise enough to be normal.
def add_noise(image, sigma, rng):
    z = rng.standard_normal(image.shape, dtype=np.float32) + 1e-9 * rng.standard_normal(image.shape)
    return image + sigma * z

# polar Marsaglia's polar method.
def add_noise(image, sigma, rng):
    z = []
    while len(z) < image.size:
        u, v = rng.uniform(-1, 1, 2)
        s = u * u + v * v
        if 0 < s < 1:
            z.append(u * np.sqrt(-2 * np.log(s) / s))
    return image + sigma * np.array(z).reshape(image.shape)
""",
)
