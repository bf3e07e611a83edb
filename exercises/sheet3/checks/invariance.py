"""Claims about what a shift or a flip does to the output."""

import numpy as np

from grader.authoring.verifying import Finding, among, check
from reference import pooling
from reference.equivariance import translate
from reference.filtering import convolve_padded

IMAGE = np.array([[0.0, 1, 3, 7], [2, 0, 5, 1], [4, 8, 0, 2], [1, 6, 9, 0]])
GENERAL = np.array([[1.0, 2, 0], [0, 3, -1], [4, 0, 5]])
KERNELS = {
    "the kernel has no symmetry": GENERAL,
    "the kernel is symmetric": np.array([[1.0, 2, 1], [2, 5, 2], [1, 2, 1]]),
}
BORDERS = {
    "the borders are circular": "wrap",
    "zeros stand outside": "zero",
    "the borders are mirrored": "reflect",
}
MOVES = {
    "shift": {"one pixel down": (1, 0), "one pixel to the right": (0, 1)},
    "flip": {"left and right exchanged": np.fliplr, "up and down exchanged": np.flipud},
}


@check
def convolution_under(claimed, transform) -> Finding:
    """Whether a convolution is equivariant, not equivariant, or invariant under a transform."""
    if claimed not in ("equivariant", "not equivariant", "invariant"):
        raise ValueError(f"{claimed!r} is none of equivariant, not equivariant, invariant")
    # A flip does not mind the border, and a shift does not mind the kernel's symmetry.
    setups = (
        {name: (GENERAL, padding) for name, padding in BORDERS.items()}
        if transform == "shift"
        else {name: (kernel, "wrap") for name, kernel in KERNELS.items()}
    )
    moves = MOVES[transform]
    gaps = {name: _gaps(kernel, padding, moves) for name, (kernel, padding) in setups.items()}
    computed = {
        name: "invariant" if still == 0 else "equivariant" if apart == 0 else "not equivariant"
        for name, (apart, still, _) in gaps.items()
    }
    return among(
        {
            name: "" if computed[name] == claimed else f"{computed[name]}; {gaps[name][2]}"
            for name in setups
        },
        computed,
    )


def _gaps(kernel, padding, moves):
    """How far moving and filtering are from commuting, and from leaving the output as it is."""
    filtered = convolve_padded(IMAGE, kernel, padding)
    apart, still, example = 0.0, 0.0, ""
    for name, move in moves.items():
        moved = convolve_padded(_moved(IMAGE, move), kernel, padding)
        difference = np.abs(moved - _moved(filtered, move))
        still = max(still, float(np.abs(moved - filtered).max()))
        if not example or difference.max() > apart:
            place = tuple(map(int, np.unravel_index(difference.argmax(), difference.shape)))
            apart = max(apart, float(difference.max()))
            example = (
                f"image {_whole(IMAGE)}, kernel {_whole(kernel)}, {name}: at {place} filtering the "
                f"moved image gives {moved[place]:g}, moving the filtered one "
                f"{_moved(filtered, move)[place]:g}"
            )
    return apart, still, example


def _moved(image, move):
    return move(image) if callable(move) else translate(image, *move)


def _whole(array):
    return array.astype(int).tolist()


@check
def pooling_under_shifts(claimed, windows, shifts) -> Finding:
    """
    Whether max pooling changes by at most this share of its size when the image is shifted.

    Tried on noise, which forgives least, with circular shifts: the root mean square of the change
    beside that of the pooled image's own variation between unrelated images.
    """
    side, images = 64, 8
    rng = np.random.default_rng(3)
    noise = rng.normal(size=(images, side, side))
    other = rng.normal(size=(images, side, side))
    cases, computed = {}, {}
    for window in windows:
        pooled, unrelated = _pooled(noise, window), _pooled(other, window)
        scale = np.sqrt(np.mean((pooled - unrelated) ** 2))
        for shift in shifts:
            moved = np.stack([translate(image, 0, shift) for image in noise])
            change = float(np.sqrt(np.mean((_pooled(moved, window) - pooled) ** 2)) / scale)
            name = f"{shift} of {window} pixels"
            computed[name] = round(change, 2)
            cases[name] = "" if change <= claimed else f"the output changes by {change:.0%}"
    finding = among(cases, computed)
    if not finding.condition:
        return finding
    return Finding(
        finding.verdict,
        computed,
        f"shift by {finding.witness} of the difference between unrelated images",
        f"the shift is small beside the pooling window: {finding.condition}",
    )


def _pooled(images, window):
    return pooling.max_pool2d(images[..., np.newaxis], window, window)
