"""
All entries of the bank, wrong and right, in the order of the sheet.

A page is a module with ``VARIANTS`` in one of the two folders; it need not be registered anywhere.
"""

import importlib
from pathlib import Path

from tests.verdicts.variant import Variant

__all__ = ["right_variants", "wrong_variants"]


def _all(side: str) -> list[Variant]:
    files = sorted((Path(__file__).parent / side).glob("*.py"))
    pages = [importlib.import_module(f"tests.verdicts.{side}.{file.stem}") for file in files]
    variants = [each for page in pages for each in getattr(page, "VARIANTS", [])]
    return sorted(variants, key=lambda each: each.question)


def wrong_variants() -> list[Variant]:
    """Those that have to lose a point."""
    return _all("wrong")


def right_variants() -> list[Variant]:
    """Those that must not lose one."""
    return _all("right")
