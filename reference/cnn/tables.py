"""What the commands print, as tables: values in, tables out."""

from collections.abc import Iterable, Sequence

from rich.table import Table

from reference.cnn.architecture import INPUT_SHAPE, Spec
from reference.cnn.half import Experiment
from reference.cnn.measure import Row
from reference.receptive_field import data_shapes, receptive_fields

__all__ = ["architecture_table", "half_table", "speed_table"]


def architecture_table(spec: Spec, rows: Sequence[Row]) -> Table:
    """The description's figures beside the measured ones."""
    table = Table(title=f"The network of question 1c, for one {_size(INPUT_SHAPE)} image")
    table.add_column("layer")
    for heading in ("shape", "measured", "field", "measured", "parameters", "multiply-adds"):
        table.add_column(heading, justify="right")
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
    table = Table(title=f"images per second; SGEMM peak {peak / 1e9:.0f} GFLOP/s")
    table.add_column("path")
    for heading in ("batch", "training", "of peak", "inference", "of peak"):
        table.add_column(heading, justify="right")
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
    table = Table(title=f"Half precision as storage, {images} images", show_header=False)
    table.add_row("weights and activations, single", f"{found.single_bytes / 1e6:.1f} MB")
    table.add_row("weights and activations, half", f"{found.half_bytes / 1e6:.1f} MB")
    table.add_row("predictions changed", f"{found.changed_predictions} of {images}")
    table.add_row("relative change of the gradient", f"{found.gradient_error:.1e}")
    table.add_row("gradient entries that half would lose to 0", str(found.underflow))
    table.add_row("gradient entries that half would make infinite", str(found.overflow))
    return table


def _size(shape: Iterable[int]) -> str:
    return "×".join(map(str, shape))
