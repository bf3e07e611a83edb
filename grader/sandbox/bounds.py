"""How large a thing may be that crosses the wire; both sides know these numbers."""

__all__ = [
    "MAX_BITS",
    "MAX_BLOB",
    "MAX_DEPTH",
    "MAX_DIMENSIONS",
    "MAX_ITEMS",
    "MAX_STRUCTURE",
    "MAX_TEXT",
    "Malformed",
]

MAX_STRUCTURE = 1 << 20  # bytes of MessagePack: at worst some 60 MB of small objects
MAX_BLOB = 16 << 20  # bytes of raw numbers
MAX_DEPTH = 24  # lists in lists
MAX_ITEMS = 50_000  # lists, arrays, extensions in one value
MAX_TEXT = 4_000  # characters in one string
MAX_BITS = 14_000  # of an integer; Python writes down what has at most 4300 digits
MAX_DIMENSIONS = 32  # of an array


class Malformed(Exception):
    """Bytes that no honest process would have sent."""
