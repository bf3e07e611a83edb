"""A training run on the screen: a bar for the epoch that runs, a line for each that is complete."""

from collections.abc import Iterable, Sequence

from rich.progress import BarColumn, MofNCompleteColumn, TextColumn
from rich.progress import Progress as Bar

from reference.cnn.recipe import Recipe, Result
from reference.cnn.training import Progress

__all__ = ["shown"]


def shown(
    steps: Iterable[Progress], recipe: Recipe, results: Sequence[Result]
) -> Iterable[tuple[Result, ...]]:
    """Show ``steps`` as they come; give all results after each epoch."""
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("loss {task.fields[loss]:.4f}"),
    )
    with Bar(*columns, transient=True) as bar:
        task = bar.add_task(f"epoch {len(results) + 1}/{recipe.epochs}", loss=float("nan"))
        for progress in steps:
            title = f"epoch {progress.epoch + 1}/{recipe.epochs}"
            done, of = progress.step, progress.steps
            bar.update(task, description=title, completed=done, total=of, loss=progress.loss)
            if progress.is_epoch_end:
                bar.console.print(_line(title, progress.results[-1]))
                yield progress.results


def _line(title: str, result: Result) -> str:
    return (
        f"{title}  loss {result.loss:.4f}  held-out accuracy {result.accuracy:.2%}  "
        f"{result.seconds:.1f} s"
    )
