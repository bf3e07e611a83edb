"""
What can go wrong with data, files and machines, as sentences.

All derive from ``ValueError``, so that a library user who knows nothing of this package catches
them too; the command line shows their message without a traceback.
"""

__all__ = [
    "CnnError",
    "CorruptCheckpoint",
    "CorruptIdx",
    "MissingExtra",
    "Unsupported",
    "WrongData",
]


class CnnError(ValueError):
    """Something the person at the keyboard can put right."""


class MissingExtra(CnnError):
    """A package is needed that the base installation leaves out."""

    def __init__(self, package: str, extra: str, purpose: str) -> None:
        super().__init__(f"no {package}, which {purpose} needs: pip install 'grader[{extra}]'")


class WrongData(CnnError):
    """Images or labels that no network can be trained on."""


class CorruptIdx(CnnError):
    """A file that is not, or no longer, in the IDX format."""


class CorruptCheckpoint(CnnError):
    """A file that holds no network of ours."""


class Unsupported(CnnError):
    """An architecture that the fast path does not know."""
