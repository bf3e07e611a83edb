"""Question 1e but for its randomness, right in other ways."""

from tests.verdicts.variant import right

VARIANTS = (
    right(
        "1e",
        "mirror",
        "import numpy as np\n",
        """
# view A view of the argument.
def mirror(image):
    return image[:, ::-1]

# by_matrix A product with a turned identity.
def mirror(image):
    return np.einsum("hwc,vw->hvc", image, np.eye(image.shape[1])[::-1])

# lists Reversed lists.
def mirror(image):
    return [[list(pixel) for pixel in reversed(row)] for row in image]

# read_only Taken by index, stored column by column, and locked.
def mirror(image):
    out = np.asfortranarray(image.take(np.arange(image.shape[1])[::-1], axis=1))
    out.flags.writeable = False
    return out

# by_halves Each half is swapped with the other one, on a copy.
def mirror(image):
    out, w = image.copy(), image.shape[1]
    for j in range(w // 2):
        out[:, [j, w - 1 - j]] = out[:, [w - 1 - j, j]]
    return out
""",
    )
    + right(
        "1e",
        "rotate",
        "import numpy as np\n",
        """
# flips_and_swaps A table of flips and exchanged axes.
def rotate(image, quarter_turns):
    ways = [lambda a: a, lambda a: a.swapaxes(0, 1)[::-1],
            lambda a: a[::-1, ::-1], lambda a: a[::-1].swapaxes(0, 1)]
    return ways[quarter_turns & 3](image)

# recursion One turn after the other, but no more than three.
def rotate(image, quarter_turns):
    turns = quarter_turns % 4
    return image if not turns else rotate(np.flipud(np.transpose(image, (1, 0, 2))), turns - 1)

# by_coordinates Each pixel of the result asks where it comes from.
def rotate(image, quarter_turns):
    turns = int(quarter_turns) % 4
    h, w, c = image.shape
    out = np.empty((w, h, c) if turns % 2 else image.shape, order="F")
    for i, j in np.ndindex(out.shape[:2]):
        out[i, j] = image[[(i, j), (j, w - 1 - i), (h - 1 - i, w - 1 - j), (h - 1 - j, i)][turns]]
    return out

# rows_and_zip Rows and columns of Python lists.
def rotate(image, quarter_turns):
    rows = image.tolist()
    for _ in range(quarter_turns % 4):
        rows = list(zip(*rows))[::-1]
    return rows
""",
    )
    + right(
        "1e",
        "shear",
        "import numpy as np\n",
        """
# by_mask A roll of each row, and a mask of what came in.
def shear(image, pixels_per_row):
    h, w, c = image.shape
    out = np.zeros((h, w, c))
    places = np.arange(w)
    for r, row in enumerate(image):
        move = max(-w, min(w, r * pixels_per_row))
        rolled = np.roll(row, move, axis=0)
        inside = (places >= move) & (places < w + move)
        out[r] = np.where(inside[:, None], rolled, 0)
    return out

# padded Rows with as many zeros on both sides.
def shear(image, pixels_per_row):
    _, w, _ = image.shape
    wide = np.pad(image, [(0, 0), (w, w), (0, 0)])
    starts = [w - max(-w, min(r * pixels_per_row, w)) for r in range(len(image))]
    return np.stack([row[s : s + w] for row, s in zip(wide, starts)])

# by_gather Python's own ints tell where each pixel comes from.
def shear(image, pixels_per_row):
    h, w, c = image.shape
    black = [0] * c
    get = lambda r, j: list(image[r, j]) if 0 <= j < w else black
    return [[get(r, j - r * pixels_per_row) for j in range(w)] for r in range(h)]

# by_shift_matrices Products with matrices that have ones beside the diagonal.
def shear(image, pixels_per_row):
    w = image.shape[1]
    cut = lambda n: max(-w, min(w, n))
    shifts = np.stack([np.eye(w, k=-cut(r * pixels_per_row)) for r in range(len(image))])
    return shifts @ image
""",
    )
    + right(
        "1e",
        "colour_shift",
        "import numpy as np\n",
        """
# minimum_of_maximum Two bounds, one after the other.
def colour_shift(image, shift):
    return np.minimum(np.maximum(image + shift[None, None, :], 0), 1)

# channel_by_channel Channels apart, stacked again.
def colour_shift(image, shift):
    return np.dstack([(image[:, :, c] + s).clip(0.0, 1.0) for c, s in enumerate(shift)])

# median The middle one of three numbers.
def colour_shift(image, shift):
    total = image + shift
    return np.median([np.zeros_like(total), total, np.ones_like(total)], axis=0)

# lists Lists of Python's numbers, whole ones among them.
def colour_shift(image, shift):
    return [[[0 if v + s < 0 else 1 if v + s > 1 else v + s for v, s in zip(p, shift)]
             for p in row] for row in image.tolist()]

# absolute_values A formula with absolute values.
def colour_shift(image, shift):
    x = image + shift
    return (np.abs(x) - np.abs(x - 1) + 1) / 2
""",
    )
    + right(
        "1e",
        "stored_images",
        "",
        """
# by_table A table of factors.
def stored_images(images, augmentations, when):
    factor = {"training": 1, "preprocessing": augmentations + 1}.get(when)
    if factor is None:
        raise ValueError(f"{when!r} is neither")
    return factor * images

# by_index The place in a list, which refuses other words itself.
def stored_images(images, augmentations, when):
    before = 1 - ["preprocessing", "training"].index(when)
    return images + before * images * augmentations

# by_match Cases, and a subclass of ValueError.
class UnknownTime(ValueError):
    pass
def stored_images(images, augmentations, when):
    match when:
        case "training":
            return +images
        case "preprocessing":
            return images + images * augmentations
    raise UnknownTime(when)

# a_class An object that is called.
class Count:
    times = ("training", "preprocessing")
    def __call__(self, images, augmentations, when):
        if when not in self.times:
            raise ValueError
        return sum([images, images * augmentations][: self.times.index(when) + 1])
stored_images = Count()
""",
    )
)
