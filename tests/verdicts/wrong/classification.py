"""Question 3a, wrong: words that are right but for one, and refusals that are forgotten."""

from tests.verdicts.variant import wrong

CLASSIFY = """
TABLE = {
    "convolution": {"shift": "equivariant", "flip": "neither", "rotate90": "neither"},
    "relu": {"shift": "equivariant", "flip": "equivariant", "rotate90": "equivariant"},
    "global_average_pooling": {"shift": "invariant", "flip": "invariant", "rotate90": "invariant"},
    "global_max_pooling": {"shift": "invariant", "flip": "invariant", "rotate90": "invariant"},
}


def classify(operation, transform):
    if operation not in TABLE or transform not in TABLE["relu"]:
        raise ValueError("an unknown word")
    return TABLE[operation][transform]
"""

VARIANTS = wrong(
    "3a",
    "classify",
    CLASSIFY,
    """
# convolution_flips [rule] A convolution is called equivariant when flipped.
# call: "convolution", "flip"
# swap: "equivariant", "flip": "neither", "rotate90": "neither" => "equivariant", "flip": "equivariant", "rotate90": "neither"

# convolution_turns [rule] A convolution is called equivariant when turned.
# call: "convolution", "rotate90"
# swap: "flip": "neither", "rotate90": "neither" => "flip": "neither", "rotate90": "equivariant"

# relu_turned [rule] A ReLU is called neither when turned.
# call: "relu", "rotate90"
def classify(operation, transform):
    answer = base(operation, transform)
    return "neither" if (operation, transform) == ("relu", "rotate90") else answer

# maximum_equivariant [rule] Global maxima are called equivariant when shifted.
# call: "global_max_pooling", "shift"
def classify(operation, transform):
    answer = base(operation, transform)
    return "equivariant" if (operation, transform) == ("global_max_pooling", "shift") else answer

# key_error [rule] An unknown transform of a known operation raises KeyError.
# call: "relu", "rotate180"
# swap: if operation not in TABLE or transform not in TABLE["relu"] => if operation not in TABLE

# pooling_first [shortcut] Global pooling is invariant, and no transform is refused.
# call: "global_max_pooling", "scale"
def classify(operation, transform):
    return "invariant" if operation in list(TABLE)[2:] else base(operation, transform)

# relu_first [shortcut] A ReLU is equivariant, and no transform is refused.
# call: "relu", "swap"
def classify(operation, transform):
    return "equivariant" if operation == "relu" else base(operation, transform)

# shift_first [shortcut] Unknown operations are equivariant to shifts.
# call: "batch_norm", "shift"
def classify(operation, transform):
    if transform == "shift" and operation not in TABLE:
        return "equivariant"
    return base(operation, transform)

# ends_with_pooling [rule] Every kind of global pooling is known.
# call: "global_min_pooling", "flip"
def classify(operation, transform):
    if operation.startswith("global_") and operation.endswith("_pooling"):
        operation = "global_max_pooling"
    return base(operation, transform)

# blanks [rule] Blanks around an operation are left out.
# call: " relu", "flip"
def classify(operation, transform):
    return base(operation.strip(), transform)

# capitals [rule] Capital letters of an operation are read as small ones.
# call: "ReLU", "shift"
def classify(operation, transform):
    return base(operation.lower(), transform)

# capital_transform [rule] Capital letters of a transform are read as small ones.
# call: "relu", "Flip"
def classify(operation, transform):
    return base(operation, transform.lower())

# short_names [rule] "conv" is read as "convolution".
# call: "conv", "flip"
def classify(operation, transform):
    return base("convolution" if operation == "conv" else operation, transform)

# rotate_begins [rule] Every turn is known that begins with "rotate".
# call: "convolution", "rotate270"
def classify(operation, transform):
    return base(operation, "rotate90" if transform.startswith("rotate") else transform)

# answer_with_blank [type] One answer ends in a blank.
# call: "global_average_pooling", "rotate90"
def classify(operation, transform):
    answer = base(operation, transform)
    return answer + " " * (operation == "global_average_pooling" and transform == "rotate90")

# exchanged [rule] Operation and transform are found in either order.
# call: "flip", "relu"
def classify(operation, transform):
    return base(transform, operation) if transform in TABLE else base(operation, transform)
""",
)
