"""What the wrong filters of 2d and 2e have in common: right ones, which they change."""

__all__ = ["CONVOLVE", "GRADIENTS", "MAGNITUDE"]

CONVOLVE = """
import numpy as np


def convolve2d(image, kernel, padding):
    if padding not in ("zero", "reflect"):
        raise ValueError("neither zero nor reflect")
    half = kernel.shape[0] // 2
    padded = np.pad(image, half, mode="constant" if padding == "zero" else "reflect")
    flipped = kernel[::-1, ::-1]
    h, w = image.shape
    out = np.zeros((h, w))
    for u in range(kernel.shape[0]):
        for v in range(kernel.shape[1]):
            out += flipped[u, v] * padded[u : u + h, v : v + w]
    return out
"""
GRADIENTS = (
    CONVOLVE
    + """

def prewitt_gradients(image, padding):
    hx = np.array([[1.0, 0.0, -1.0]] * 3)
    gx = convolve2d(image, hx, padding)
    gy = convolve2d(image, hx.T, padding)
    return gx, gy
"""
)
MAGNITUDE = (
    GRADIENTS
    + """

def gradient_magnitude(image, padding):
    gx, gy = prewitt_gradients(image, padding)
    return np.sqrt(gx**2 + gy**2)
"""
)
