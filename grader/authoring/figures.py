"""
What a figure shows, for properties: its axes, and whether somebody else can read them.

A student's figure arrives as data and a model's is one of Matplotlib's: both are looked at alike.
"""

from typing import Any

from grader.authoring.disagreement import Disagreement, describe
from grader.authoring.trace import assertion, reader
from grader.language import Message
from grader.sandbox.wire.codec import decode, encode
from grader.sandbox.wire.further.figures import Axes, Figure

__all__ = ["assert_labelled", "axes"]


@reader
def axes(answer: Any) -> list[Axes]:
    """
    The axes of a figure, or the axes that an answer is, each with its texts and data.

    A pair such as that of ``plt.subplots()`` counts as its figure.
    """
    found = decode(*encode(answer))
    if isinstance(found, tuple) and found and isinstance(found[0], Figure):
        found = found[0]
    if isinstance(found, Figure):
        return list(found.axes)
    if isinstance(found, Axes):
        return [found]
    raise Disagreement(Message("returned {value}", value=describe(found)), Message("a figure"))


@assertion
def assert_labelled(answer: Any, *, title: bool = False, legend: bool = False) -> None:
    """
    Both axes of each plot of a figure have a label.

    With ``title`` each plot has one, or the figure has; with ``legend`` each plot of several lines,
    points or bars has a legend.  A plot of images, or of what is not looked at, needs no labels.
    """
    plots = [each for each in axes(answer) if _is_drawn(each)]
    if not plots:
        raise Disagreement(Message("the figure shows nothing"))
    whole = decode(*encode(answer))
    titled = getattr(whole[0] if isinstance(whole, tuple) else whole, "title", "").strip()
    for each in plots:
        lacking = _lacking(each, title=title and not titled, legend=legend)
        if lacking is not None:
            raise Disagreement(lacking)


def _is_drawn(plot: Axes) -> bool:
    return bool(plot.images or plot.further or _drawn(plot))


def _drawn(plot: Axes) -> list[Any]:
    """What is drawn over two axes; error bars are part of the points that they belong to."""
    return [*plot.lines, *plot.points, *plot.bars] or [*plot.errors]


def _lacking(plot: Axes, *, title: bool, legend: bool) -> Message | None:
    """What a plot lacks, in words; None where it has all."""
    several = _drawn(plot)
    if several and not plot.xlabel.strip():
        return Message("the x axis has no label")
    if several and not plot.ylabel.strip():
        return Message("the y axis has no label")
    if title and not plot.title.strip():
        return Message("the plot has no title")
    if legend and len(several) > 1 and not plot.legend:
        return Message("the plot has no legend")
    return None
