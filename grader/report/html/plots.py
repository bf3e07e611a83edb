"""
Plots as pictures within the page: drawn by pygal, dressed by the page's own style sheet.

Pygal's own output carries a script, a style sheet and style attributes, which the page's policy
forbids, and colours that know nothing of a dark page.  So only its shapes are kept.  Each picture
has a title and a description for those who do not see it; the page puts a table beside it.
"""

import sys
from collections.abc import Sequence
from typing import Any
from xml.etree import ElementTree as ET

import pygal
from markupsafe import Markup
from pygal.style import Style

# It leaves a finder of an old kind behind, for its maps; every import that fails would warn of it.
sys.meta_path[:] = [each for each in sys.meta_path if not isinstance(each, pygal.PluginImportFixer)]

__all__ = ["Bar", "Stack", "histogram", "lying_bars", "stacked_bars"]

WIDTH, HEIGHT, BAR_HEIGHT, FRAME_HEIGHT = 600, 300, 22, 60  # in the picture's own units
LABEL = 12
FEW = 8
MOST_TICKS = 5
NAMESPACE = "{http://www.w3.org/2000/svg}"
UNWANTED = ("defs", "desc", "title")

Bar = tuple[str, float, str]
Stack = tuple[str, tuple[float, ...], tuple[str, ...]]


def histogram(name: str, title: str, described: str, bars: Sequence[Bar]) -> Markup:
    """
    Upright bars that stand for counts.

    Parameters
    ----------
    name : str
        The picture's id on the page.
    title, described : str
        What it shows, and what can be seen in it, in words.
    bars : sequence of (str, float, str)
        Label, height, and the words that appear when it is pointed at.
    """
    labels = [label for label, _, _ in bars]
    chart = pygal.Bar(**_look(HEIGHT), x_labels=labels, show_minor_x_labels=False)
    chart.y_labels = _whole_ticks(max((height for _, height, _ in bars), default=0))
    chart.value_formatter = "{:g}".format
    chart.x_labels_major = labels[:: -(-len(bars) // FEW)]
    chart.add("", [height for _, height, _ in bars])
    return _picture(chart, name, title, described, [tip for _, _, tip in bars])


def _whole_ticks(highest: float) -> list[int]:
    """Few whole numbers from 0 to the highest count or a little beyond: nobody is 0.8 people."""
    step = next(
        size * 10**power
        for power in range(12)
        for size in (1, 2, 5)
        if size * 10**power * MOST_TICKS >= highest
    )
    return [step * number for number in range(max(-int(-highest // step), 1) + 1)]


def lying_bars(
    name: str, title: str, described: str, bars: Sequence[Bar], ticks: Sequence[float]
) -> Markup:
    """The same lying, the first on top, along an axis from the first of ``ticks`` to the last."""
    turned = bars[::-1]
    chart = _lying(pygal.HorizontalBar, [label for label, _, _ in turned], ticks)
    chart.add("", [length for _, length, _ in turned])
    return _picture(chart, name, title, described, [tip for _, _, tip in turned])


def stacked_bars(
    name: str, title: str, described: str, bars: Sequence[Stack], ticks: Sequence[float]
) -> Markup:
    """Lying bars of several parts each: the label, the lengths, and the words of each part."""
    turned = bars[::-1]
    chart = _lying(pygal.HorizontalStackedBar, [label for label, _, _ in turned], ticks)
    for part in zip(*(lengths for _, lengths, _ in turned), strict=True):
        chart.add("", list(part))
    tips = [tip for part in zip(*(tips for _, _, tips in turned), strict=True) for tip in part]
    return _picture(chart, name, title, described, tips)


def _look(height: int) -> dict[str, Any]:
    return {
        "width": WIDTH,
        "height": height,
        "js": [],
        "css": [],
        "style": Style(label_font_size=LABEL, major_label_font_size=LABEL, title_font_size=LABEL),
        "show_legend": False,
        "truncate_label": -1,
        "margin": 8,
        "margin_right": 24,
        "max_scale": 6,
        "explicit_size": False,
    }


def _lying(kind: Any, labels: Sequence[str], ticks: Sequence[float]) -> Any:
    """A chart of lying bars without any bars yet, as high as their number makes it."""
    return kind(
        **_look(FRAME_HEIGHT + BAR_HEIGHT * len(labels)),
        range=(min(ticks), max(ticks)),
        y_labels=list(ticks),
        x_labels=list(labels),
        value_formatter=lambda value: f"{value:g}".replace("-", "−"),
    )


def _picture(
    chart: pygal.Graph, name: str, title: str, described: str, tips: Sequence[str]
) -> Markup:
    root = ET.fromstring(chart.render(is_unicode=True))  # noqa: S314 - pygal's, not a student's
    for element in root.iter():
        element.tag = element.tag.removeprefix(NAMESPACE)
    _drop_unwanted(root)
    shapes = [e for e in root.iter() if "reactive" in e.get("class", "").split()]
    for shape, tip in zip(shapes, tips, strict=True):
        ET.SubElement(shape, "title").text = tip
    for place, (tag, text) in enumerate((("title", title), ("desc", described))):
        root.insert(place, ET.Element(tag, id=f"{name}-{tag}"))
        root[place].text = text
    labels = {"role": "img", "aria-labelledby": f"{name}-title", "aria-describedby": f"{name}-desc"}
    root.attrib.update({"id": name, "class": "chart", **labels})
    return Markup(ET.tostring(root, encoding="unicode", short_empty_elements=False))  # noqa: S704


def _drop_unwanted(element: ET.Element) -> None:
    for child in list(element):
        if child.tag in UNWANTED or "tooltip-overlay" in child.get("class", "").split():
            element.remove(child)
        else:
            _drop_unwanted(child)
