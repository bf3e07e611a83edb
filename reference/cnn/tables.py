"""What the commands print, as tables: values in, tables out."""

from collections.abc import Iterable, Sequence

from rich.box import SIMPLE_HEAD
from rich.table import Table

from reference.cnn.architecture import INPUT_SHAPE, Spec
from reference.cnn.half import Experiment
from reference.cnn.measure import Row
from reference.receptive_field import data_shapes, receptive_fields

__all__ = ["architecture_table", "half_table", "speed_table"]


def architecture_table(spec: Spec, rows: Sequence[Row]) -> Table:
    """The description's figures beside the measured ones."""
    title = f"The network of question 1c, for one {_size(INPUT_SHAPE)} image"
    headings = ("shape", "measured", "field", "measured", "parameters", "multiply-adds")
    table = _table(title, "layer", *headings)
    shapes = data_shapes((1, *INPUT_SHAPE), list(spec))
    for row, shape, field in zip(rows, shapes, receptive_fields(list(spec)), strict=False):
        table.add_row(
            row.name,
            _size(shape),
            _size(row.shape),
            str(field),
            str(row.field),
            f"{row.parameters:,}",
            f"{row.multiply_adds:,}",
        )
    table.add_section()
    parameters, multiply_adds = (
        sum(row.parameters for row in rows),
        sum(row.multiply_adds for row in rows),
    )
    table.add_row("total", "", "", "", "", f"{parameters:,}", f"{multiply_adds:,}")
    return table


def speed_table(
    rows: Iterable[tuple[str, int, float, float]], peak: float, flop: tuple[int, int]
) -> Table:
    """Rows of name, batch, and images/s in training and inference; shares of the peak beside."""
    title = f"Images per second; SGEMM peak {peak / 1e9:.0f} GFLOP/s"
    table = _table(title, "path", "batch", "training", "of peak", "inference", "of peak")
    for name, batch, training, inference in rows:
        shares = (training * flop[0] / peak, inference * flop[1] / peak)
        table.add_row(
            name,
            str(batch),
            f"{training:,.0f}",
            f"{shares[0]:.0%}",
            f"{inference:,.0f}",
            f"{shares[1]:.0%}",
        )
    return table


def half_table(found: Experiment, images: int) -> Table:
    """What half-precision storage saves and costs."""
    table = _table(f"Half precision as storage, {images} images", "", "")
    table.add_row("weights and activations, single", f"{found.single_bytes / 1e6:.1f} MB")
    table.add_row("weights and activations, half", f"{found.half_bytes / 1e6:.1f} MB")
    table.add_row("predictions changed", f"{found.changed_predictions} of {images}")
    table.add_row("relative change of the gradient", f"{found.gradient_error:.1e}")
    table.add_row("gradient entries that half would lose to 0", f"{found.underflow:,}")
    table.add_row("gradient entries that half would make infinite", f"{found.overflow:,}")
    return table


def _table(title: str, first: str, *numbers: str) -> Table:
    """An empty table that fits into 80 columns: words on the left, numbers on the right."""
    table = Table(
        title=title,
        title_justify="left",
        box=SIMPLE_HEAD,
        pad_edge=False,
        padding=(0, 1, 0, 0),
        show_header=any(numbers),
    )
    table.add_column(first)
    for heading in numbers:
        table.add_column(heading, justify="right")
    return table


def _size(shape: Iterable[int]) -> str:
    return "×".join(map(str, shape))
