"""Shapes and fields are judged layer by layer, exactly."""

from types import SimpleNamespace

import pytest

from exercises.sheet3 import receptive_field as question
from reference import receptive_field as model
from tests.exercises.sheet3.recorded import judged


def shapes_with(change):
    """The model's shapes, computed for layers that are changed first."""
    return lambda shape, layers: model.data_shapes(shape, [change(layer) for layer in layers])


def without_padding_of_a_pool(layer):
    return {**layer, "padding": 0} if layer["type"] == "pool" else layer


def pools_step_by_their_window(layer):
    return {**layer, "stride": layer["window"]} if layer["type"] == "pool" else layer


def drops_the_loss(input_shape, layers):
    return model.data_shapes(input_shape, [x for x in layers if x["type"] != "loss"])


def loss_of_every_image(input_shape, layers):
    shapes = model.data_shapes(input_shape, layers)
    return [(input_shape[0],) if shape == (1,) else shape for shape in shapes]


def loss_is_a_number(input_shape, layers):
    return [1 if shape == (1,) else shape for shape in model.data_shapes(input_shape, layers)]


def lists_the_input_too(input_shape, layers):
    return [input_shape, *model.data_shapes(input_shape, layers)]


def swaps_height_and_width(input_shape, layers):
    shapes = model.data_shapes(input_shape, layers)
    return [(s[0], s[2], s[1], s[3]) if len(s) == 4 else s for s in shapes]


def puts_channels_first(input_shape, layers):
    shapes = model.data_shapes(input_shape, layers)
    return [(s[0], s[3], s[1], s[2]) if len(s) == 4 else s for s in shapes]


def forgets_the_batch(input_shape, layers):
    return model.data_shapes((1, *input_shape[1:]), layers)


def divides_with_fractions(input_shape, layers):
    return [tuple(map(float, shape)) for shape in model.data_shapes(input_shape, layers)]


def never_refuses(input_shape, layers):
    try:
        return model.data_shapes(input_shape, layers)
    except ValueError:
        return [(1,)] * len(layers)


def looks_at_the_last_layer_only(input_shape, layers):
    try:
        return model.data_shapes(input_shape, layers)
    except ValueError as error:
        if f"layer {len(layers)} does not fit" in str(error):
            raise
        return [(1,)] * len(layers)


AGREE = question.test_shapes_agree_with_the_definition
LOSS = question.test_the_loss_is_one_number
CUT = question.test_a_network_can_be_cut_in_two
REFUSE = question.test_shapes_refuse_a_layer_that_does_not_fit


@pytest.mark.parametrize(
    ("mistake", "judge", "feedback"),
    [
        (shapes_with(without_padding_of_a_pool), AGREE, "shape . is|does not fit"),
        (shapes_with(pools_step_by_their_window), AGREE, "shape . is|does not fit"),
        (drops_the_loss, LOSS, "shapes, should be"),
        (loss_of_every_image, LOSS, r"shape 6 is \(128,\), should be \(1,\)"),
        (loss_is_a_number, LOSS, "a shape, as a tuple or list of ints"),
        (lists_the_input_too, AGREE, "returned 7 shapes, should be 6"),
        (swaps_height_and_width, AGREE, "shape . is"),
        (puts_channels_first, AGREE, r"shape 0 is \(1, 20, 24, 24\), should be \(1, 24, 24, 20\)"),
        (forgets_the_batch, AGREE, "shape . is"),
        (forgets_the_batch, CUT, "shape . is"),
        (divides_with_fractions, AGREE, "the float 1.0, should be an int"),
        (never_refuses, REFUSE, "accepted what it should refuse"),
        (looks_at_the_last_layer_only, REFUSE, "accepted what it should refuse"),
    ],
)
def test_a_mistake_about_shapes_is_caught_and_explained(mistake, judge, feedback):
    """By the property that is meant, with feedback that points at the mistake."""
    with pytest.raises((AssertionError, ValueError), match=feedback):
        judged(judge, SimpleNamespace(data_shapes=mistake))


def fields_with(change):
    """The model's fields, computed for layers that are changed first."""
    return lambda layers: model.receptive_fields([change(layer) for layer in layers])


def without_strides(layer):
    return {**layer, "stride": 1} if layer["type"] != "loss" else layer


def with_the_padding(layer):
    side = "kernel" if layer["type"] == "conv" else "window"
    return {**layer, side: layer[side] + layer["padding"]} if layer["type"] != "loss" else layer


def pools_do_not_widen(layer):
    return {**layer, "window": 1} if layer["type"] == "pool" else layer


def steps_before_widening(layers):
    field, jump, fields = 1, 1, []
    for layer in layers:
        if layer["type"] != "loss":
            jump *= layer["stride"]
            field += (layer.get("kernel", layer.get("window")) - 1) * jump
        fields.append(field)
    return fields


def loss_sees_one_number(layers):
    fields = model.receptive_fields(layers)
    return [*fields[:-1], 1] if layers[-1]["type"] == "loss" else fields


def stops_at_the_image(layers):
    return [min(field, 28) for field in model.receptive_fields(layers)]


def counts_in_32_bits(layers):
    return [field % 2**32 for field in model.receptive_fields(layers)]


def returns_the_last_alone(layers):
    return model.receptive_fields(layers)[-1]


FIELDS = question.test_fields_agree_with_the_definition
PIXELS = question.test_a_field_holds_every_pixel_that_counts


@pytest.mark.parametrize(
    ("mistake", "judge", "feedback"),
    [
        (fields_with(without_strides), FIELDS, "field 2 is 10, should be 14"),
        (fields_with(without_strides), PIXELS, "field . is"),
        (fields_with(with_the_padding), FIELDS, "field . is"),
        (fields_with(with_the_padding), PIXELS, "field . is"),
        (fields_with(pools_do_not_widen), FIELDS, "field 1 is 5, should be 6"),
        (steps_before_widening, FIELDS, "field 1 is 7, should be 6"),
        (loss_sees_one_number, FIELDS, "field 6 is 1, should be 28"),
        (stops_at_the_image, FIELDS, "field . is 28"),
        (counts_in_32_bits, FIELDS, "field 20 is"),
        (returns_the_last_alone, FIELDS, "a list or tuple of ints"),
    ],
)
def test_a_mistake_about_fields_is_caught_and_explained(mistake, judge, feedback):
    """By the property that is meant, with feedback that points at the mistake."""
    with pytest.raises(AssertionError, match=feedback):
        judged(judge, SimpleNamespace(receptive_fields=mistake))


def test_what_the_sheet_prints_is_among_the_examples():
    """The figures of the question are checked, loss included."""
    network = [*question.LENET, {"type": "loss"}]

    assert model.receptive_fields(network) == (5, 6, 14, 16, 28, 28, 28)
    assert model.data_shapes((1, 28, 28, 1), network)[-2:] == ((1, 1, 1, 10), (1,))
