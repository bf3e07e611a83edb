"""
What Questions 2 and 3 are asked about: single-channel images, kernels and scores.

An image and its kernel are drawn together, because how large one may be depends on the other:
a mirror needs an image larger than half the kernel, zeros need nothing. Numbers are 0 or of
size 1e-3 to 100 wherever the sheet states no other range.
"""

import numpy as np
from hypothesis import example
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from exercises.sheet3.strategies import LONG, other_words, sides, tensors

__all__ = [
    "BROAD",
    "CROOKED",
    "FRAMED",
    "RAMP",
    "STEEP",
    "each",
    "filterings",
    "foreign_paddings",
    "inseparable_kernels",
    "kernels",
    "line_kernels",
    "other_paddings",
    "planes",
    "products",
    "rank_two_kernels",
    "scaled_products",
    "scores",
]

# The image and one row of answers are printed on the sheet.
RAMP = np.array([[3.0, 4, 8, 10, 22, 45, 50, 65]] * 10)

# Differences beyond 255, where an image of bytes would end.
STEEP = np.array([[-100.0, -100, 100, 100, 100]] * 3 + [[-100.0] * 5] * 2)

# No symmetry: turned or mirrored in any way it is another kernel.
CROOKED = np.array([[1.0, -2, 4], [0, 3, 0.5], [-1, 7, 2]])
# Large enough for others that differ inside alone.
BROAD = np.arange(25.0).reshape(5, 5) ** 2 % 23 - 9
FRAMED = np.arange(24.0).reshape(4, 6) ** 2 % 23

# A kernel of side 7 costs as much as five of side 3.
SIDES = (3, 1, 3, 5, 3, 1, 5, 7)
# What other libraries, and other questions, call a padding.
ELSEWHERE = (
    *("same", "valid", "full", "constant", "edge", "nearest", "mirror", "mirrored", "symmetric"),
    *("reflect101", "reflection", "circular", "periodic", "replicate", "wrap", "reflect", "zero"),
    *("", " ", "0", "None", "none", "zeros", "zero-padding", "zero_padding", "pad", "default"),
)
# Slips of the pen; each tells apart another way to forgive them.
SLIPS = {
    "zero": ("Zero", "zero ", "zer", "nonzero", "ZERO"),
    "reflect": ("Reflect", " reflect", "reflec", "reflected"),
    "wrap": ("Wrap", " wrap", "wra", "wraps", "wrapped"),
}


def planes(min_side=1, max_side=7, small=None):
    """Single images, (H, W)."""
    return sides(min_side, max_side, small).flatmap(tensors)


def kernels(max_side=7):
    """Odd square kernels, (K, K), rarely with any symmetry."""
    side = st.sampled_from([side for side in SIDES if side <= max_side])
    return side.flatmap(lambda side: tensors((side, side)))


def filterings(room=lambda kernel_side: 1):  # noqa: ARG005
    """An image and a kernel, (H, W) and (K, K); ``room(K)`` is the image's smallest side."""
    return st.sampled_from(SIDES).flatmap(
        lambda side: st.tuples(planes(room(side)), tensors((side, side)))
    )


def other_paddings(*accepted):
    """Words for a padding that are none of the accepted ones, other libraries' words included."""
    return st.sampled_from(foreign_paddings(*accepted)) | other_words(*accepted)


def foreign_paddings(*accepted):
    """The words that a submission may have taken from elsewhere, or written with a slip."""
    slips = [slip for word in accepted for slip in SLIPS[word]]
    return [*(word for word in ELSEWHERE if word not in accepted), *slips]


def each(name, values, *shortcuts, **others):
    """
    An example for each of the values, so that none is left to chance.

    The ``shortcuts`` replace the other arguments in turn: what needs no work may be answered
    before a word is looked at.
    """
    turns = [{}, *shortcuts]

    def with_examples(test):
        for turn, value in enumerate(values):
            test = example(**{name: value, **others, **turns[turn % len(turns)]})(test)
        return test

    return with_examples


def scores(limit=20, max_size=6):
    """Score vectors, (k,): eighths with ties, or thousandths that look like noise."""
    size = st.integers(1, max_size) | st.integers(1, max_size) | st.sampled_from(LONG)
    eighths = st.integers(-8 * limit, 8 * limit).map(lambda count: count / 8)
    return size.flatmap(lambda k: arrays(np.float64, k, elements=eighths)) | size.flatmap(
        lambda k: arrays(
            np.float64, k, elements=st.integers(-1000 * limit, 1000 * limit), fill=st.nothing()
        ).map(lambda thousandths: thousandths / 1000)
    )


# Most are no binary fractions, so that the entries of a product are rounded.
PARTS = (1.0, 2.0, -1.0, 0.0, 3.0, 0.1, -0.3, 0.7, 1.1, -2.7, 4.0, 8.3)
WHOLE = (1.0, 2.0, -1.0, 0.0, 3.0, -5.0, 7.0)
# Above the 1e-6 below which the sheet asks nothing; each is a ratio of singular values.
NEAR_RATIOS = (2e-6, 1e-5, 1e-4, 1e-3)


def products(max_side=5, parts=PARTS, scales=(1.0,)):
    """Outer products of a column and a row, (M, N) with sides from 2, right up to rounding."""
    side = st.integers(2, max_side) | st.integers(2, max_side) | st.sampled_from([7, 9])
    part = side.flatmap(lambda n: st.lists(st.sampled_from(parts), min_size=n, max_size=n))
    product = st.builds(
        lambda column, row, scale: np.outer(column, row) * scale,
        *(part, part, st.sampled_from(scales)),
    )
    square = st.builds(
        lambda column, scale: np.outer(column, column) * scale, part, st.sampled_from(scales)
    )
    turned = st.builds(
        lambda column, by, scale: np.outer(column, np.roll(column, by)) * scale,
        *(part, st.integers(1, 3), st.sampled_from(scales)),
    )
    hollow = st.builds(
        lambda kernel, row, column: _hollow(kernel, row, column),
        *(product, st.sampled_from([0, 1, -1]), st.sampled_from([0, 1, -1])),
    )
    return (product | product | square | turned | hollow).filter(_is_rank_one_to_the_last_digit)


def _hollow(kernel, row, column):
    """The kernel with one row and one column of zeros: it divides where nothing is."""
    kernel = kernel.copy()
    kernel[row], kernel[:, column] = 0.0, 0.0
    return kernel


def scaled_products():
    """Outer products, (M, N), with small or large entries, 1e-3 to 100 in size."""
    return products(parts=WHOLE, scales=(0.001, -0.001, 0.01, -1.0, 0.1, 2.0))


def line_kernels():
    """Single rows, single columns, 1x1, and zeros of any shape: separable all of them."""
    length, side = st.integers(1, 6) | st.sampled_from(LONG), st.integers(1, 4)
    rows = length.flatmap(lambda n: tensors((1, n)))
    columns = length.flatmap(lambda m: tensors((m, 1)))
    return rows | columns | st.tuples(side, side).map(np.zeros)


@st.composite
def rank_two_kernels(draw, shapes):
    """Whole-numbered kernels of rank two, (M, N): from side 3 on their determinant is 0."""
    height, width = draw(shapes)
    weights = arrays(np.float64, (height - 2, 2), elements=st.integers(-2, 2), fill=st.nothing())
    rest = arrays(np.float64, (2, width - 2), elements=st.integers(-3, 3), fill=st.nothing())
    corner = [[draw(st.integers(1, 3)), draw(st.integers(-3, 3))], [0, draw(st.integers(1, 3))]]
    kernel = np.vstack([np.eye(2), draw(weights)]) @ np.hstack([corner, draw(rest)])
    rows = draw(st.permutations(range(height)))
    return kernel[rows][:, draw(st.permutations(range(width)))]


@st.composite
def nearly_separable_kernels(draw):
    """Kernels (M, N) with a second singular value that is small beside the largest, yet counts."""
    side, entry = st.integers(2, 3), st.integers(2, 5).map(float)
    part = side.flatmap(lambda n: st.lists(entry, min_size=n, max_size=n))
    column, row = np.array(draw(part)), np.array(draw(part))
    across = [np.array([-part[1], part[0], *part[2:] * 0]) for part in (column, row)]
    sizes = [np.linalg.norm(part) for part in (column, row, *across)]
    ratio = draw(st.sampled_from(NEAR_RATIOS)) * sizes[0] * sizes[1] / (sizes[2] * sizes[3])
    return np.outer(column, row) + ratio * np.outer(*across)


def inseparable_kernels():
    """Kernels (M, N) of rank two and more, square or not, some of them nearly separable."""
    side = st.integers(2, 5) | st.integers(2, 7)
    pairs = rank_two_kernels(st.tuples(side, side))
    apart = pairs.flatmap(lambda kernel: st.sampled_from(_spread_out(kernel)))
    full = st.integers(2, 4).flatmap(
        lambda n: st.permutations(range(n)).map(lambda order: np.eye(n)[order] * 3.0 - 1.0)
    )
    return pairs | apart | nearly_separable_kernels() | full | _special_rank_two()


def _spread_out(kernel):
    """The kernel with zero rows or columns between its own, and beside them."""
    rows = np.zeros((2 * len(kernel) - 1, kernel.shape[1]))
    rows[::2] = kernel
    columns = np.zeros((len(kernel), 2 * kernel.shape[1] - 1))
    columns[:, ::2] = kernel
    return [
        *(rows, columns, np.pad(kernel, ((1, 0), (0, 0))), np.pad(kernel, ((0, 0), (1, 0)))),
        np.pad(kernel, ((0, 1), (0, 1))),
    ]


def _special_rank_two():
    """Kernels of rank two and more that differ from an outer product in one entry or line only."""
    line = st.lists(st.sampled_from([1.0, 2.0, 3.0, -1.0]), min_size=2, max_size=9)

    def kernel(column, row, place, by):
        product = np.outer(column, row)
        product[place[0] % len(column), place[1] % len(row)] += by
        return product

    changed = st.builds(
        *(kernel, line, line, st.tuples(st.integers(0, 8), st.integers(0, 8))),
        st.sampled_from([1.0, -1.0, 0.001, 0.5]),
    )
    symmetric = st.integers(2, 6).flatmap(
        lambda n: st.sampled_from(
            [
                *(np.eye(n), np.eye(n)[::-1].copy(), np.eye(n) + 1.0),
                *(np.triu(np.ones((n, n))), np.eye(n, k=1) + np.eye(n, k=-1)),
            ]
        )
    )
    bits = st.tuples(st.integers(2, 4), st.integers(2, 4)).flatmap(
        lambda shape: arrays(np.float64, shape, elements=st.sampled_from([0.0, 1.0]))
    )
    mirrored = bits.filter(lambda x: len(x) == x.shape[1]).map(lambda x: np.maximum(x, x.T))
    return (changed | symmetric | bits | mirrored).filter(_is_beyond_doubt)


def _is_beyond_doubt(kernel):
    """Whether the second singular value is well above 1e-6 of the largest."""
    first, second, *_ = np.linalg.svd(kernel, compute_uv=False)
    return second > 1e-5 * first


def _is_rank_one_to_the_last_digit(kernel):
    """Whether even a computed second singular value stays below 4e-16 of the largest."""
    first, second, *_ = np.linalg.svd(kernel, compute_uv=False)
    return second <= 4e-16 * first
