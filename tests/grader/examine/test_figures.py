"""Figures as answers: what they show crosses as data, in every tier, and nothing else does."""

import numpy as np
import pytest

from grader.authoring import assert_close, assert_labelled, assert_same, axes
from grader.call_text import literal
from grader.errors import BadSheet
from grader.examine.student.faults import StudentFault
from grader.examine.student.objects.expected import Expected
from grader.examine.student.proxy import Student
from grader.examine.student.session import Session
from grader.model import Submission
from grader.sandbox.limits import Limits
from grader.sandbox.processes.availability import works
from grader.sandbox.processes.launch import launcher
from grader.sandbox.wire.bounds import Malformed
from grader.sandbox.wire.codec import _encoder, decode, encode
from grader.sandbox.wire.further.figures import Axes, Figure
from grader.sandbox.wire.tags import Tag
from grader.sandbox.wire.values import Opaque
from grader.sheets.choosing.sendable import noting_calls

matplotlib = pytest.importorskip("matplotlib", reason="Matplotlib is an extra: grader[plot]")
TIER_NAMES = ("limits", "sealed", "walled", "owned")
TIERS = [pytest.param(t, marks=[] if t == "sealed" else pytest.mark.slow) for t in TIER_NAMES]
SOURCE = r"""
import numpy as np
import matplotlib.pyplot as plt
from matplotlib.figure import Figure


def plot(x, y):
    fig, ax = plt.subplots()
    ax.plot(x, y, label="measured")
    ax.plot(x, x, "--")
    ax.set(title="A \x1b[2J line", xlabel="time", ylabel="height", yscale="log")
    ax.legend()
    return fig


def drawn():
    fig, (one, two) = plt.subplots(1, 2)
    fig.suptitle("Both")
    one.hist([1, 1, 2], bins=[0.5, 1.5, 2.5], label="often")
    one.scatter([1, 2], [3, 5])
    two.imshow(np.arange(6).reshape(2, 3))
    return fig, [one, two]


def histograms():
    fig, plots = plt.subplots(2, 3)
    for style, row in (("bar", plots[0]), ("step", plots[1])):
        for orientation, ax in zip(("vertical", "horizontal"), row):
            ax.hist([1, 1, 2, 4], [1, 2, 3, 5], histtype=style, orientation=orientation, label="n")
    plots[0, 2].hist([[1, 2], [1]], [1, 2, 3], histtype="stepfilled", stacked=True)
    plots[1, 2].stairs([2, 5], [0, 1, 3], baseline=1)
    return fig


def lying_down():
    fig, ax = plt.subplots()
    ax.barh(["a", "b"], [3, 5], height=0.5, left=1, label="often")
    ax.set(xlabel="n", ylabel="letter")
    return fig


def with_errors():
    fig, (one, two, three) = plt.subplots(1, 3)
    x, y = [1, 2, 3], [3, np.nan, 6]
    one.errorbar(x, y, yerr=[[1, 1, 2], [3, 1, 4]], xerr=2, capsize=3, label="e")
    two.bar([1, 2], [3, 5], yerr=[1, 2])
    three.fill_between([1, 2], [0, 1], [2, 3])
    three.fill([0, 1, 2], [0, 3, 1])
    three.pie([1, 2])
    return fig


def current():
    plt.plot([1, 2], [3, 4])
    plt.xlabel("x")
    return plt.gca()


def figures_left():
    plt.plot([1])
    return len(plt.get_fignums())


class Lying(Figure):
    def __getattribute__(self, name):
        raise SystemExit if name == "_suptitle" else RuntimeError(name)


def lying():
    return Lying()


def huge():
    fig, ax = plt.subplots()
    ax.imshow(np.zeros((3000, 3000)))
    return fig


def many():
    fig = plt.figure()
    fig.__dict__["_suptitle"] = None
    ax = fig.add_subplot()
    for _ in range(1200):
        ax.plot([1, 2])
    return fig
"""


@pytest.fixture(scope="module")
def launched():
    """A template of a sheet that lists Matplotlib."""
    with launcher(("numpy", "matplotlib")) as running:
        yield running


@pytest.fixture(scope="module", params=TIERS)
def student(request, launched):
    """A submission that draws, in each tier that there is."""
    if not works(launched, request.param):
        pytest.skip(f"this machine does not offer {request.param!r}; see 'grader doctor'")
    limits = Limits(call_seconds=60, question_seconds=300, submission_seconds=300)
    submission = Submission("submission.py", SOURCE.encode())
    session = Session(submission, launched, request.param, limits)
    session.begin_question()
    yield Student(session.ask, Expected(dict))
    session.end()


def test_a_figure_is_what_it_shows(student):
    """Texts, scales, legend, and the numbers that are drawn."""
    x = np.array([1.0, 2.0, 3.0])
    (plot,) = axes(student.plot(x, x**2))
    assert (plot.title, plot.xlabel, plot.ylabel) == ("A \x1b[2J line", "time", "height")
    assert (plot.xscale, plot.yscale, plot.legend) == ("linear", "log", ("measured",))
    line, other = plot.lines
    assert line.label == "measured"
    assert other.label == ""
    assert_same([line.x, line.y, other.y], [x, x**2, x])
    assert_labelled(student.plot(x, x), title=True, legend=True)


def test_bars_points_images_and_bare_axes_are_there(student):
    """A pair of figure and axes counts as the figure."""
    one, two = axes(student.drawn())
    (bars,), (points,), (image,) = one.bars, one.points, two.images
    found = [bars.x, bars.height, bars.width, bars.bottom]
    assert_close(np.array(found), np.array([[1.0, 2], [2, 1], [1, 1], [0, 0]]))
    assert_same([points.x, points.y], [np.array([1.0, 2]), np.array([3.0, 5])])
    assert_same(image.values, np.arange(6).reshape(2, 3))
    (plot,) = axes(student.current())
    assert_same(plot.lines[0].y, np.array([3.0, 4.0]))
    with pytest.raises(AssertionError, match="the y axis has no label"):
        assert_labelled(student.current())


def test_a_histogram_is_the_same_however_it_is_drawn(student):
    """As bars, as an outline, upright or lying down; one that is filled stands on another."""
    upright, lying, filled, outline, lying_outline, stairs = axes(student.histograms())
    for plot in (upright, lying, outline, lying_outline):
        (bars,) = plot.bars
        assert bars.horizontal is (plot in (lying, lying_outline))
        assert bars.label == "n"
        assert_same([bars.places, bars.lengths], [np.array([1.5, 2.5, 4]), np.array([2.0, 1, 1])])
        sizes = (bars.height, bars.width) if bars.horizontal else (bars.width, bars.height)
        assert_same(list(sizes), [np.array([1.0, 1, 2]), np.array([2.0, 1, 1])])
    upper, lower = filled.bars
    assert_same([lower.bottom, lower.height], [np.zeros(2), np.array([1.0, 1])])
    assert_same([upper.bottom, upper.height], [np.array([1.0, 1]), np.array([1.0, 0])])
    (bars,) = stairs.bars
    found = [bars.x, bars.width, bars.bottom, bars.height]
    assert_same(found, [np.array(each, float) for each in ([0.5, 2], [1, 2], [1, 1], [1, 4])])


def test_bars_that_lie_down_have_places_and_lengths(student):
    """Their places are on the other axis."""
    (plot,) = axes(student.lying_down())
    (bars,) = plot.bars
    assert bars.horizontal
    assert bars.label == "often"
    assert_same([bars.places, bars.lengths], [np.array([0.0, 1]), np.array([3.0, 5])])
    assert_same([bars.x, bars.height], [np.array([2.5, 3.5]), np.array([0.5, 0.5])])
    assert_labelled(student.lying_down())


def test_error_bars_tell_how_far_they_reach(student):
    """Also those of bars; their caps are no lines, and what is not looked at is counted."""
    plain, beside, other = axes(student.with_errors())
    (line,), (errors,) = plain.lines, plain.errors
    assert (line.label, errors.label) == ("e", "e")
    assert_same([errors.x, errors.y], [line.x, np.array([3, np.nan, 6])])
    assert_same([errors.below, errors.above], [np.array([1.0, 0, 2]), np.array([3.0, 0, 4])])
    assert_same([errors.left, errors.right], [np.array([2.0, 0, 2])] * 2)
    (errors,), (bars,) = beside.errors, beside.bars
    assert_same([errors.x, errors.y, errors.above], [bars.x, bars.height, np.array([1.0, 2])])
    assert (plain.further, beside.further, other.further) == (0, 0, 4)
    assert not other.bars


def test_pyplots_figures_do_not_pile_up(student):
    """One call leaves nothing behind for the next, nor a warning about open figures."""
    assert [student.figures_left() for _ in range(3)] == [1, 1, 1]


def test_hostile_figures_cost_their_points_alone(student):
    """What lies, and what is too large, is described."""
    for call in (student.lying, student.huge, student.many):
        try:
            found = call()
        except StudentFault:
            continue
        assert isinstance(found, Opaque), found
        with pytest.raises(AssertionError, match=r"returned a .*(16 MB|cannot be read)"):
            axes(found)
    assert len(axes(student.current())) == 1


def drawn_here():
    """A figure of our own, as the model's is."""
    from matplotlib.figure import Figure as Real

    figure = Real()
    figure.subplots().plot([1, 2], [3, 4])
    return figure


def test_what_is_compared_shown_and_refused():
    """The model's figure is looked at alike; nobody can be sent one."""
    figure = drawn_here()
    assert isinstance(decode(*encode(figure)), Figure)
    assert literal(decode(*encode(figure))) == "<a figure: 1 line>"
    assert_same(figure, decode(*encode(figure)))
    with pytest.raises(AssertionError):
        assert_same(drawn_here().axes[0].lines[0].get_xydata(), figure)
    with pytest.raises(AssertionError, match="the x axis has no label"):
        assert_labelled(figure)
    with pytest.raises(AssertionError, match="the figure shows nothing"):
        assert_labelled(matplotlib.figure.Figure())
    area = matplotlib.figure.Figure()
    area.subplots().fill_between([1, 2], [3, 4])
    assert literal(decode(*encode(area))) == "<a figure: 1 further>"
    assert_labelled(area)  # which shows something, though nothing that is looked at
    noted = noting_calls("1/test", {"f": len}, ("numpy",), set())["f"]
    with pytest.raises(BadSheet, match="calls f with a Figure of Matplotlib's"):
        noted([figure])
    with pytest.raises(AssertionError, match="returned an int, should be a figure"):
        axes(3)


@pytest.mark.parametrize(
    "forged",
    [
        ["Figure", {"title": "a"}],
        ["Figure", {"title": 5, "axes": [Tag.LIST]}],
        ["Figure", {"title": "a", "axes": [Tag.LIST, 3]}],
        ["Nothing", {}],
        ["Line", {"x": [Tag.LIST, 1.0], "y": [Tag.LIST, 1.0], "label": ""}],
        ["Image", {"values": "no array"}],
        ["Bars", dict.fromkeys(["x", "bottom", "width", "height"], 1) | {"horizontal": 1}],
        ["Figure", {"title": "a" * 301, "axes": [Tag.LIST]}],
        [[Tag.LIST], {}],
        ["Figure"],
    ],
)
def test_bytes_that_only_pretend_to_be_a_figure_are_refused(forged):
    """Every part is checked, and nothing is looked up by its name but the classes here."""
    with pytest.raises(Malformed):
        decode(_encoder.encode([Tag.DRAWN, *forged]), b"")


def test_classes_of_figures_hold_base_types_alone():
    """No method of a student's, nor of Matplotlib's, is on our side."""
    (plot,) = axes(drawn_here())
    assert type(plot) is Axes
    assert {type(each) for each in (plot.title, plot.xscale)} == {str}
    assert type(plot.lines[0].x) is np.ndarray
