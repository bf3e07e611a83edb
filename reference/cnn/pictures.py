"""Pictures of a training run, by matplotlib, which is needed for nothing else."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from reference.cnn.digits import Digits
from reference.cnn.errors import CnnError, MissingExtra
from reference.cnn.recipe import Result

__all__ = ["draw_curve", "draw_errors", "draw_filters", "require_matplotlib"]

_MOST_ERRORS = 64


def require_matplotlib() -> None:
    """
    Find out before a long computation whether its result can be drawn.

    Raises
    ------
    MissingExtra
        If matplotlib is not installed.
    """
    _figure(1, 1)


def draw_curve(results: Sequence[Result], path: Path) -> None:
    """Loss and error of each epoch."""
    figure = _figure(8, 4)
    epochs = range(1, len(results) + 1)
    left, right = figure.subplots(1, 2)
    left.plot(epochs, [result.loss for result in results], marker="o")
    left.set(xlabel="epoch", ylabel="training loss in nats", yscale="log")
    right.plot(epochs, [100 * (1 - result.accuracy) for result in results], marker="o")
    right.set(xlabel="epoch", ylabel="held-out digits not recognised in %", yscale="log")
    _label_plainly(right.yaxis)
    _save(figure, path)


def _label_plainly(axis: Any) -> None:
    """Write 3 and 30 beside a logarithmic axis, and not powers of ten."""
    from matplotlib.ticker import LogFormatter

    axis.set_major_formatter(LogFormatter(labelOnlyBase=False))
    axis.set_minor_formatter(LogFormatter(labelOnlyBase=False))


def draw_errors(digits: Digits, predicted: NDArray[np.intp], path: Path) -> None:
    """The digits that were taken for others, each with its label and what it was taken for."""
    wrong = np.flatnonzero(predicted != digits.labels)[:_MOST_ERRORS]
    titles = [f"{digits.labels[i]} as {predicted[i]}" for i in wrong]
    _draw_tiles([255 - digits.images[i] for i in wrong], titles, path)


def draw_filters(weight: NDArray[np.floating[Any]], path: Path) -> None:
    """The kernels (K, K, C, O) of the first layer, on their first channel; grey is 0."""
    most = float(np.abs(weight).max()) or 1.0
    kernels = [weight[:, :, 0, i] / most for i in range(weight.shape[3])]
    _draw_tiles(kernels, [str(i + 1) for i in range(len(kernels))], path, limits=(-1, 1))


def _draw_tiles(
    tiles: Sequence[NDArray[Any]],
    titles: Sequence[str],
    path: Path,
    limits: tuple[float, float] = (0, 255),
) -> None:
    columns = 8
    rows = max(1, -(-len(tiles) // columns))
    figure = _figure(columns, 1.25 * rows)
    for axes in (grid := figure.subplots(rows, columns, squeeze=False)).flat:
        axes.axis("off")
    for axes, tile, title in zip(grid.flat, tiles, titles, strict=False):
        axes.imshow(tile, cmap="gray", vmin=limits[0], vmax=limits[1])
        axes.set_title(title, fontsize=8)
    _save(figure, path)


def _figure(width: float, height: float) -> Any:
    try:
        from matplotlib.figure import Figure
    except ImportError as error:
        raise MissingExtra("matplotlib", "plot", "a picture") from error
    return Figure((width, height), layout="constrained")


def _save(figure: Any, path: Path) -> None:
    try:
        figure.savefig(path)
    except (OSError, ValueError) as error:
        raise CnnError(f"{path} cannot be drawn: {error}") from error
