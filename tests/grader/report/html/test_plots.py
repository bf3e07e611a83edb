"""Plots: the right shapes, a text for those who do not see them, and nothing of pygal's own."""

import re
import sys
from xml.etree import ElementTree as ET

import pytest

from grader.report.html.plots import histogram, lying_bars, stacked_bars

BARS = [("0–4", 0, "none"), ("5–9", 6, "six"), ("10", 3, "three <b>")]
TICKS = (0, 2, 4, 6)


@pytest.fixture(params=["upright", "lying"])
def plot(request):
    """One of each kind, as text and as a tree."""
    if request.param == "upright":
        return histogram("p", "Totals & more", "Most have 5–9.", BARS)
    return lying_bars("p", "Totals & more", "Most have 5–9.", BARS, TICKS)


def test_a_plot_is_a_picture_with_a_title_and_a_description(plot):
    """Both are named by the picture, so that a screen reader says them."""
    root = ET.fromstring(plot)

    assert root.get("role") == "img"
    named = {
        root.get("aria-labelledby"): "Totals & more",
        root.get("aria-describedby"): "Most have 5–9.",
    }
    assert {each.get("id"): each.text for each in root[:2]} == named


def test_a_plot_brings_no_style_script_or_address(plot):
    """The page's policy would drop them, and a dark page would not know their colours."""
    assert not re.search(r"style|<script|http|xlink|fill=|stroke=|<\?xml|<!--", plot)


def test_bars_are_as_long_as_what_they_stand_for(plot):
    """Six is twice three, and none is none; each says what it is when pointed at."""
    root = ET.fromstring(plot)
    lying = "horizontal" in root.find(".//g").get("class")
    bars = [rect for rect in root.iter("rect") if "reactive" in rect.get("class")]
    lengths = {
        bar.find("title").text: float(bar.get("width" if lying else "height", 0)) for bar in bars
    }

    assert lengths["none"] == 0
    assert lengths["six"] == pytest.approx(2 * lengths["three <b>"])


@pytest.mark.parametrize("highest", [1, 2, 3, 7, 40, 1234])
def test_people_are_counted_in_whole_numbers(highest):
    """Few marks on the axis, each a whole number, and the last not below the highest bar."""
    plot = histogram("p", "t", "d", [("0–4", highest, "some"), ("5–9", 0, "none")])
    axis = re.search(r'<g class="axis y.*?</g></g>', plot, re.DOTALL)[0]
    marks = [float(mark) for mark in re.findall(r">([^<>]+)</text>", axis)]

    assert all(mark.is_integer() for mark in marks)
    assert 2 <= len(marks) <= 6
    assert max(marks) >= highest


def test_the_first_lying_bar_is_on_top():
    """As in the table below it."""
    root = ET.fromstring(lying_bars("p", "t", "d", BARS, TICKS))
    heights = {r.find("title").text: float(r.get("y")) for r in root.iter("rect") if len(r)}

    assert heights["none"] < heights["six"] < heights["three <b>"]


def test_a_bar_may_go_backwards():
    """A question that only the others knew has a negative correlation."""
    root = ET.fromstring(
        lying_bars("p", "t", "d", [("a", -0.5, "neg"), ("b", 0.5, "pos")], (-1, 0, 1))
    )
    bars = {r.find("title").text: r for r in root.iter("rect") if len(r)}

    assert float(bars["neg"].get("width")) == pytest.approx(float(bars["pos"].get("width")))
    assert float(bars["neg"].get("x")) < float(bars["pos"].get("x"))
    assert "−1" in [text.text for text in root.iter("text")]


def test_the_plotting_library_leaves_no_finder_behind():
    """Else every later import that fails, of an optional package say, would warn."""
    assert not [each for each in sys.meta_path if not hasattr(each, "find_spec")]


def test_the_parts_of_a_stacked_bar_are_as_long_as_what_they_stand_for():
    """Each part says what it is when pointed at."""
    bars = [("1a", (50.0, 25.0, 25.0), ("all", "some", "none")), ("1b", (0.0, 0.0, 100.0), "xyz")]
    root = ET.fromstring(stacked_bars("p", "t", "d", bars, (0, 50, 100)))
    widths = {r.find("title").text: float(r.get("width", 0)) for r in root.iter("rect") if len(r)}

    assert widths["all"] == pytest.approx(2 * widths["some"], rel=0.01)
    assert widths["z"] == pytest.approx(2 * widths["all"], rel=0.01)
