"""Mistakes with shapes and with what a unit sees."""

from grader.authoring.misconceive import misconception


def side_of(layer):
    return layer["kernel"] if layer["type"] == "conv" else layer["window"]


def size_after(size, layer):
    if side_of(layer) > size + 2 * layer["padding"]:
        raise ValueError("the layer does not fit")
    return (size + 2 * layer["padding"] - side_of(layer)) // layer["stride"] + 1


def changed(layers, kind, **changes):
    return [{**layer, **changes} if layer["type"] == kind else layer for layer in layers]


def walked(layers, start, step):
    """Fields layer by layer, where ``step`` makes the next state of each layer but the loss."""
    state, fields = start, []
    for layer in layers:
        if layer["type"] != "loss":
            state = step(state, side_of(layer), layer["stride"], layer)
        fields.append(state[0])
    return fields


@misconception("data_shapes", "the padding of pooling layers was left out", combines=True)
def pools_without_padding(right, input_shape, layers):
    return right(input_shape, changed(layers, "pool", padding=0))


@misconception("data_shapes", "the stride of convolutions was left out", combines=True)
def convolves_without_stride(right, input_shape, layers):
    return right(input_shape, changed(layers, "conv", stride=1))


@misconception("data_shapes", "pooling windows moved by their own size: the stride was not used")
def pools_side_by_side(right, input_shape, layers):
    return right(
        input_shape,
        [{**a, "stride": a["window"]} if a["type"] == "pool" else a for a in layers],
    )


@misconception("data_shapes", "a convolution kept the channels of its input, not its filters")
def keeps_the_channels(right, input_shape, layers):
    return right(input_shape, changed(layers, "conv", filters=input_shape[3]))


@misconception("data_shapes", "the loss was given one number for each image; it is one number")
def gives_a_loss_to_each_image(right, input_shape, layers):
    shapes = list(right(input_shape, layers))
    if layers and layers[-1]["type"] == "loss":
        shapes[-1] = (input_shape[0],)
    return shapes


@misconception("data_shapes", "the loss was written with four axes and not as (1,)")
def gives_the_loss_four_axes(right, input_shape, layers):
    shapes = list(right(input_shape, layers))
    if layers and layers[-1]["type"] == "loss":
        shapes[-1] = (1, 1, 1, 1)
    return shapes


@misconception("data_shapes", "height and width were taken to be the same", combines=True)
def takes_images_for_squares(right, input_shape, layers):
    n, height, _, channels = input_shape
    return right((n, height, height, channels), layers)


@misconception("data_shapes", "the batch was taken to hold one image", combines=True)
def takes_the_batch_for_one(right, input_shape, layers):
    return right((1, *input_shape[1:]), layers)


@misconception("data_shapes", "sizes were rounded up: ceil was taken for floor")
def rounds_sizes_up(right, input_shape, layers):
    right(input_shape, layers)
    n, height, width, channels = input_shape
    shapes = []
    for layer in layers:
        if layer["type"] == "loss":
            return [*shapes, (1,)]
        height, width = (
            -(-(size + 2 * layer["padding"] - side_of(layer)) // layer["stride"]) + 1
            for size in (height, width)
        )
        channels = layer.get("filters", channels)
        shapes.append((n, height, width, channels))
    return shapes


@misconception("data_shapes", "a layer that does not fit was not refused", unrefused=True)
def refuses_no_layer(input_shape, layers):
    n, height, width, channels = input_shape
    shapes = []
    for layer in layers:
        if layer["type"] == "loss":
            return [*shapes, (1,)]
        height, width = (
            max((size + 2 * layer["padding"] - side_of(layer)) // layer["stride"] + 1, 0)
            for size in (height, width)
        )
        channels = layer.get("filters", channels)
        shapes.append((n, height, width, channels))
    return shapes


@misconception("data_shapes", "the shape of the input was put in front of the layers' shapes")
def begins_with_the_input(right, input_shape, layers):
    return [input_shape, *right(input_shape, layers)]


@misconception(
    "receptive_fields",
    "each layer added its side less 1: the strides before it were forgotten (the jump)",
)
def forgets_the_jump(layers):
    return walked(layers, (1,), lambda state, side, _, __: (state[0] + side - 1,))


@misconception(
    "receptive_fields", "only the stride of the layer just before was used, not their product"
)
def jumps_by_the_last_stride(layers):
    def step(state, side, stride, _):
        return state[0] + (side - 1) * state[1], stride

    return walked(layers, (1, 1), step)


@misconception("receptive_fields", "a layer's own stride was used on itself, one layer too early")
def jumps_too_early(layers):
    def step(state, side, stride, _):
        return state[0] + (side - 1) * state[1] * stride, state[1] * stride

    return walked(layers, (1, 1), step)


@misconception("receptive_fields", "the strides were added and not multiplied")
def adds_the_strides(layers):
    def step(state, side, stride, _):
        return state[0] + (side - 1) * state[1], state[1] + stride - 1

    return walked(layers, (1, 1), step)


@misconception("receptive_fields", "pooling layers were left out: they widen the field too")
def leaves_out_pooling(right, layers):
    return right([{**a, "window": 1} if a["type"] == "pool" else a for a in layers])


@misconception("receptive_fields", "the strides of convolutions were left out", combines=True)
def leaves_out_strides_of_convolutions(right, layers):
    return right(changed(layers, "conv", stride=1))


@misconception("receptive_fields", "whole sides were added: each layer adds its side less 1")
def adds_whole_sides(layers):
    def step(state, side, stride, _):
        return state[0] + side * state[1], state[1] * stride

    return walked(layers, (0, 1), step)


@misconception(
    "receptive_fields",
    "the recursion from the back was run from the front: field = (field - 1) * stride + side",
)
def runs_the_recursion_forwards(layers):
    return walked(layers, (1,), lambda state, side, stride, _: ((state[0] - 1) * stride + side,))


@misconception("receptive_fields", "the padding was taken into account; it moves a field only")
def counts_the_padding(layers):
    def step(state, side, stride, layer):
        return state[0] + (side - 1 - 2 * layer["padding"]) * state[1], state[1] * stride

    return walked(layers, (1, 1), step)


@misconception("receptive_fields", "the loss was given a field of 1; it keeps the last layer's")
def gives_the_loss_a_pixel(right, layers):
    fields = list(right(layers))
    return [*fields[:-1], 1] if layers and layers[-1]["type"] == "loss" else fields
