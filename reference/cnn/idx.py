"""
The IDX format, in which MNIST is published, read with suspicion.

A file begins with two zero bytes, one byte for the kind of number, one for the number of axes, and
the length of each axis as a big-endian 32-bit integer (Yann LeCun, *The MNIST database*, "File
format"). Downloads break off and get saved as error pages, so everything that the header promises
is checked against what is there.
"""

import gzip
import math
import struct
import zlib
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from reference.cnn.errors import CorruptIdx

__all__ = ["read_idx"]

_UNSIGNED_BYTES = 0x08
_GZIP = b"\x1f\x8b"
_MOST_BYTES = 1 << 30


def read_idx(path: Path, axes: int) -> NDArray[np.uint8]:
    """
    Read an array of unsigned bytes, gzip or plain.

    Parameters
    ----------
    path : Path
        The file. What it is, is told by its first bytes and not by its name.
    axes : int
        How many axes the array must have: 3 for images, 1 for labels.

    Raises
    ------
    CorruptIdx
        If the file is missing, damaged, of another format, or holds another kind of array.
    """
    content = _content(path)
    length = 4 + 4 * axes
    if len(content) < length:
        raise CorruptIdx(
            f"{path} ends within its header, after {len(content)} bytes; fetch it again"
        )
    if content[:3] != bytes((0, 0, _UNSIGNED_BYTES)) or content[3] != axes:
        raise CorruptIdx(
            f"{path} begins with {content[:4].hex(' ')}, an IDX file of bytes with {axes} axes "
            f"with 00 00 08 {axes:02x}; give the official MNIST files"
        )
    shape = struct.unpack(f">{axes}I", content[4:length])
    promised, found = math.prod(shape), len(content) - length
    if promised != found:
        size = " × ".join(map(str, shape))
        raise CorruptIdx(
            f"{path} promises {size} = {promised} bytes and holds {found}; fetch it again"
        )
    return np.frombuffer(content, np.uint8, offset=length).reshape(shape)


def _content(path: Path) -> bytes:
    try:
        with path.open("rb") as plain:
            compressed = plain.read(2) == _GZIP
        with gzip.open(path) if compressed else path.open("rb") as file:
            content = file.read(_MOST_BYTES + 1)
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise CorruptIdx(f"{path} is damaged ({error}); fetch it again") from error
    except OSError as error:
        raise CorruptIdx(f"{path} cannot be read: {error.strerror or error}") from error
    if len(content) > _MOST_BYTES:
        raise CorruptIdx(
            f"{path} holds more than {_MOST_BYTES} bytes; give the official MNIST files"
        )
    return content
