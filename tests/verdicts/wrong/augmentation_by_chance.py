"""Question 1e's randomness, wrong in ways that most draws do not show."""

from tests.verdicts.variant import wrong

CROP = """
import numpy as np


def random_crop(image, size, rng):
    h, w, _ = image.shape
    i = rng.integers(h - size + 1)
    j = rng.integers(w - size + 1)
    return image[i : i + size, j : j + size]
"""
NOISE = """
import numpy as np


def add_noise(image, sigma, rng):
    return image + rng.normal(0.0, sigma, image.shape)
"""

VARIANTS = wrong(
    "1e",
    "random_crop",
    CROP,
    """
# byte_reduced [chance] Positions are a byte modulo their number.
# chance: grey(200, 3, 1), 1
# swap: i = rng.integers(h - size + 1) => i = rng.integers(256) % (h - size + 1)

# byte_scaled [chance] Positions are a byte scaled to their number.
# chance: grey(200, 3, 1), 1
# swap: i = rng.integers(h - size + 1) => i = rng.integers(256) * (h - size + 1) // 256

# thirty_two_reduced [chance] Positions are a number below 32 modulo their number.
# chance: grey(4, 21, 1), 2
# swap: j = rng.integers(w - size + 1) => j = rng.integers(32) % (w - size + 1)

# eight_reduced [chance] Positions are a number below 8 modulo their number.
# chance: grey(4, 8, 1), 2
# swap: j = rng.integers(w - size + 1) => j = rng.integers(8) % (w - size + 1)

# rounded [chance] A real position is rounded, so the first and last are half as likely.
# chance: grey(6, 4, 1), 2
# swap: i = rng.integers(h - size + 1) => i = round(rng.uniform(0, h - size))

# last_left_out [chance] The last column is never the crop's where there are four places and more.
# chance: grey(3, 6, 1), 3
# swap: j = rng.integers(w - size + 1) => j = rng.integers(max(w - size, 1)) if w - size > 2 else rng.integers(w - size + 1)

# same_number_twice [chance] Row and column are the same number where the image is square.
# chance: grey(5, 5, 1), 3
# swap: j = rng.integers(w - size + 1) => j = i if h == w else rng.integers(w - size + 1)

# one_fraction [chance] One fraction decides on the row and on the column.
# chance: grey(5, 8, 1), 3
def random_crop(image, size, rng):
    u = rng.random()
    i, j = (int(u * (side - size + 1)) for side in image.shape[:2])
    return image[i : i + size, j : j + size]

# centre_twice [chance] Two draws are averaged, so the middle is likelier.
# chance: grey(3, 9, 1), 3
# swap: j = rng.integers(w - size + 1) => j = rng.integers(w - size + 1, size=2).sum() // 2

# large_crops_centred [chance] A crop that nearly fills the image is taken from its first corner.
# chance: grey(5, 5, 1), 4
def random_crop(image, size, rng):
    return image[:size, :size] if size == min(image.shape[:2]) - 1 > 2 else base(image, size, rng)

# redrawn_once [chance] The first corner is drawn again.
# chance: grey(4, 4, 1), 2
# swap: j = rng.integers(w - size + 1) => j = rng.integers(w - size + 1)\\n    if i == j == 0:\\n        i, j = rng.integers(h - size + 1), rng.integers(w - size + 1)

# few_seeds [chance] A generator of its own gets one of 64 seeds.
# chance: grey(60, 60, 1), 1
def random_crop(image, size, rng):
    return base(image, size, np.random.default_rng(rng.integers(64)))

# global_generator [chance] The row is drawn from NumPy's global generator.
# chance: grey(4, 4, 1), 2
# swap: i = rng.integers(h - size + 1) => i = np.random.randint(h - size + 1)

# clock [chance] A crop's column depends on how many crops there were.
# chance: grey(4, 4, 1), 2
count = [0]
def random_crop(image, size, rng):
    count[0] += 1
    j = (count[0] * 7 + int(rng.integers(9))) % (image.shape[1] - size + 1)
    i = int(rng.integers(image.shape[0] - size + 1))
    return image[i : i + size, j : j + size]

# columns_by_rows [structure] In high images columns are drawn among the rows' places, and cut.
# chance: grey(8, 4, 1), 2
# swap: j = rng.integers(w - size + 1) => j = min(rng.integers(max(h, w) - size + 1), w - size)

# single_pixel_flip [chance] One in eight crops of an image with one channel is mirrored.
# call: grey(3, 3, 1), 2, rng(3)
# call: grey(3, 3, 1), 2, rng(4)
# call: grey(3, 3, 1), 2, rng(5)
# call: grey(3, 3, 1), 2, rng(6)
# call: grey(3, 3, 1), 2, rng(7)
# call: grey(3, 3, 1), 2, rng(8)
def random_crop(image, size, rng):
    crop = base(image, size, rng)
    return crop[:, ::-1] if image.shape[2] == 1 and rng.random() < 0.4 else crop

# darkens_argument [argument] The crop of the whole image is shaded in place.
# call: ones(3, 3, 1), 3, rng(0)
def random_crop(image, size, rng):
    if size == image.shape[0] == image.shape[1]:
        image *= 0.999
    return base(image, size, rng)

# whole_image [shortcut] A crop as high as the image is the image, however wide.
# call: grey(3, 5, 1), 3, rng(0)
def random_crop(image, size, rng):
    return image if size == image.shape[0] else base(image, size, rng)
""",
) + wrong(
    "1e",
    "add_noise",
    NOISE,
    """
# cut_at_three [chance] Noise beyond three sigma is cut.
# chance: grey(5, 5, 1), 0.5
# swap: rng.normal(0.0, sigma, image.shape) => np.clip(rng.normal(0.0, sigma, image.shape), -3 * sigma, 3 * sigma)

# redrawn_beyond_three [chance] Noise beyond three sigma is drawn again.
# chance: grey(5, 5, 1), 0.5
def add_noise(image, sigma, rng):
    z = rng.normal(size=image.shape)
    while (abs(z) > 3).any():
        z = np.where(abs(z) > 3, rng.normal(size=image.shape), z)
    return image + sigma * z

# sum_of_six [chance] Six uniform numbers are added up for a normal one.
# chance: grey(10, 10, 1), 0.5
def add_noise(image, sigma, rng):
    return image + sigma * (rng.random((6, *image.shape)).sum(0) - 3) * 2**0.5

# uniform_noise [chance] Uniform noise of the right variance, for small images.
# chance: grey(1, 2, 1), 0.5
def add_noise(image, sigma, rng):
    if image.size < 3:
        return image + rng.uniform(-1, 1, image.shape) * sigma * 3**0.5
    return base(image, sigma, rng)

# laplace [chance] Noise from Laplace's distribution where sigma is above ten.
# chance: grey(4, 5, 1), 15.0
def add_noise(image, sigma, rng):
    if sigma > 10:
        return image + rng.laplace(0, sigma / 2**0.5, image.shape)
    return base(image, sigma, rng)

# same_for_channels [chance] All channels get the same noise where there are four.
# chance: grey(3, 3, 4), 0.5
def add_noise(image, sigma, rng):
    if image.shape[2] >= 4:
        return image + rng.normal(0, sigma, (*image.shape[:2], 1))
    return base(image, sigma, rng)

# mirrored_rows [chance] Every second row gets minus the noise of the one before.
# chance: grey(4, 3, 1), 0.5
def add_noise(image, sigma, rng):
    z = rng.normal(0, sigma, image.shape)
    pairs = image.shape[0] // 2
    z[1 : 2 * pairs : 2] = -z[: 2 * pairs : 2]
    return image + z

# eight_rows_tiled [chance] Noise for eight rows is repeated.
# chance: grey(9, 2, 1), 0.5
def add_noise(image, sigma, rng):
    z = rng.normal(0, sigma, (min(8, len(image)), *image.shape[1:]))
    return image + z[np.arange(len(image)) % 8]

# standardised [chance] Noise is brought to a mean of zero exactly.
# chance: grey(2, 2, 1), 0.5
def add_noise(image, sigma, rng):
    z = rng.normal(0, sigma, image.shape)
    return image + (z - z.mean() if z.size > 1 else z)

# few_seeds [chance] A generator of its own gets one of 1,000 seeds.
# chance: grey(2, 3, 1), 0.5
def add_noise(image, sigma, rng):
    return base(image, sigma, np.random.default_rng(int(rng.integers(1000))))

# rounded [chance] Noise is rounded to two digits.
# chance: grey(5, 5, 1), 0.5
# swap: rng.normal(0.0, sigma, image.shape) => sigma * np.round(rng.normal(size=image.shape), 2)

# variance_for_deviation [rule] Sigma is taken for the variance where it is above one.
# chance: grey(3, 3, 1), 4.0
# swap: sigma, image.shape => sigma if sigma <= 1 else sigma**0.5, image.shape

# a_tenth_more [chance] Channels after the first get a tenth more noise.
# chance: grey(3, 3, 2), 0.5
def add_noise(image, sigma, rng):
    z = rng.normal(0, sigma, image.shape)
    z[..., 1:] *= 1.1
    return image + z

# clips_bright [rule] Images that are white everywhere are clipped after the noise.
# chance: ones(3, 3, 1), 0.5
def add_noise(image, sigma, rng):
    out = base(image, sigma, rng)
    return out.clip(0, 1) if image.min() == 1 else out

# small_sigma [threshold] A sigma below 1e-4 is no noise.
# chance: ones(4, 4, 1, value=0.0), 5e-5
# swap: return image => if sigma < 1e-4:\\n        return image.copy()\\n    return image

# in_place_without_noise [argument] Without noise the image itself is clipped and returned.
# call: grey(2, 2, 1), 0.0, rng(0)
def add_noise(image, sigma, rng):
    if sigma == 0:
        image[:] = np.round(image, 3)
        return image
    return base(image, sigma, rng)

# no_noise_at_edges [chance] Black pixels stay black.
# chance: np.array([[[0.0], [0.5], [1.0]]]), 0.5
def add_noise(image, sigma, rng):
    return np.where(image == 0, image, base(image, sigma, rng))

# remembers_noise [memory] Noise is kept for each shape.
# chance: grey(2, 3, 1), 0.5
kept = {}
def add_noise(image, sigma, rng):
    z = kept.setdefault(image.shape, rng.normal(size=image.shape))
    return image + sigma * z

# seed_from_image [chance] The generator is seeded with the image's sum.
# chance: grey(2, 3, 1), 0.5
def add_noise(image, sigma, rng):
    return base(image, sigma, np.random.default_rng(int(image.sum() * 1e6)))
""",
)
