"""
Which array library a computation runs on: decided by its arrays, or by a device's name.

The readable path asks its *arguments* for their namespace and never names NumPy, so the same lines
run on the CPU and, with CuPy, on a GPU.
"""

from typing import Any, TypeAlias

from reference.cnn.errors import CnnError, MissingExtra

__all__ = ["Array", "device_of", "namespace", "on_device", "to_numpy"]

Array: TypeAlias = Any
"""An array of any library in the array API standard; the standard has no type for it yet."""


def namespace(*arrays: Array) -> Any:
    """Give the array API namespace that all of ``arrays`` belong to."""
    try:
        from array_api_compat import array_namespace
    except ImportError as error:
        raise MissingExtra("array-api-compat", "cnn", "the network") from error
    return array_namespace(*arrays)


def device_of(array: Array) -> Any:
    """Give the device that an array lies on; those of NumPy 1.26 do not say so themselves."""
    from array_api_compat import device

    return device(array)


def on_device(array: Array, device: str) -> Array:
    """Copy a NumPy array to ``"cpu"`` (where it already is) or ``"gpu"``."""
    return array if device == "cpu" else _cupy().asarray(array)


def to_numpy(array: Array) -> Array:
    """Copy an array of NumPy or CuPy back to NumPy."""
    return array.get() if hasattr(array, "get") else array


def _cupy() -> Any:
    try:
        import cupy
    except ImportError as error:
        raise MissingExtra("CuPy", "gpu", "--device gpu") from error
    try:
        count = cupy.cuda.runtime.getDeviceCount()
    except cupy.cuda.runtime.CUDARuntimeError as error:
        raise CnnError(f"CuPy finds no GPU ({error}); use --device cpu") from error
    if count == 0:
        raise CnnError("CuPy finds no GPU; use --device cpu")
    return cupy
