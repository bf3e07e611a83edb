"""
How large a thing may be that crosses the wire; both sides know these numbers.

One bound needs a walk over the message: a reader of MessagePack builds a dict from whatever keys
were sent, and keys can be chosen so that all have one hash, so that each is compared with all
before it.  Dicts of a few entries cannot hurt, so ``has_large_map`` finds a larger one, without
making anything of the message, before it is read.
"""

__all__ = [
    "LONGEST_LABEL",
    "MAX_BITS",
    "MAX_BLOB",
    "MAX_DEPTH",
    "MAX_DIMENSIONS",
    "MAX_ITEMS",
    "MAX_STRUCTURE",
    "MAX_TEXT",
    "MOST_DRAWN",
    "MOST_PAIRS",
    "Malformed",
    "has_large_map",
]

MAX_STRUCTURE = 1 << 20  # bytes of MessagePack: at worst some 60 MB of small objects
MAX_BLOB = 16 << 20  # bytes of raw numbers
MAX_DEPTH = 24  # lists in lists
MAX_ITEMS = 50_000  # lists, arrays, extensions in one value
MAX_TEXT = 4_000  # characters in one string
MAX_BITS = 14_000  # of an integer; Python writes down what has at most 4300 digits
MAX_DIMENSIONS = 32  # of an array


class Malformed(Exception):
    """
    Bytes that no honest process would have sent.

    ``template`` says in English what they are, with ``{name}`` for a value.
    """

    def __init__(self, template: str, **values: str | int) -> None:
        self.template, self.values = template, values
        super().__init__(template.format(**values))


MOST_PAIRS = 15  # what fits in the first byte of a map
MOST_DRAWN, LONGEST_LABEL = 1_000, 300  # things of one kind in a plot, characters of a text there
MAP_16, MAP_32 = 0xDE, 0xDF

_FIXED = dict.fromkeys(range(256), 1)
_FIXED |= {0xA0 + length: 1 + length for length in range(32)}  # short texts
_FIXED |= {0xCA: 5, 0xCB: 9}  # floats
_FIXED |= {0xCC: 2, 0xCD: 3, 0xCE: 5, 0xCF: 9, 0xD0: 2, 0xD1: 3, 0xD2: 5, 0xD3: 9}  # ints
_FIXED |= {0xD4: 3, 0xD5: 4, 0xD6: 6, 0xD7: 10, 0xD8: 18}  # extensions of fixed length
_FIXED |= {0xDC: 3, 0xDD: 5}  # lists: what is in them comes next

# Width of the length, and how much else stands before the bytes that it counts.
_COUNTED = {0xC4: (1, 1), 0xC5: (2, 1), 0xC6: (4, 1)}  # bytes
_COUNTED |= {0xC7: (1, 2), 0xC8: (2, 2), 0xC9: (4, 2)}  # extensions
_COUNTED |= {0xD9: (1, 1), 0xDA: (2, 1), 0xDB: (4, 1)}  # texts


def has_large_map(message: bytes) -> bool:
    """Whether a map of more than 15 pairs is announced anywhere in ``message``."""
    if MAP_16 not in message and MAP_32 not in message:
        return False
    place = 0
    while place < len(message):
        first = message[place]
        if first in (MAP_16, MAP_32):
            return True
        counted = _COUNTED.get(first)
        if counted is None:
            place += _FIXED[first]
        else:
            width, before = counted
            length = int.from_bytes(message[place + 1 : place + 1 + width], "big")
            place += width + before + length
    return False
