"""How much is read at most, so that no archive and no folder can exhaust the machine."""

from dataclasses import dataclass

__all__ = ["LARGEST", "Limits"]

LARGEST = 1_000_000  # bytes of a Python file


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """
    Bounds of collecting; the defaults are far above what a class hands in.

    Attributes
    ----------
    entries : int
        Files and folders in one archive, or below one folder.
    depth : int
        Folders within folders.
    python_bytes, notebook_bytes : int
        One submission.  A notebook holds its outputs, which may be pictures; a platform's own
        file, or a gradebook in an archive, may be as large.
    total_bytes : int
        Everything that one archive expands to, or that is read from all of them together.
    ratio : int
        How many times larger than its compressed form something may be; texts reach about 20.
    free_bytes : int
        Below this size the ratio does not matter: a thousand empty lines compress well.
    header_bytes : int
        An archive's table of contents, or one header in it.
    roster_bytes : int
        The roster's file.
    """

    entries: int = 20_000
    depth: int = 32
    python_bytes: int = LARGEST
    notebook_bytes: int = 256_000_000
    total_bytes: int = 8_000_000_000
    ratio: int = 200
    free_bytes: int = 16_000_000
    header_bytes: int = 8_000_000
    roster_bytes: int = 16_000_000

    def most(self, name: str) -> int:
        """Bytes that a file of this name may have."""
        is_large = name.lower().endswith((".ipynb", ".yml", ".db"))
        return self.notebook_bytes if is_large else self.python_bytes
