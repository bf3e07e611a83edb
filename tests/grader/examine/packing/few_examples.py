"""A sheet, and a pack of it that holds some of its frozen examples."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from grader.examine.packing.build import build_pack
from grader.sheets.corpus import FILE_NAME, corpus_content, read_corpus, store_corpus
from grader.sheets.private_corpus import named_examples
from grader.sheets.sheet import Sheet

__all__ = ["Both", "with_examples"]


@dataclass(frozen=True)
class Both:
    """A sheet and the file of a pack of it; the corpus of both."""

    whole: Sheet
    pack: Path
    corpus: Any


def with_examples(whole: Sheet, folder: Path, kept: Callable[[str, list], list]) -> Both:
    """Both, with what is kept of the public examples of each law, told by its name."""
    public = read_corpus(whole.folder / FILE_NAME, whole)
    few = {name: kept(name, examples) for name, examples in public.packed.items()}
    file, pack = folder / "private.bin", folder / f"{whole.name}-official.zip"
    store_corpus(file, corpus_content(public.header, few))
    examples = named_examples(file, whole)
    pack.write_bytes(build_pack(whole, examples).content)
    return Both(whole, pack, examples.corpus)
