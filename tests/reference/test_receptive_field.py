"""Shapes against data that really pass through layers, fields against traced dependencies."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reference.convolution import conv2d
from reference.pooling import max_pool2d
from reference.receptive_field import data_shapes, receptive_fields, stacked_support

LOSS = {"type": "loss"}


def conv(kernel, filters=1, stride=1, padding=0):
    return {
        "type": "conv",
        "kernel": kernel,
        "filters": filters,
        "stride": stride,
        "padding": padding,
    }


def pool(window, stride, padding=0):
    return {"type": "pool", "window": window, "stride": stride, "padding": padding}


LENET = [conv(5, 20), pool(2, 2), conv(5, 50), pool(2, 2), conv(4, 500), conv(1, 10), LOSS]

side, stride, padding = st.integers(1, 4), st.integers(1, 3), st.integers(0, 2)
layer = st.one_of(
    st.builds(conv, side, st.integers(1, 3), stride, padding),
    st.builds(pool, side, stride, padding),
)
stacks = st.tuples(st.lists(layer, min_size=1, max_size=5), st.sampled_from([[], [LOSS]])).map(
    lambda parts: parts[0] + parts[1]
)


def test_the_printed_shapes():
    """Figures of question 1c."""
    assert data_shapes((1, 28, 28, 1), LENET) == (
        (1, 24, 24, 20),
        (1, 12, 12, 20),
        (1, 8, 8, 50),
        (1, 4, 4, 50),
        (1, 1, 1, 500),
        (1, 1, 1, 10),
        (1,),
    )


def test_the_printed_fields():
    """Figures of question 1c."""
    assert receptive_fields(LENET) == (5, 6, 14, 16, 28, 28, 28)


def test_the_printed_support():
    """Figures of question 3d."""
    assert stacked_support(4, 3) == (9, 81)


def pass_through(layer, x):
    """Really apply a layer to data, padding a pool by hand."""
    if layer["type"] == "loss":
        return np.array([x.sum()])
    if layer["type"] == "conv":
        weights = np.ones((layer["kernel"], layer["kernel"], x.shape[3], layer["filters"]))
        return conv2d(x, weights, layer["stride"], layer["padding"])
    border = (layer["padding"], layer["padding"])
    return max_pool2d(np.pad(x, ((0, 0), border, border, (0, 0))), layer["window"], layer["stride"])


@given(
    layers=stacks,
    input_shape=st.tuples(
        st.integers(1, 2), st.integers(1, 9), st.integers(1, 9), st.integers(1, 2)
    ),
)
def test_the_shapes_are_those_of_data_that_pass_through(layers, input_shape):
    """Data and bookkeeping agree on every shape, or both refuse."""
    x, expected = np.zeros(input_shape), []
    try:
        for each in layers:
            x = pass_through(each, x)
            expected.append(x.shape)
    except ValueError:
        with pytest.raises(ValueError, match=f"layer {len(expected) + 1} does not fit"):
            data_shapes(input_shape, layers)
    else:
        assert data_shapes(input_shape, layers) == tuple(expected)


def dependencies(layers):
    """Positions, along one axis of an endless image, that unit 0 of the last layer sees."""
    seen = {0}
    for each in reversed(layers):
        if each["type"] != "loss":
            reach = range(each.get("kernel") or each["window"])
            seen = {unit * each["stride"] - each["padding"] + i for unit in seen for i in reach}
    return seen


@given(layers=stacks)
def test_a_field_spans_every_pixel_that_a_unit_depends_on(layers):
    """Traced backwards, position by position, also where the windows leave gaps."""
    fields = receptive_fields(layers)

    for depth, field in enumerate(fields, start=1):
        seen = dependencies(layers[:depth])
        assert field == max(seen) - min(seen) + 1
    assert len(fields) == len(layers)


@given(layers=st.integers(1, 8), kernel=st.integers(1, 7))
def test_stacked_support_is_the_field_of_the_last_of_equal_layers(layers, kernel):
    """The short formula and the general rule are two roads to one number."""
    field = receptive_fields([conv(kernel)] * layers)[-1]

    assert stacked_support(layers, kernel) == (field, field * field)


def test_a_layer_that_does_not_fit_is_named_with_what_reached_it():
    """Which layer, which data, and why: enough to put it right."""
    with pytest.raises(
        ValueError, match=r"layer 2 .* shape \(1, 2, 2, 20\): the kernel has side 3"
    ):
        data_shapes((1, 6, 6, 1), [conv(5, 20), pool(3, 1)])


def test_a_layer_that_fits_only_one_side_is_refused():
    """Height and width are both looked at."""
    for shape in [(1, 2, 9, 1), (1, 9, 2, 1)]:
        with pytest.raises(ValueError, match="layer 1 does not fit"):
            data_shapes(shape, [conv(3)])


def test_an_unknown_layer_is_refused():
    """The message lists the types there are."""
    with pytest.raises(ValueError, match=r"no layer is called 'dense'; .* 'conv', 'pool', 'loss'"):
        receptive_fields([{"type": "dense"}])


@pytest.mark.parametrize(("layers", "kernel"), [(0, 3), (4, 0)])
def test_an_empty_stack_has_no_support(layers, kernel):
    """Both counts start at 1."""
    with pytest.raises(ValueError, match="choose at least 1 each"):
        stacked_support(layers, kernel)
