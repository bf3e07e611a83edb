"""
The command line of the network: words in, one call, words out.

Anything worth testing lives in the modules that this one calls.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import click
from rich.console import Console

from reference.cnn.architecture import SHEET
from reference.cnn.checkpoint import Checkpoint, load
from reference.cnn.digits import CLASSES, Digits, pixels
from reference.cnn.errors import CnnError
from reference.cnn.evaluation import confusion, predictions
from reference.cnn.half import experiment
from reference.cnn.measure import measured
from reference.cnn.pictures import draw_curve, draw_errors, draw_filters, require_matplotlib
from reference.cnn.recipe import Recipe, Result
from reference.cnn.run import digits_in, restored, resumed, run
from reference.cnn.screen import shown
from reference.cnn.tables import architecture_table, half_table, speed_table
from reference.cnn.throughput import flop_per_image, sgemm_peak, throughput
from reference.cnn.training import Progress

__all__ = ["main"]

_FILE = click.Path(dir_okay=False, path_type=Path)
_DATA = click.option(
    "--data",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Folder of the four MNIST files. Default: the sample that ships with the package.",
)
_DEVICE = click.option(
    "--device",
    type=click.Choice(["cpu", "gpu"]),
    default="cpu",
    show_default=True,
    help="Where to compute; a GPU needs CuPy.",
)
_THREADS = click.option(
    "--threads",
    type=click.IntRange(1, 64),
    default=2,
    show_default=True,
    help="How many compute. Sums are divided among them, so their number decides the last bits.",
)
_ERRORS = click.option("--errors", type=_FILE, help="Draw the misclassified digits.")
_FILTERS = click.option("--filters", type=_FILE, help="Draw the filters of the first layer.")


class _Sentences(click.Group):
    """Show the errors that a person can put right, without a traceback."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except CnnError as error:
            raise click.ClickException(str(error)) from error


@click.group(cls=_Sentences)
def main() -> None:
    """The convolutional network of sheet 3, question 1c, in NumPy."""


@main.command("train")
@_DATA
@click.option(
    "--epochs",
    type=click.IntRange(1),
    default=10,
    show_default=True,
    help="How often every digit is seen.",
)
@click.option(
    "--batch", type=click.IntRange(1), default=128, show_default=True, help="Digits a step."
)
@click.option(
    "--seed",
    type=click.IntRange(0),
    default=0,
    show_default=True,
    help="Of the first weights, the order of the digits, and --augment.",
)
@click.option(
    "--rate",
    type=click.FloatRange(0, min_open=True),
    default=0.05,
    show_default=True,
    help="Peak of the learning rate for a batch of 128; it scales with the batch.",
)
@click.option("--augment", is_flag=True, help="New views of the digits in every epoch.")
@_DEVICE
@click.option(
    "--path",
    type=click.Choice(["fast", "readable"]),
    default="fast",
    show_default=True,
    help="The same network in two ways, on the CPU.",
)
@_THREADS
@click.option("--out", type=_FILE, help="Save the run here after every epoch.")
@click.option("--resume", type=_FILE, help="Go on with a saved run, by its own recipe.")
@click.option("--plot", type=_FILE, help="Draw loss and error of each epoch.")
@_ERRORS
@_FILTERS
def train_command(
    data: Path | None,
    device: str,
    path: str,
    out: Path | None,
    resume: Path | None,
    plot: Path | None,
    errors: Path | None,
    filters: Path | None,
    **choices: Any,
) -> None:
    """Train the network; with --out, save it."""
    if plot or errors or filters:
        require_matplotlib()
    out = out or resume
    if (errors or filters) and not out:
        raise CnnError("--errors and --filters draw the saved network; give --out FILE too")
    digits, held_out = digits_in(data)
    start = resumed(resume, digits) if resume else None
    recipe = start.recipe if start else Recipe(**choices)
    steps = run(recipe, digits, held_out, start=start, out=out, device=device, path=path)
    results = _results(steps, recipe, start, out)
    if plot:
        draw_curve(results, plot)
    if out:
        _draw(out, held_out, errors, filters)


@main.command("evaluate")
@click.argument("file", type=_FILE)
@_DATA
@_DEVICE
@_THREADS
@_ERRORS
@_FILTERS
def evaluate_command(
    file: Path,
    data: Path | None,
    device: str,
    threads: int,
    errors: Path | None,
    filters: Path | None,
) -> None:
    """Test a saved network on held-out digits."""
    if errors or filters:
        require_matplotlib()
    _, held_out = digits_in(data)
    with restored(file, device=device, threads=threads) as network:
        predicted = predictions(network, held_out)
    table = confusion(predicted, held_out.labels)
    right = int(table.trace())
    click.echo(f"{right} of {len(held_out)} recognised, {right / len(held_out):.2%}")
    for label in range(CLASSES):
        mistaken = {j: n for j, n in enumerate(table[label]) if n and j != label}
        taken = ", ".join(f"{j} ({n}×)" for j, n in mistaken.items())
        others = f"taken for {taken}" if taken else "never mistaken"
        click.echo(f"  {label}: {table[label, label]} of {table[label].sum()}; {others}")
    _draw(file, held_out, errors, filters)


@main.command("describe")
def describe_command() -> None:
    """Print shapes and receptive fields, computed and measured."""
    Console().print(architecture_table(SHEET, measured(SHEET)))


@main.command("half")
@click.argument("file", type=_FILE)
@_DATA
@click.option(
    "--images",
    type=click.IntRange(1),
    default=256,
    show_default=True,
    help="How many held-out digits to try it with.",
)
def half_command(file: Path, data: Path | None, images: int) -> None:
    """Store a trained network in half precision, and see what that costs."""
    with restored(file) as one:
        network = one.network
    some = digits_in(data)[1][:images]
    found = experiment(network, pixels(some.images), some.labels)
    Console().print(half_table(found, len(some)))


@main.command("bench")
@click.option(
    "--batch",
    "batches",
    type=click.IntRange(1),
    multiple=True,
    default=(1, 32, 128, 512),
    show_default=True,
    help="Images at a time; may be repeated.",
)
@_DEVICE
@_THREADS
def bench_command(batches: tuple[int, ...], device: str, threads: int) -> None:
    """Measure images/s of the two paths, and their share of the machine's peak."""
    paths = ["fast", "readable"] if device == "cpu" else ["readable"]
    rows = [
        (path, batch, *throughput(path, batch, threads=threads, device=device))
        for batch in batches
        for path in paths
    ]
    Console().print(speed_table(rows, sgemm_peak(threads), flop_per_image()))


def _results(
    steps: Iterable[Progress], recipe: Recipe, start: Checkpoint | None, out: Path | None
) -> tuple[Result, ...]:
    """Train, on the screen; give the results of all epochs."""
    results = start.results if start else ()
    try:
        for after_epoch in shown(steps, recipe, results):
            results = after_epoch
    except KeyboardInterrupt:
        kept = f"{out} holds {len(results)} epochs; go on with --resume {out}"
        nothing = "nothing was saved; --out FILE keeps every epoch"
        raise CnnError(f"interrupted; {kept if out and results else nothing}") from None
    return results


def _draw(file: Path, held_out: Digits, errors: Path | None, filters: Path | None) -> None:
    if filters:
        draw_filters(load(file).weights[0], filters)
    if errors:
        with restored(file) as network:
            draw_errors(held_out, predictions(network, held_out), errors)
