"""Question 1c, wrong: shapes and fields that are right for most networks."""

from tests.verdicts.variant import wrong

SHAPES = """
def data_shapes(input_shape, layers):
    n, h, w, c = input_shape
    shapes = []
    for layer in layers:
        if layer["type"] == "loss":
            shapes.append((1,))
            continue
        side = layer["kernel"] if layer["type"] == "conv" else layer["window"]
        pad, stride = layer["padding"], layer["stride"]
        if side > h + 2 * pad or side > w + 2 * pad:
            raise ValueError("the layer does not fit")
        h = (h + 2 * pad - side) // stride + 1
        w = (w + 2 * pad - side) // stride + 1
        c = layer["filters"] if layer["type"] == "conv" else c
        shapes.append((n, h, w, c))
    return shapes
"""
FIELDS = """
def receptive_fields(layers):
    field, jump, fields = 1, 1, []
    for layer in layers:
        if layer["type"] != "loss":
            side = layer["kernel"] if layer["type"] == "conv" else layer["window"]
            field += (side - 1) * jump
            jump *= layer["stride"]
        fields.append(field)
    return fields
"""

VARIANTS = wrong(
    "1c",
    "data_shapes",
    SHAPES,
    """
# pool_padding_left_out [rule] The padding of a pool is left out where its window is above two.
# call: (1, 8, 8, 1), [pool(3, 1, 1)]
# swap: pad, stride = layer["padding"], layer["stride"] => pad, stride = layer["padding"], layer["stride"]\\n        pad = 0 if layer["type"] == "pool" and side > 2 else pad

# second_pool_padding [rule] A pool after a pool has no padding.
# call: (1, 8, 8, 1), [pool(2, 2), pool(2, 2, 1)]
# swap: pad, stride = layer["padding"], layer["stride"] => pad, stride = layer["padding"], layer["stride"]\\n        pad = 0 if layer["type"] == "pool" and len(shapes) == 1 and layers[0]["type"] == "pool" else pad

# square_from_the_third [structure] From the third layer on, images are taken as square.
# call: (1, 6, 9, 1), [conv(1), conv(1), conv(2)]
# swap: shapes.append((n, h, w, c)) => shapes.append((n, h, h if len(shapes) > 1 else w, c))

# fits_in_height [rule] A layer that is too wide but not too high is refused only in the first place.
# call: (1, 9, 2, 1), [conv(1), conv(3)]
# swap: if side > h + 2 * pad or side > w + 2 * pad => if side > h + 2 * pad or (not shapes and side > w + 2 * pad)

# pools_always_fit [rule] A pool's window is cut to the image.
# call: (1, 2, 5, 1), [pool(3)]
# swap: if side > h + 2 * pad or side > w + 2 * pad => side = min(side, h + 2 * pad, w + 2 * pad) if layer["type"] == "pool" else side\\n        if side > h + 2 * pad or side > w + 2 * pad

# refuses_without_padding [rule] A kernel larger than the image is refused, padding or not.
# call: (1, 2, 2, 1), [conv(3, 1, 1, 1)]
# swap: if side > h + 2 * pad or side > w + 2 * pad => if side > h or side > w

# loss_keeps_batch [rule] The loss has as many numbers as there are images, where these are many.
# call: (16, 3, 3, 1), [conv(1), loss()]
# swap: shapes.append((1,)) => shapes.append((1,) if n < 16 else (n,))

# loss_after_pool [structure] The loss after a pool is written like an image.
# call: (1, 3, 3, 1), [pool(1), loss()]
# swap: shapes.append((1,)) => shapes.append((1,) if layers[-2]["type"] == "conv" else (1, 1, 1, 1))

# pool_keeps_input_channels [rule] A second pool in a row has the input's channels.
# call: (1, 8, 8, 3), [conv(1, 4), pool(2), pool(2)]
# swap: c = layer["filters"] if layer["type"] == "conv" else c => c = layer["filters"] if layer["type"] == "conv" else (input_shape[3] if len(shapes) > 1 and layers[len(shapes) - 1]["type"] == "pool" else c)

# six_layers [size] The seventh layer and those after it are left out.
# call: (1, 9, 9, 1), [conv(1)] * 7
def data_shapes(input_shape, layers):
    return base(input_shape, layers[:6])

# rounds_up_for_pools [rule] A pool counts windows that stand out at the end.
# call: (1, 5, 5, 1), [pool(2, 2)]
# swap: h = (h + 2 * pad - side) // stride + 1 => h = -(-(h + 2 * pad - side) // stride) + 1 if layer["type"] == "pool" else (h + 2 * pad - side) // stride + 1

# unit_pool [shortcut] A pool of one pixel changes nothing, whatever its stride.
# call: (1, 5, 5, 1), [pool(1, 2)]
# swap: pad, stride = layer["padding"], layer["stride"] => pad, stride = layer["padding"], 1 if layer["type"] == "pool" and side == 1 else layer["stride"]

# unit_input [shortcut] An image of one pixel stays one pixel.
# call: (1, 1, 1, 1), [conv(2)]
def data_shapes(input_shape, layers):
    if tuple(input_shape[1:3]) == (1, 1) and all(each.get("padding", 0) == 0 for each in layers):
        big = base((input_shape[0], 99, 99, input_shape[3]), layers)
        return [s if len(s) == 1 else (s[0], 1, 1, s[3]) for s in big]
    return base(input_shape, layers)

# remembers_by_kernels [memory] Networks with the same kernels share their shapes.
# call: (1, 5, 5, 1), [conv(2, 3)]
# call: (1, 5, 5, 1), [conv(2, 4)]
known = {}
def data_shapes(input_shape, layers):
    key = (input_shape, str([each.get("kernel", each.get("window")) for each in layers]))
    known.setdefault(key, (len(layers), base(input_shape, layers)))
    return known[key][1]
""",
) + wrong(
    "1c",
    "receptive_fields",
    FIELDS,
    """
# pools_keep_the_jump [rule] A pool's stride counts only where it equals the window.
# call: [pool(3, 2), conv(3)]
# swap: jump *= layer["stride"] => jump *= layer["stride"] if layer["type"] == "conv" or side == layer["stride"] else 1

# own_stride_first [rule] The stride of a layer of one pixel counts for itself.
# call: [conv(1, 1, 2), conv(2)]
# swap: jump *= layer["stride"] => jump *= layer["stride"] if side > 1 else 1

# cut_to_28 [rule] A field is not larger than the printed input.
# call: [conv(29)]
# swap: fields.append(field) => fields.append(min(field, 28) if field < 40 else field)

# padding_counts [rule] Paddings above two make a field smaller.
# call: [conv(5, 1, 1, 3)]
# swap: field += (side - 1) * jump => field += (side - 1) * jump - max(0, layer["padding"] - 2)

# jump_of_two_layers [structure] Strides of layers further back than three are forgotten.
# call: [conv(2, 1, 2)] * 5
# swap: jump *= layer["stride"] => jump = min(jump * layer["stride"], 8)

# loss_is_one [rule] The loss after a pool has a field of one.
# call: [pool(2, 2), loss()]
# swap: fields.append(field) => fields.append(1 if layer["type"] == "loss" and layers[-2]["type"] == "pool" else field)

# strided_gaps [rule] Strides larger than the kernel are cut to the kernel.
# call: [conv(2, 1, 3), conv(2)]
# swap: jump *= layer["stride"] => jump *= min(layer["stride"], side + (layer["type"] == "pool"))

# three_of_a_kind [structure] The third of three equal layers counts twice at the edge.
# call: [conv(3, 7), conv(3, 7), conv(3, 7)]
# swap: fields.append(field) => fields.append(field if len(fields) < 2 or layers[0] != layers[1] or layers[1] != layers[2] else field + 2)

# added_jumps [structure] Strides are added instead of multiplied (the same for 1, and for 2 and 2).
# call: [conv(2, 1, 3), conv(2, 1, 3), conv(2)]
# swap: jump *= layer["stride"] => jump = jump + layer["stride"] if jump > 1 and layer["stride"] > 1 else jump * layer["stride"]

# remembers_by_count [memory] Networks with as many layers and the same last field are the same.
# call: [conv(3), conv(1)]
# call: [conv(1), conv(3)]
known = {}
def receptive_fields(layers):
    fields = base(layers)
    return known.setdefault((len(fields), fields[-1]), fields)

# fields_in_bytes [huge] Fields are kept in a byte.
# call: [conv(2, 1, 4)] * 6
import numpy as np
def receptive_fields(layers):
    return np.array(base(layers)).astype(np.uint8)
""",
)
