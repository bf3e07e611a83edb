"""A pack, made of a sheet and a corpus, and tried before it is handed on."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from grader.examine.feedback.mistakes.digested import mistakes_content
from grader.examine.packing.ask import ask_all, assert_holds
from grader.examine.packing.mistakes import mistakes_of
from grader.sheets.corpus import FILE_NAME, read_corpus
from grader.sheets.model_answers import model_student
from grader.sheets.packs.archive import VERSION, Manifest, Pack, pack_bytes, pack_from
from grader.sheets.packs.choice_of_laws import (
    assert_cut,
    laws_left_out,
    left_to_the_sheet,
    reasons,
)
from grader.sheets.packs.contents import left_out, texts_of
from grader.sheets.packs.importing import forget, importable
from grader.sheets.packs.laws import laws_of
from grader.sheets.packs.names import MISTAKES, MODEL
from grader.sheets.packs.recording import RecordingModel
from grader.sheets.packs.whole import assert_whole
from grader.sheets.private_corpus import Examples
from grader.sheets.sheet import Sheet, load_sheet

__all__ = ["Built", "build_pack"]


@dataclass(frozen=True, slots=True)
class Built:
    """The bytes of a pack, the pack that was read from them, and how many laws it holds."""

    content: bytes
    pack: Pack
    laws: int


def build_pack(
    sheet: Sheet, examples: Examples, tell: Callable[[str], None] = lambda _: None
) -> Built:
    """
    A pack of a sheet with these examples; ``tell`` is told what is being asked.

    Raises BadSheet where the sheet has something in it that a pack cannot hold.
    """
    assert_whole(sheet, "pack")
    why = reasons(sheet, examples.corpus)
    laws = laws_of(sheet, laws_left_out(sheet, why))
    manifest = Manifest(
        version=VERSION,
        package=sheet.package,
        sheet_digest=examples.corpus.header.sheet_digest,
        private=examples.kind != "public",
        packages=sorted(laws.packages),
        left_out=left_out(sheet),
        elsewhere=left_to_the_sheet(sheet, why),
    )
    files = {**laws.files, **texts_of(sheet)}
    files[f"{sheet.package.replace('.', '/')}/{FILE_NAME}"] = examples.content
    model = RecordingModel(sheet, laws.used)
    empty = pack_from(pack_bytes(manifest, files), sheet.package)
    recording = replace(empty, answering=model)
    try:
        packed = load_sheet(importable(recording))
        assert_cut(sheet, packed, why)
        asked = ask_all(packed, sheet, examples.corpus, tell)
    finally:
        forget(recording)
    files[MODEL] = model.content()
    tell("what the mistakes say")
    files[MISTAKES] = mistakes_content(mistakes_of(sheet, asked))
    content = pack_bytes(manifest, files)
    pack = pack_from(content, f"{sheet.package}, packed")
    _assert_works(pack, tell)
    return Built(content, pack, len(packed.properties))


def _assert_works(pack: Pack, tell: Callable[[str], None]) -> None:
    """The laws hold of what was recorded, with nothing of the model behind it."""
    tell("the pack itself")
    sheet = load_sheet(importable(pack))
    corpus = read_corpus(sheet.folder / FILE_NAME, sheet)
    functions = dict(vars(model_student(sheet)))
    for prop in sheet.properties:
        if not prop.declared.measured:
            assert_holds(prop, corpus, functions, sheet)
