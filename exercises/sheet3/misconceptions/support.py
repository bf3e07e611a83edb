"""Mistakes with stacked layers."""

from grader.authoring.misconceive import misconception


@misconception("stacked_support", "the sides were multiplied: each layer adds its side less 1")
def multiplies_the_sides(layers, kernel):
    return layers * kernel, (layers * kernel) ** 2


@misconception(
    "stacked_support", "the sides were raised to a power: each layer adds its side less 1"
)
def raises_to_a_power(layers, kernel):
    return (kernel**layers, kernel ** (2 * layers)) if layers < 100 else (1, 1)


@misconception("stacked_support", "the pixel in the middle was not counted: + 1 is missing")
def forgets_the_middle(layers, kernel):
    side = layers * (kernel - 1)
    return side, side**2


@misconception("stacked_support", "the side was returned twice; the second is the number of pixels")
def returns_the_side_twice(right, layers, kernel):
    side = right(layers, kernel)[0]
    return side, side


@misconception("stacked_support", "the side was doubled to count pixels; a square has side**2")
def doubles_the_side(right, layers, kernel):
    side = right(layers, kernel)[0]
    return side, 2 * side


@misconception("stacked_support", "the pixels of one kernel were returned, not of what is seen")
def counts_one_kernel(right, layers, kernel):
    return right(layers, kernel)[0], kernel**2


@misconception("stacked_support", "side and number of pixels changed places", combines=True)
def exchanges_the_pair(right, layers, kernel):
    side, pixels = right(layers, kernel)
    return pixels, side


@misconception("stacked_support", "one layer too few was counted", combines=True)
def counts_a_layer_less(right, layers, kernel):
    return right(layers - 1, kernel) if layers > 1 else (1, 1)


@misconception("stacked_support", "one layer too many was counted", combines=True)
def counts_a_layer_more(right, layers, kernel):
    return right(layers + 1, kernel)


@misconception("stacked_support", "the pixels of all kernels were added")
def adds_the_pixels(right, layers, kernel):
    return right(layers, kernel)[0], layers * kernel**2


@misconception("stacked_support", "floats were returned, which are not exact beyond 2**53")
def returns_floats(right, layers, kernel):
    side, pixels = right(layers, kernel)
    return float(side), float(pixels)


@misconception("stacked_support", "each layer added half its side, rounded down, at both ends")
def adds_halves(layers, kernel):
    side = 1 + 2 * layers * (kernel // 2)
    return side, side**2
