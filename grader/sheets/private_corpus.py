"""
Which examples a class is marked on, and how they stay secret.

Students have the public corpus at home, so marks on it could be learnt by heart.  A class gets one
of its own: its seed is drawn once, by chance, and kept where only its owner reads it.  When the
sheet has changed, examples are drawn anew from the same seed; when it has learned calls that a
probe found, these are added.
"""

import contextlib
import os
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from grader.errors import CorpusOutdated, CorpusUnreadable, GraderError
from grader.sheets.choosing.found import corpus_with, learned
from grader.sheets.corpus import FILE_NAME, Corpus, corpus_bytes, corpus_from, store_corpus
from grader.sheets.record import PRIVATE_CANDIDATES, recorded
from grader.sheets.sheet import Sheet
from grader.text import several

__all__ = ["Examples", "Prove", "named_examples", "private_examples", "public_examples"]

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


Prove = Callable[[Examples], None]


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


def private_examples(
    sheet: Sheet, out: Path, progress: Callable[[str], None], prove: Prove = lambda _: None
) -> Examples:
    """
    Those of the class whose folder is ``out``, drawn from its seed where there are none yet.

    ``prove`` is given what is new before it is kept; where it raises, nothing is.  Raises
    GraderError where the folder cannot hold them.
    """
    drawn = partial(_drawn, sheet, progress, prove)
    folder = out / FOLDER
    file = folder / f"{sheet.name}.bin"
    try:
        folder.mkdir(mode=OWNERS_FOLDER, exist_ok=True)
        seed = _seed(folder / SEED)
        if not file.exists():
            return drawn(file, seed, "A private corpus was drawn for this class.")
        try:
            return _with_learned(_read(file, sheet, "private"), sheet, file, prove)
        except (CorpusOutdated, CorpusUnreadable) as error:
            changed = isinstance(error, CorpusOutdated)
            found = "The sheet has changed" if changed else "The private corpus was damaged"
            return drawn(file, seed, f"{found}: it was drawn again, from the same seed.")
    except OSError as error:
        raise GraderError(
            f"cannot keep a private corpus in {folder} ({error.strerror}). "
            f"Name another folder with --out, or a corpus with --corpus."
        ) from error


def _drawn(
    sheet: Sheet,
    progress: Callable[[str], None],
    prove: Prove,
    file: Path,
    seed: bytes,
    remark: str,
) -> Examples:
    tell, jobs = partial(_tell, progress), os.cpu_count() or 1
    content = recorded(sheet, seed, tell, count=PRIVATE_CANDIDATES, jobs=jobs)
    return _kept(content, sheet, file, prove, remark)


def _with_learned(examples: Examples, sheet: Sheet, file: Path, prove: Prove) -> Examples:
    """The same with what the sheet has learned since they were drawn."""
    content = corpus_with(sheet, examples.corpus, learned(sheet))
    if content is None:
        return examples
    had, has = (
        sum(map(len, corpus.packed.values()))
        for corpus in (examples.corpus, corpus_from(content, str(file), sheet))
    )
    remark = f"{several(has - had, 'call')} that a probe had found came to the private corpus."
    return _kept(content, sheet, file, prove, remark)


def _kept(content: bytes, sheet: Sheet, file: Path, prove: Prove, remark: str) -> Examples:
    """New examples, proved and put in place."""
    made = Examples(corpus_from(content, str(file), sheet), content, "private", remark)
    prove(made)
    store_corpus(file, content)
    file.chmod(OWNER_ALONE)
    return made


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
