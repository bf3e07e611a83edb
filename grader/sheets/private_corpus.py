"""
Which examples a class is marked on, and how they stay secret.

Students have the public corpus at home, so marks on it could be learnt by heart.  A class gets one
of its own: its seed is drawn once, by chance, and kept where only its owner reads it.  When the
sheet has changed, examples are drawn anew from the same seed.
"""

import contextlib
import os
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from grader.errors import CorpusOutdated, CorpusUnreadable, GraderError
from grader.sheets.corpus import FILE_NAME, Corpus, corpus_bytes, corpus_from
from grader.sheets.record import PRIVATE_CANDIDATES, freeze
from grader.sheets.sheet import Sheet

__all__ = ["Examples", "named_examples", "private_examples", "public_examples"]

FOLDER, SEED = "private", "seed"
SEED_BYTES = 32
OWNER_ALONE, OWNERS_FOLDER = 0o600, 0o700


@dataclass(frozen=True, slots=True)
class Examples:
    """
    A corpus, and where it comes from.

    Attributes
    ----------
    corpus : Corpus
    content : bytes
        Its file.
    kind : str
        ``"private"``, ``"public"`` or ``"named"``.
    remark : str
        What the person who grades should know about it; often nothing.
    """

    corpus: Corpus
    content: bytes
    kind: str
    remark: str = ""


def public_examples(sheet: Sheet) -> Examples:
    """
    Those that ship with the sheet, which may be private where it is a pack.

    Raises CorpusUnreadable or CorpusOutdated.
    """
    is_private = sheet.pack is not None and sheet.pack.manifest.private
    return _read(sheet.folder / FILE_NAME, sheet, "private" if is_private else "public")


def named_examples(file: Path, sheet: Sheet) -> Examples:
    """Those in a file; raises CorpusUnreadable or CorpusOutdated, GraderError for a pack."""
    if sheet.pack is not None:
        raise GraderError(
            f"{sheet.pack.place} is a pack, which is marked on its own examples alone. Leave the "
            f"corpus out, or make the pack anew with: grader pack --private {file}"
        )
    return _read(file, sheet, "named")


def private_examples(sheet: Sheet, out: Path, progress: Callable[[str], None]) -> Examples:
    """
    Those of the class whose folder is ``out``, drawn from its seed where there are none yet.

    Raises GraderError where the folder cannot hold them.
    """
    folder = out / FOLDER
    file = folder / f"{sheet.name}.bin"
    try:
        folder.mkdir(mode=OWNERS_FOLDER, exist_ok=True)
        seed = _seed(folder / SEED)
        if not file.exists():
            return _drawn(sheet, file, seed, progress, "A private corpus was drawn for this class.")
        try:
            return _read(file, sheet, "private")
        except (CorpusOutdated, CorpusUnreadable) as error:
            changed = isinstance(error, CorpusOutdated)
            found = "The sheet has changed" if changed else "The private corpus was damaged"
            return _drawn(
                sheet, file, seed, progress, f"{found}: it was drawn again, from the same seed."
            )
    except OSError as error:
        raise GraderError(
            f"cannot keep a private corpus in {folder} ({error.strerror}). "
            f"Name another folder with --out, or a corpus with --corpus."
        ) from error


def _drawn(
    sheet: Sheet, file: Path, seed: bytes, progress: Callable[[str], None], remark: str
) -> Examples:
    tell = partial(_tell, progress)
    freeze(sheet, file, seed, tell, count=PRIVATE_CANDIDATES, jobs=os.cpu_count() or 1)
    file.chmod(OWNER_ALONE)
    found = _read(file, sheet, "private")
    return Examples(found.corpus, found.content, found.kind, remark)


def _tell(progress: Callable[[str], None], question: str) -> None:
    progress(f"a private corpus, {question}")


def _read(file: Path, sheet: Sheet, kind: str) -> Examples:
    content = corpus_bytes(file, sheet)
    return Examples(corpus_from(content, str(file), sheet), content, kind)


def _seed(file: Path) -> bytes:
    """The secret of the class: drawn when it is first needed, whole or not at all."""
    if not file.exists():
        waiting = file.with_suffix(".part")
        waiting.unlink(missing_ok=True)
        descriptor = os.open(waiting, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ALONE)
        with os.fdopen(descriptor, "wb") as opened:
            opened.write(secrets.token_bytes(SEED_BYTES))
            opened.flush()
            os.fsync(descriptor)
        with contextlib.suppress(FileExistsError):  # another grader's is as good
            os.link(waiting, file)
        waiting.unlink()
    seed = file.read_bytes()
    if len(seed) != SEED_BYTES:
        raise GraderError(
            f"{file} is not what was kept there: it has {len(seed)} bytes, not {SEED_BYTES}. "
            f"Take it from a backup, or remove it to draw another and mark the class anew."
        )
    return seed
