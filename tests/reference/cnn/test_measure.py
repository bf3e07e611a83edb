"""What is measured on the running network is what question 1c computes from the description."""

import pytest

from reference.cnn.architecture import INPUT_SHAPE, SHEET
from reference.cnn.measure import measured
from reference.receptive_field import data_shapes, receptive_fields

STRIDED = (
    {"type": "conv", "kernel": 3, "filters": 4, "stride": 2, "padding": 1},
    {"type": "pool", "window": 3, "stride": 1, "padding": 0},
    {"type": "conv", "kernel": 2, "filters": 3, "stride": 1, "padding": 0},
    {"type": "loss"},
)


@pytest.mark.parametrize(("spec", "shape"), [(SHEET, INPUT_SHAPE), (STRIDED, (25, 25, 2))])
def test_measured_shapes_and_fields_are_the_computed_ones(spec, shape):
    """Two programs that have nothing in common but the description."""
    rows = measured(spec, shape)

    assert [row.shape for row in rows] == [tuple(s) for s in data_shapes((1, *shape), list(spec))][
        :-1
    ]
    assert [row.field for row in rows] == list(receptive_fields(list(spec)))[:-1]


def test_the_sheets_network_costs_what_its_kernels_say():
    """24²·25·20 for the first layer, and so on; 4.6 million operations an image."""
    rows = measured(SHEET)

    assert [row.multiply_adds for row in rows] == [288_000, 0, 1_600_000, 0, 400_000, 5_000]
    assert [row.parameters for row in rows] == [500, 0, 25_000, 0, 400_000, 5_000]
