"""
Sheet 3: your submission.

Replace each ``raise`` by your code; whatever you leave as it is loses its own marks only. Functions
may use each other. The questions in full: ``grader questions``.
"""

import numpy as np  # noqa: F401

# 1a Pooling


def max_pool2d(x, window, stride):
    """
    Largest value of each window: ``x`` (N, H, W, C), ints ``window`` and ``stride``, at least 1.

    Returns (N, (H - window)//stride + 1, (W - window)//stride + 1, C): windows that fit whole only.
    Raises ValueError where the window is larger than the image's height or width.
    """
    raise NotImplementedError("max_pool2d is still to be written")


def average_pool2d(x, window, stride):
    """Mean of each window; shapes and refusals are those of ``max_pool2d``."""
    raise NotImplementedError("average_pool2d is still to be written")


# 1b Stride and padding


def conv_output_size(size, kernel, stride, padding):
    """
    Number of places of a kernel on an axis that is padded at both ends, an int.

    ``size``, ``kernel`` and ``stride`` are at least 1, ``padding`` at least 0.
    Raises ValueError where the kernel is larger than the padded input.
    """
    raise NotImplementedError("conv_output_size is still to be written")


def conv2d(x, weights, stride, padding):
    """
    Cross-correlation of ``x`` (N, H, W, Cin) with ``weights`` (K, K, Cin, Cout); no bias.

    Zero padding on all four sides. Returns (N, H', W', Cout).
    Raises ValueError where the kernel is larger than the padded input.
    """
    raise NotImplementedError("conv2d is still to be written")


# 1c Data shapes and receptive fields
#
# layers is a list of
#     {"type": "conv", "kernel": 5, "filters": 20, "stride": 1, "padding": 0}
#     {"type": "pool", "window": 2, "stride": 2, "padding": 0}
# and at most one {"type": "loss"}, the last of at least two.


def data_shapes(input_shape, layers):
    """
    Shape after each layer, as a list or tuple; ``input_shape`` is (N, H, W, C).

    The loss is one number, written (1,). Raises ValueError where a layer does not fit.
    """
    raise NotImplementedError("data_shapes is still to be written")


def receptive_fields(layers):
    """
    Side of the input square that one unit of each layer depends on, as a list or tuple of ints.

    The border is ignored; the loss keeps the last layer's.
    """
    raise NotImplementedError("receptive_fields is still to be written")


# 1d Half precision


def memory_bytes(shape, precision):
    """
    Bytes of an array of that shape, an int; ``precision`` is "single" or "half".

    Raises ValueError on any other word.
    """
    raise NotImplementedError("memory_bytes is still to be written")


def half_precision_faults(values):
    """
    What is lost when ``values``, float32 (n,), are rounded to IEEE half precision.

    Returns a dict: ints "overflow" (values that become infinite) and "underflow" (non-zero values
    that become zero), float "relative_error" (the largest over the other non-zero values, or 0.0).
    """
    raise NotImplementedError("half_precision_faults is still to be written")


# 1e Augmentation
#
# image is (H, W, C) in [0, 1]; no function changes its argument, and all randomness comes from rng.


def mirror(image):
    """Exchange left and right."""
    raise NotImplementedError("mirror is still to be written")


def rotate(image, quarter_turns):
    """Turn anticlockwise by ``quarter_turns``, any int."""
    raise NotImplementedError("rotate is still to be written")


def shear(image, pixels_per_row):
    """
    Move row r to the right by ``r * pixels_per_row``, any int.

    What leaves the image is lost, what is left empty is 0.
    """
    raise NotImplementedError("shear is still to be written")


def colour_shift(image, shift):
    """Add ``shift`` (C,) to the channels and clip to [0, 1]."""
    raise NotImplementedError("colour_shift is still to be written")


def random_crop(image, size, rng):
    """A (size, size, C) window, every position equally likely; it fits in the image."""
    raise NotImplementedError("random_crop is still to be written")


def add_noise(image, sigma, rng):
    """Add independent N(0, sigma^2) to every value, without clipping; ``sigma`` is at least 0."""
    raise NotImplementedError("add_noise is still to be written")


def stored_images(images, augmentations, when):
    """
    How many images are stored, an int, when each of ``images`` gets ``augmentations`` views.

    ``when`` is "preprocessing" (originals and all views) or "training" (the originals alone).
    Raises ValueError on any other word.
    """
    raise NotImplementedError("stored_images is still to be written")


# 2a Softmax


def softmax(c):
    """Probabilities (k,) for the scores ``c`` (k,), right for any finite scores, up to 1e300."""
    raise NotImplementedError("softmax is still to be written")


# 2b Derivative of softmax


def softmax_jacobian(c):
    """Derivatives (k, k): entry [i, j] is dp_i/dc_j; scores are at most 20 in size."""
    raise NotImplementedError("softmax_jacobian is still to be written")


def softmax_jacobian_symbolic(n):
    """
    The same for n scores, n from 1 to 4, as an n by n SymPy matrix with derivatives carried out.

    In the symbols ``sympy.symbols(f"c_1:{n + 1}")``.
    """
    raise NotImplementedError("softmax_jacobian_symbolic is still to be written")


# 2c Averaging noisy snapshots


def denoise(snapshots):
    """Average (H, W) of ``snapshots`` (N, H, W)."""
    raise NotImplementedError("denoise is still to be written")


def denoised_mean(pixel, sigma, n):
    """
    Expectation of one pixel of the average of ``n`` independent snapshots.

    A formula: the pixel's true value is ``pixel`` and the noise N(0, sigma^2). Ordinary arithmetic
    only, because the arguments are plain numbers or SymPy symbols.
    """
    raise NotImplementedError("denoised_mean is still to be written")


def denoised_variance(pixel, sigma, n):
    """Variance of that pixel of the average, a formula too."""
    raise NotImplementedError("denoised_variance is still to be written")


# 2d Prewitt gradient with zero padding, 2e with mirrored padding
#
# padding is "zero" or "reflect" (mirrored about the edge pixel, which is not repeated);
# all three raise ValueError on any other word.


def convolve2d(image, kernel, padding):
    """Convolution of ``image`` (H, W) with an odd square kernel, rotated by 180 degrees; (H, W)."""
    raise NotImplementedError("convolve2d is still to be written")


def prewitt_gradients(image, padding):
    """The pair (gx, gy): ``image`` convolved with hx = [[1, 0, -1]] * 3, and with its transpose."""
    raise NotImplementedError("prewitt_gradients is still to be written")


def gradient_magnitude(image, padding):
    """Root of the sum of squares of the two gradients, (H, W)."""
    raise NotImplementedError("gradient_magnitude is still to be written")


# 3a Invariance and equivariance


def translate(image, rows, columns):
    """Circular shift of ``image`` (H, W), down by ``rows`` and right by ``columns``, any ints."""
    raise NotImplementedError("translate is still to be written")


def equivariance_gap(image, kernel, rows, columns, padding):
    """
    Largest difference between shifting the filtered image and filtering the shifted one, a float.

    The filter is 2d's convolution, the shift is circular, and ``padding`` is "wrap" (circular) or
    "zero"; the kernel is not larger than the image. Raises ValueError on any other word.
    """
    raise NotImplementedError("equivariance_gap is still to be written")


def classify(operation, transform):
    """
    How an operation answers to a transform: "invariant", "equivariant" or "neither".

    ``operation`` is "convolution", "relu", "global_average_pooling" or "global_max_pooling",
    ``transform`` is "shift", "flip" or "rotate90"; borders are circular, images square.
    Raises ValueError on any other word.
    """
    raise NotImplementedError("classify is still to be written")


# 3b Separable filters


def is_separable(kernel):
    """Whether ``kernel`` (M, N) is an outer product, a bool; the zero kernel is."""
    raise NotImplementedError("is_separable is still to be written")


# 3c Separating a filter


def separate(kernel):
    """The pair (column, row), (M,) and (N,), whose outer product is ``kernel``; or None."""
    raise NotImplementedError("separate is still to be written")


# 3d Support of stacked layers


def stacked_support(layers, kernel):
    """
    The pair (side, pixels) of ints seen through ``layers`` square kernels of side ``kernel``.

    ``layers`` is from 1 to 200, ``kernel`` from 1 to 1000; the ints are exact.
    """
    raise NotImplementedError("stacked_support is still to be written")


# 3e Skip connections


def chain_gradient(local_gradients, skip):
    """
    Derivative of the last output of a chain of scalar layers with respect to its first input.

    ``local_gradients`` is the list of their derivatives; with ``skip`` every layer is f(z) + z.
    A formula in the entries, of which there are at most 20. The empty chain gives 1.
    """
    raise NotImplementedError("chain_gradient is still to be written")


def residual_backward(upstream, jacobian):
    """
    Gradient (m,) with respect to x of f(x) + x.

    ``upstream`` (m,) is the gradient at the output, ``jacobian`` (m, m) df/dx, rows over outputs.
    """
    raise NotImplementedError("residual_backward is still to be written")


# 3f Cost of filtering


def filter_complexity(separable):
    """
    Big-O cost of filtering an N by N image with a K by K kernel, a string such as "O(N*K)".

    In one pass (``separable`` False) or in two one-dimensional ones (True).
    """
    raise NotImplementedError("filter_complexity is still to be written")


def blur_separable(image, taps):
    """
    Zero-padded filtering of ``image`` with outer(taps, taps), in two one-dimensional passes.

    ``taps`` has odd length, at most that of the smaller side, and is symmetric. Same size as
    ``image``; the cost must grow at most linearly with ``len(taps)``.
    """
    raise NotImplementedError("blur_separable is still to be written")


# Answers in words, marked by a person. The questions that ask for one are 1a, 1b, 1d, 1e, 2a, 2c,
# 3a, 3b, 3c and 3e: ANSWERS = {"1a": "Pooling ..."}

ANSWERS = {}
