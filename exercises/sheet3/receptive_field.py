"""
Data shapes and receptive fields of a network.

Write ``data_shapes(input_shape, layers)`` and ``receptive_fields(layers)``. ``layers`` is a list of
dicts, in order:

- ``{"type": "conv", "kernel": 5, "filters": 20, "stride": 1, "padding": 0}``
- ``{"type": "pool", "window": 2, "stride": 2, "padding": 0}``
- at most one ``{"type": "loss"}``, the last of at least two.

There are at most 40 layers, and no result is beyond 2**63.

``data_shapes``: ``input_shape`` is the tuple (N, H, W, C). Returns a list or tuple of shapes, one a
layer, each a tuple or list of ints. Layers are as in 1b, and the padding of a pool counts as that
of a convolution; the loss is one number, written (1,). Raises ValueError where a layer does not
fit.

``receptive_fields``: returns a list or tuple of ints, one a layer: the side of the smallest square
of the input that holds every pixel on which one unit of that layer depends. The border is ignored,
so a field may exceed the image. The loss keeps the last layer's.

Input 1x28x28x1; conv 5, pool 2/2, conv 5, pool 2/2, conv 4, conv 1, loss; 20, 50, 500, 10 filters:
shapes 1x24x24x20, 1x12x12x20, 1x8x8x50, 1x4x4x50, 1x1x1x500, 1x1x1x10, 1;
fields 5, 6, 14, 16, 28, 28, 28.
"""

from hypothesis import example, given
from hypothesis import strategies as st

from exercises.sheet3.strategies import conv, networks, pool, stacks
from grader.authoring import answers, assert_integers, assert_refuses, assert_shapes, points
from reference import receptive_field

ID = "1c"
TITLE = "Data shapes and receptive fields"

LOSS = {"type": "loss"}
# After a layer that does not fit, those that make its size look right again.
LATER = [conv(1, 2), pool(1, 1), conv(1, 2, 1, 2), pool(3, 2, 3)]
HIDDEN = {
    "network": ((1, 5, 4, 1), [conv(3, 2), pool(2, 1, 1)]),
    "make": "conv",
    "padding": 0,
    "over": 2,
    "stride": 1,
}
SQUARE = HIDDEN | {"network": ((1, 2, 2, 1), []), "make": "pool", "more": []}
LENET = [conv(5, 20), pool(2, 2), conv(5, 50), pool(2, 2), conv(4, 500), conv(1, 10)]


@points(2, "data_shapes")
@given(network=networks())
@example(network=((1, 28, 28, 1), LENET))
@example(network=((1, 28, 28, 1), [conv(5, 20)]))
@example(network=((64, 9, 5, 3), [conv(3, 8, 2, 1), pool(3, 2, 1), conv(1, 4)]))
@example(network=((1, 9, 9, 1), [conv(3, 2), pool(2, 2)]))
@example(network=((1, 9, 9, 1), [conv(3, 3), pool(2, 2)]))
@example(network=((1, 9, 9, 1), [conv(3, 2, 1, 1), pool(2, 2)]))
@example(network=((1, 9, 9, 1), [conv(3, 2), pool(2, 2, 1)]))
@example(network=((1, 9, 8, 1), [conv(3, 2), pool(2, 2)]))
@example(network=((1, 9, 9, 1), [conv(3, 2), pool(2, 3)]))
@example(network=((1, 9, 9, 1), [conv(3, 1, 1, 1), conv(1, 3, 1, 3)]))
@example(network=((1, 9, 9, 1), [pool(2, 2), pool(3, 2)]))
@example(network=((1, 6, 9, 1), [pool(2, 3)]))
@example(network=((1, 6, 9, 1), [pool(1, 3)]))
@example(network=((2, 4, 30, 1), [conv(3, 2, 1, 5), pool(2, 5, 2), conv(1, 3, 7, 0)]))
@example(network=((1, 40, 40, 2), [conv(2, 3), conv(2, 5)] * 18 + [pool(2, 1), conv(2, 7)]))
@example(network=((1, 6, 9, 4), [pool(2, 3)]))
@example(network=((1, 9, 9, 1), [pool(2, 2), conv(3, 2)]))
@example(network=((1, 50, 99, 1), [conv(1, 2, 49)]))
@example(network=((1, 8, 7, 1), [conv(2, 2, 1, 1), conv(4, 3, 1, 2), conv(3, 2, 3, 1)]))
@example(network=((1, 3, 4, 1), [pool(3, 3, 1)]))
@example(network=((1, 4, 3, 1), [pool(3, 3, 1)]))
@example(network=((300, 150, 140, 5), [conv(130, 300), pool(3, 2), conv(1, 1, 150, 0)]))
def test_shapes_agree_with_the_definition(student, network):
    """A shape is the batch, the places of kernel or window down and across, and the channels."""
    assert_shapes(student.data_shapes(*network), receptive_field.data_shapes(*network))


@points(1, "data_shapes")
@given(network=networks())
@example(network=((1, 28, 28, 1), LENET))
@example(network=((128, 28, 28, 1), LENET))
def test_the_loss_is_one_number(student, network):
    """The loss is one number, (1,), however large the batch; the shapes before it are right."""
    input_shape, layers = network
    shapes = student.data_shapes(input_shape, [*layers, LOSS])
    assert_shapes(shapes, [*receptive_field.data_shapes(input_shape, layers), (1,)])


@points(1, "data_shapes")
@given(network=networks(min_layers=2), cut=st.integers(1, 5))
@example(network=((1, 28, 28, 1), LENET), cut=2)
def test_a_network_can_be_cut_in_two(student, network, cut):
    """Cut in two, both parts have the shapes of the whole, the second from the first's last on."""
    input_shape, layers = network
    cut = 1 + (cut - 1) % (len(layers) - 1)
    expected = receptive_field.data_shapes(input_shape, layers)
    first, second = answers(
        student.data_shapes, [(input_shape, layers[:cut]), (expected[cut - 1], layers[cut:])]
    )
    assert_shapes(first, expected[:cut])
    assert_shapes(second, expected[cut:])


@points(1, "data_shapes")
@given(
    network=networks(max_layers=3),
    make=st.sampled_from(["conv", "pool"]),
    padding=st.integers(0, 2),
    over=st.integers(1, 3),
    stride=st.integers(1, 5),
    more=st.lists(st.sampled_from(LATER), max_size=2),
)
@example(**HIDDEN | {"network": ((1, 2, 8, 1), []), "more": [conv(1, 2, 1, 2)]})
@example(**HIDDEN | {"network": ((2, 3, 7, 1), []), "more": [pool(1, 1), pool(3, 2, 3)]})
@example(**HIDDEN | {"network": ((1, 7, 3, 2), [conv(1, 3)]), "over": 1, "more": [LOSS]})
@example(
    **HIDDEN
    | {
        "network": ((1, 5, 9, 1), [conv(3, 2), pool(2, 1, 1)]),
        "make": "pool",
        "more": [conv(1, 2, 1, 2), conv(2, 1)],
    }
)
@example(**HIDDEN | {"make": "pool", "padding": 2, "over": 1, "more": []})
@example(
    **HIDDEN | {"network": ((1, 30, 30, 1), [conv(3, 2)] * 6), "over": 1, "stride": 19, "more": []}
)
@example(**HIDDEN | {"make": "pool", "stride": 9, "more": [pool(1, 1, 3), LOSS]})
@example(**HIDDEN | {"padding": 1, "over": 1, "more": [pool(2, 1, 2)]})
@example(**HIDDEN | {"over": 1, "more": []})
@example(**HIDDEN | {"network": ((1, 3, 3, 1), []), "over": 3, "more": []})
@example(**HIDDEN | {"network": ((1, 1, 1, 2), []), "over": 1, "more": []})
@example(**HIDDEN | {"network": ((1, 9, 2, 1), []), "make": "pool", "over": 6, "more": []})
# The windows of a square image lie side by side: without a border, and with one.
@example(**SQUARE | {"over": 1, "stride": 3})
@example(**SQUARE | {"over": 2, "stride": 6, "padding": 1})
def test_shapes_refuse_a_layer_that_does_not_fit(
    student, network, make, padding, over, stride, more
):
    """The largest kernel or window that fits gives its shapes; a larger one, anywhere, raises."""
    input_shape, layers = network
    _, height, width, _ = [input_shape, *receptive_field.data_shapes(input_shape, layers)][-1]
    room = min(height, width) + 2 * padding
    fits, too_large = (
        conv(side, 7, stride, padding) if make == "conv" else pool(side, stride, padding)
        for side in (room, room + over)
    )
    shapes = student.data_shapes(input_shape, [*layers, fits, *more])
    assert_shapes(shapes, receptive_field.data_shapes(input_shape, [*layers, fits, *more]))
    assert_refuses(student.data_shapes, input_shape, [*layers, too_large, *more])


@points(2, "receptive_fields")
@given(layers=stacks(max_layers=8), loss=st.booleans())
@example(layers=LENET, loss=True)
@example(layers=LENET, loss=False)
@example(layers=[pool(3, 3)] * 22, loss=True)
@example(layers=[pool(2, 2), pool(3, 3), pool(2, 2)], loss=False)
@example(layers=[pool(3, 3)] * 39, loss=False)
@example(layers=[pool(1, 2, 0), conv(3, 1)], loss=False)
@example(layers=[conv(3, 1, 1, 5), pool(2, 7, 4), conv(1, 1, 3, 3), conv(4, 1)], loss=False)
@example(layers=[conv(2, 3)] * 39, loss=True)
@example(layers=[conv(3, 1), conv(3, 1)], loss=False)
@example(layers=[conv(3, 1, 3), conv(3, 1)], loss=False)
@example(layers=[pool(2, 3), conv(3, 1)], loss=False)
# Equal sums of sides and strides, and the same ones in another order.
@example(layers=[conv(3, 2), pool(2, 2)], loss=True)
@example(layers=[pool(2, 2), conv(3, 2)], loss=False)
@example(layers=[conv(4, 2, 2), conv(1, 2)], loss=False)
@example(layers=[conv(2, 2), conv(3, 2, 2)], loss=False)
# The same first and last layer.
@example(layers=[conv(4, 2, 2), pool(3, 2), conv(2, 1), conv(1, 2)], loss=False)
@example(layers=[conv(4, 2, 2), pool(2, 3), conv(2, 1), conv(1, 2)], loss=False)
@example(layers=[conv(150, 300, 2), pool(140, 130, 1), conv(2, 1)], loss=False)
def test_fields_agree_with_the_definition(student, layers, loss):
    """From 1 on, a side k adds k - 1 times the product of all strides before it; a loss adds 0."""
    layers = [*layers, LOSS] if loss else layers
    assert_integers(
        student.receptive_fields(layers), receptive_field.receptive_fields(layers), "field"
    )


@points(1, "receptive_fields")
@given(layers=stacks(max_layers=4))
@example(layers=LENET[:4])
@example(layers=[conv(3, 1, 2, 1), conv(3, 1, 2, 1), conv(3, 1, 2, 1)])
def test_a_field_holds_every_pixel_that_counts(student, layers):
    """Followed back to the image, a unit's pixels need a square of just the field's side."""
    answer = student.receptive_fields(layers)
    sides = [_side_followed_back(layers[: depth + 1]) for depth in range(len(layers))]
    assert_integers(answer, sides, "field")


def _side_followed_back(layers):
    """Extent of the input pixels that the first unit of the last layer depends on."""
    pixels = {0}
    for layer in reversed(layers):
        side = layer["kernel" if layer["type"] == "conv" else "window"]
        pixels = {layer["stride"] * pixel + offset for pixel in pixels for offset in range(side)}
    return max(pixels) - min(pixels) + 1
