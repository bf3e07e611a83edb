"""
The one idea that convolution and pooling share: a window that slides over the image.

A window of side K is looked at as its K² *taps*. Tap (u, v) is the image as that corner of the
window sees it, a plain slice; a layer combines taps, and its gradient is scattered back through
the same slices.
"""

from reference.cnn.arrays import Array, device_of, namespace

__all__ = ["crop", "output_side", "pad", "scatter", "taps"]


def output_side(side: int, window: int, stride: int) -> int:
    """How many positions a window has along a side; 0 where it does not fit."""
    return max(0, (side - window) // stride + 1)


def taps(x: Array, window: int, stride: int) -> list[Array]:
    """
    Cut x (N, H, W, C) into its ``window``² taps, each (N, H', W', C), row by row.

    Raises
    ------
    ValueError
        If the window is larger than the image.
    """
    _, height, width, _ = x.shape
    if not 1 <= window <= min(height, width):
        raise ValueError(
            f"no window of side {window} fits in a {height}×{width} image; "
            f"choose a side from 1 to {min(height, width)}"
        )
    return [x[position] for position in _slices(x.shape, window, stride)]


def scatter(gradients: list[Array], shape: tuple[int, ...], window: int, stride: int) -> Array:
    """Add the gradients of all taps, each (N, H', W', C), where the taps came from: ``shape``."""
    xp = namespace(gradients[0])
    dx = xp.zeros(shape, dtype=gradients[0].dtype, device=device_of(gradients[0]))
    for position, gradient in zip(_slices(shape, window, stride), gradients, strict=True):
        dx[position] += gradient
    return dx


def pad(x: Array, padding: int, value: float = 0.0) -> Array:
    """Surround images (N, H, W, C) by ``padding`` pixels of ``value``."""
    if padding == 0:
        return x
    n, height, width, channels = x.shape
    shape = (n, height + 2 * padding, width + 2 * padding, channels)
    padded = namespace(x).full(shape, value, dtype=x.dtype, device=device_of(x))
    padded[:, padding : padding + height, padding : padding + width, :] = x
    return padded


def crop(x: Array, padding: int) -> Array:
    """Undo ``pad``."""
    height, width = x.shape[1:3]
    return x[:, padding : height - padding, padding : width - padding, :]


def _slices(shape: tuple[int, ...], window: int, stride: int) -> list[tuple[slice, ...]]:
    rows, columns = (output_side(side, window, stride) for side in shape[1:3])
    return [
        (slice(None), _every(u, rows, stride), _every(v, columns, stride), slice(None))
        for u in range(window)
        for v in range(window)
    ]


def _every(start: int, count: int, stride: int) -> slice:
    return slice(start, start + (count - 1) * stride + 1, stride)
