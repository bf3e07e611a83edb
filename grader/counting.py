"""How many of a thing there are, in words: one submission, but two submissions."""

__all__ = ["several"]


def several(number: int, noun: str) -> str:
    """The number, its thousands apart, with the noun; an s makes that a plural."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
