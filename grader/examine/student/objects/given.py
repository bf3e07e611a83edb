"""The kinds of answers among which an object has to be told from a value."""

from enum import Enum

__all__ = ["Given"]


class Given(Enum):
    """What the model answers with."""

    VALUE = "a value"
    OBJECT = "an object"
    FUNCTION = "a function or a method"
    NOTHING = "that it cannot do this"
    ENTRIES = "a list, tuple or dict of which entries are objects"
