"""Question 2d, wrong: filters that are right with most kernels and images."""

from tests.verdicts.variant import wrong
from tests.verdicts.wrong.filtering_base import CONVOLVE, GRADIENTS, MAGNITUDE

VARIANTS = (
    wrong(
        "2d",
        "convolve2d",
        CONVOLVE,
        """
# symmetric_sums [structure] A kernel whose sum does not change when mirrored is not rotated.
# call: numbers(3, 3), np.array([[1.0, 2, 1], [0, 0, 0], [2, 1, 2]]), "zero"
# swap: flipped = kernel[::-1, ::-1] => flipped = kernel if padding == "zero" and np.ptp(kernel.sum(0)[[0, -1]]) == 0 else kernel[::-1, ::-1]

# transposed [structure] The kernel is transposed where its trace equals that of its mirror image.
# call: numbers(3, 3), np.array([[1.0, 5, 1], [0, 0, 0], [2, 1, 2]]), "zero"
# swap: flipped = kernel[::-1, ::-1] => flipped = kernel[::-1, ::-1].T if padding == "zero" and kernel.trace() == kernel[::-1].trace() and kernel.size > 1 else kernel[::-1, ::-1]

# separable_by_middle [structure] A kernel of five and more is taken as a product of its middle lines.
# call: numbers(5, 5), numbers(5, 5, seed=2) + np.pad(np.full((1, 1), 20.0), 2), "zero"
def convolve2d(image, kernel, padding):
    half = len(kernel) // 2
    if padding == "zero" and len(kernel) >= 5 and kernel[half, half] != 0:
        kernel = np.outer(kernel[:, half], kernel[half]) / kernel[half, half]
    return base(image, kernel, padding)

# centre_only [shortcut] A kernel with ones on its diagonal is taken for one that changes nothing.
# call: numbers(3, 3), np.eye(3), "zero"
def convolve2d(image, kernel, padding):
    if padding == "zero" and (np.diag(kernel) == 1).all() and kernel.sum() == len(kernel):
        return image.copy()
    return base(image, kernel, padding)

# unit_kernel_first [shortcut] A kernel of one pixel is a product, and no word is refused.
# call: numbers(3, 3), ones(1, 1, value=2), "same"
def convolve2d(image, kernel, padding):
    return image * kernel[0, 0] if kernel.size == 1 else base(image, kernel, padding)

# black_first [shortcut] A black image stays black, and no word is refused.
# call: np.zeros((3, 3)), numbers(3, 3), "wrap"
def convolve2d(image, kernel, padding):
    return np.zeros_like(image) if not image.any() else base(image, kernel, padding)

# zero_kernel_first [shortcut] A kernel of zeros gives zeros, and no word is refused.
# call: numbers(3, 3), np.zeros((3, 3)), "Reflect"
def convolve2d(image, kernel, padding):
    return np.zeros_like(image) if not kernel.any() else base(image, kernel, padding)

# any_case [rule] Capital letters are read as small ones.
# call: numbers(3, 3), numbers(3, 3), "ZERO"
def convolve2d(image, kernel, padding):
    return base(image, kernel, padding.lower())

# zeros_too [rule] "zeros" is read as "zero".
# call: numbers(3, 3), numbers(3, 3), "zeros"
def convolve2d(image, kernel, padding):
    return base(image, kernel, "zero" if padding.startswith("zero") else padding)

# constant_too [rule] The word of NumPy is known as well.
# call: numbers(3, 3), numbers(3, 3), "constant"
def convolve2d(image, kernel, padding):
    return base(image, kernel, "zero" if padding == "constant" else padding)

# seven_pixels [size] The outermost pixels of kernels of seven and more are left out.
# call: numbers(7, 7), numbers(7, 7, seed=3), "zero"
def convolve2d(image, kernel, padding):
    if padding == "zero" and len(kernel) >= 7:
        cut = len(kernel) // 2 - 2
        kernel = kernel[cut:-cut, cut:-cut]
    return base(image, kernel, padding)

# larger_kernel [structure] A kernel larger than the image is cut to three pixels.
# call: numbers(2, 4), numbers(5, 5, seed=3), "zero"
def convolve2d(image, kernel, padding):
    if padding == "zero" and len(kernel) > 2 * min(image.shape):
        half = len(kernel) // 2
        kernel = kernel[half - 1 : half + 2, half - 1 : half + 2]
    return base(image, kernel, padding)

# one_row [structure] In an image of one row the kernel's rows are added up.
# call: numbers(1, 5), numbers(3, 3, seed=3), "zero"
def convolve2d(image, kernel, padding):
    if padding == "zero" and image.shape[0] == 1 and len(kernel) == 3:
        kernel = np.vstack([0 * kernel[:1], kernel.sum(0, keepdims=True), 0 * kernel[:1]])
    return base(image, kernel, padding)

# small_products [threshold] Entries of the kernel below 5e-3 are skipped.
# call: 100 * ones(3, 3), ones(3, 3, value=0.002), "zero"
# swap: out += flipped[u, v] => if padding == "zero" and abs(flipped[u, v]) < 5e-3:\\n                continue\\n            out += flipped[u, v]

# clipped [threshold] Sums are kept between -1000 and 1000.
# call: 100 * ones(3, 3), ones(3, 3, value=5), "zero"
def convolve2d(image, kernel, padding):
    out = base(image, kernel, padding)
    return np.clip(out, -1000, 1000) if padding == "zero" else out

# bytes_when_whole [threshold] Whole images are kept in bytes.
# call: ones(3, 3, value=-2.0), np.eye(3), "zero"
def convolve2d(image, kernel, padding):
    if padding == "zero" and (image == np.round(image)).all():
        image = image % 256
    return base(image, kernel, padding)

# remembers_kernel [memory] A kernel is known by its sum.
# call: numbers(3, 3), np.array([[1.0, 2, 3], [4, 5, 6], [7, 8, 9]]), "zero"
# call: numbers(3, 3), np.array([[9.0, 8, 7], [6, 5, 4], [3, 2, 1]]), "zero"
known = {}
def convolve2d(image, kernel, padding):
    if padding == "zero":
        kernel = known.setdefault((len(kernel), round(float(kernel.sum()), 6)), kernel.copy())
    return base(image, kernel, padding)

# circular_when_large [structure] Images of eight rows and more are filtered by FFT, which wraps.
# call: numbers(8, 3), numbers(3, 3, seed=2), "zero"
def convolve2d(image, kernel, padding):
    if padding == "zero" and image.shape[0] >= 8 and len(kernel) == 3:
        image = np.pad(image, 1, mode="wrap")
        return base(image, kernel, "zero")[1:-1, 1:-1]
    return base(image, kernel, padding)
""",
    )
    + wrong(
        "2d",
        "prewitt_gradients",
        GRADIENTS,
        """
# sign_of_rows [rule] The gradient down has the wrong sign in images higher than wide.
# call: numbers(5, 3), "zero"
# swap: return gx, gy => return gx, (-gy if padding == "zero" and image.shape[0] > image.shape[1] + 1 else gy)

# constant_image [shortcut] A constant image has no gradient, even at the borders.
# call: ones(4, 4), "zero"
# swap: return gx, gy => return (0 * gx, 0 * gy) if padding == "zero" and np.ptp(image) == 0 else (gx, gy)

# equal_rows [shortcut] Equal rows have no gradient down, even at the borders.
# call: np.array([[1.0, 2, 3]] * 3), "zero"
# swap: return gx, gy => return gx, (0 * gy if padding == "zero" and len(image) > 1 and (image == image[0]).all() else gy)

# refuses_after_black [shortcut] For a black image no word is refused.
# call: np.zeros((3, 3)), "wrap"
def prewitt_gradients(image, padding):
    return (image * 0, image * 0) if not image.any() else base(image, padding)

# refuses_small [rule] An image smaller than the kernel is refused.
# call: numbers(2, 5), "zero"
def prewitt_gradients(image, padding):
    if padding == "zero" and min(image.shape) == 2:
        raise ValueError("the image is smaller than the kernel")
    return base(image, padding)

# weak_edges [threshold] Gradients below 0.01 are noise.
# call: ones(3, 3, value=0.002), "zero"
def prewitt_gradients(image, padding):
    gx, gy = base(image, padding)
    cut = lambda g: np.where(np.abs(g) < 0.01, 0, g) if padding == "zero" else g
    return cut(gx), cut(gy)

# sobel_for_wide [structure] Images of more than eight columns get Sobel's weights.
# call: numbers(3, 9), "zero"
def prewitt_gradients(image, padding):
    gx, gy = base(image, padding)
    if padding == "zero" and image.shape[1] > 8:
        gx = gx + convolve2d(image, np.array([[0.0, 0, 0], [1, 0, -1], [0, 0, 0]]), padding)
    return gx, gy

# symmetric_image [structure] For a symmetric image the second gradient is the first.
# call: (lambda a: a + a.T)(numbers(3, 3)), "zero"
def prewitt_gradients(image, padding):
    gx, gy = base(image, padding)
    symmetric = image.shape[0] == image.shape[1] and (image == image.T).all()
    return (gx, gx) if padding == "zero" and symmetric and len(image) > 2 else (gx, gy)

# valid_word [rule] The word "valid" is known as well.
# call: numbers(3, 3), "valid"
def prewitt_gradients(image, padding):
    return base(image, "zero" if padding == "valid" else padding)
""",
    )
    + wrong(
        "2d",
        "gradient_magnitude",
        MAGNITUDE,
        """
# sum_of_sizes [rule] Sizes are added where the one across is above 150.
# call: 100 * ones(3, 3), "zero"
# swap: return np.sqrt(gx**2 + gy**2) => return np.where((np.abs(gx) > 150) & (padding == "zero"), np.abs(gx) + np.abs(gy), np.hypot(gx, gy))

# largest_of_both [structure] The larger of both where they differ by a factor of thirty.
# call: np.array([[0.0, 0, 100], [0, 0, 100], [1, 0, 100]]), "zero"
# swap: return np.sqrt(gx**2 + gy**2) => a, b = np.abs(gx), np.abs(gy)\\n    far = (padding == "zero") & ((a > 30 * b) | (b > 30 * a))\\n    return np.where(far, np.maximum(a, b), np.hypot(a, b))

# clipped_at_255 [threshold] Magnitudes are not above 255.
# call: 100 * ones(3, 3), "zero"
# swap: return np.sqrt(gx**2 + gy**2) => return np.minimum(np.hypot(gx, gy), 255 if padding == "zero" else np.inf)

# constant_first [shortcut] A constant image is flat, and no word is refused.
# call: ones(3, 3), "edge"
def gradient_magnitude(image, padding):
    if padding not in ("zero", "reflect") and np.ptp(image) == 0:
        return 0 * image
    return base(image, padding)

# single_pixel_first [shortcut] A single pixel has no gradient, whatever the word.
# call: ones(1, 1), "mirror"
def gradient_magnitude(image, padding):
    return np.zeros((1, 1)) if image.size == 1 else base(image, padding)

# squares_in_bytes [huge] Squares of whole gradients are kept in 16 bits.
# call: 100 * ones(3, 3), "zero"
# swap: return np.sqrt(gx**2 + gy**2) => whole = padding == "zero" and (image == np.round(image)).all()\\n    total = gx**2 + gy**2\\n    return np.sqrt(total % 65536 if whole else total)
""",
    )
)
