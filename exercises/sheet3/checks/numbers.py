"""Claims about numbers: memory, half precision, and rows of the Prewitt gradient."""

import numpy as np

from grader.authoring.verifying import Finding, check, fails, holds
from reference import augmentation, filtering, precision


@check
def precisions(claimed) -> Finding:
    """Whether a number takes so many bytes, and whether halves over- and underflow."""
    scan = (10.0 ** np.arange(-12, 9)).astype(np.float32)
    faults = [precision.half_precision_faults(scan[i : i + 1]) for i in range(len(scan))]
    lost = {
        kind: [v for v, found in zip(scan.tolist(), faults, strict=True) if found[kind]]
        for kind in ("overflow", "underflow")
    }
    computed = {
        **{name: precision.memory_bytes((1,), name) for name in ("single", "half")},
        **{kind: bool(values) for kind, values in lost.items()},
    }
    example = f"as a half {lost['overflow'][0]:g} is infinite and {lost['underflow'][-1]:g} is 0"
    return _equal(claimed, computed, example)


@check
def storage_while_training(claimed, most_images, most_views) -> Finding:
    """Whether augmenting while training stores less, more or the same, for any numbers from 1."""
    cases = [(i, v) for i in range(1, most_images + 1) for v in range(1, most_views + 1)]
    stored = [
        [augmentation.stored_images(*case, when) for when in ("training", "preprocessing")]
        for case in cases
    ]
    relations = {
        "less": all(a < b for a, b in stored),
        "the same": all(a == b for a, b in stored),
        "more": all(a > b for a, b in stored),
    }
    computed = next((name for name, always in relations.items() if always), "it depends")
    (images, views), (training, before) = cases[-1], stored[-1]
    example = f"{images} images with {views} views each: {training} while training, {before} before"
    return _equal(claimed, computed, example)


@check
def row_of_the_gradient(claimed, of, padding, image_row, copies, row) -> Finding:
    """Whether a row of gx, gy or the magnitude of an image of equal rows is this."""
    image = np.array([image_row] * copies, dtype=float)
    gx, gy = filtering.prewitt_gradients(image, padding)
    parts = {"gx": gx, "gy": gy, "magnitude": filtering.gradient_magnitude(image, padding)}
    computed = (parts[of][row] + 0.0).tolist()
    if len(claimed) == len(computed) and np.allclose(claimed, computed, rtol=0, atol=0.5e-9):
        return holds(computed)
    places = [
        f"entry {place} is {right:g}, not {wrong:g}"
        for place, (wrong, right) in enumerate(zip(claimed, computed, strict=False), start=1)
        if abs(wrong - right) > 0.5e-9
    ]
    return fails(computed, "; ".join(places) or f"the row has {len(computed)} entries")


@check
def preparation_of_the_kernels(claimed) -> Finding:
    """Whether sliding the Prewitt kernels over an image after this is a convolution with them."""
    prepared = {
        "nothing": lambda kernel: kernel,
        "transpose": np.transpose,
        "rotate by 90 degrees": np.rot90,
        "rotate by 180 degrees": lambda kernel: np.rot90(kernel, 2),
    }
    if claimed not in prepared:
        raise ValueError(f"{claimed!r} is none of {', '.join(prepared)}")
    image = np.array([[0.0, 0, 1], [0, 2, 5], [1, 4, 9]])
    kernels = (filtering.PREWITT_X, filtering.PREWITT_Y)
    right = [filtering.convolve2d(image, kernel, "zero") for kernel in kernels]
    # Sliding is what a convolution does to a kernel that was rotated beforehand.
    slid = {
        name: [filtering.convolve2d(image, np.rot90(turn(k), 2).copy(), "zero") for k in kernels]
        for name, turn in prepared.items()
    }
    computed = [name for name, parts in slid.items() if np.array_equal(parts, right)]
    middle = slid[claimed][0][1, 1], right[0][1, 1]
    example = (
        f"image {image.astype(int).tolist()}, middle pixel of gx: {middle[0]:g} after this "
        f"({claimed}), {middle[1]:g} by convolution"
    )
    return holds(computed, example) if claimed in computed else fails(computed, example)


def _equal(claimed, computed, example) -> Finding:
    return holds(computed, example) if claimed == computed else fails(computed, example)
