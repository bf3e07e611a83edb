"""
A file's content replaced, whole or not at all.

It is written under another name and then put in place, so that neither a power cut nor a reader
sees half of it.
"""

from pathlib import Path

__all__ = ["replace"]


def replace(file: Path, content: bytes) -> None:
    """Put content in place; raises OSError, and leaves what was there, where it cannot be."""
    part = file.with_name(f".{file.name[:100]}.part")
    try:
        part.write_bytes(content)
        part.replace(file)
    finally:
        part.unlink(missing_ok=True)
