"""Where something is in a submission, in words: the student's own numbers, never ours."""

__all__ = ["place"]


def place(line: int, cell: int = 0) -> str:
    """``line 7`` of a Python file, ``cell 3, line 2`` of a notebook; line 0 is the whole."""
    words = ([f"cell {cell}"] if cell else []) + ([f"line {line}"] if line else [])
    return ", ".join(words) or "the file"
