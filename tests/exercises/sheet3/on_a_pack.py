"""Submissions to sheet 3, marked on the sheet and on a pack of it that has the same examples."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from grader.examine.answer_tree import KnownAnswers
from grader.examine.check import check
from grader.examine.examiner import Examiner
from grader.examine.packing.build import build_pack
from grader.examine.report_json import json_text
from grader.examine.settings import Settings
from grader.sheets.corpus import FILE_NAME, corpus_content, read_corpus, store_corpus
from grader.sheets.private_corpus import named_examples
from grader.sheets.sheet import Sheet, load_sheet

__all__ = ["Both", "with_examples"]


@dataclass(frozen=True)
class Both:
    """A sheet and the bytes of its pack, which lies in a file; the corpus of both."""

    whole: Sheet
    pack: Sheet
    content: bytes
    corpus: Any

    def reports(self, launched, submission, question=None):
        """The canonical reports on a submission, by the sheet and by the pack."""
        examples = read_corpus(self.pack.folder / FILE_NAME, self.pack)
        return (
            _report(self.whole, self.corpus, launched, submission, question),
            _report(self.pack, examples, launched, submission, question),
        )


def with_examples(whole: Sheet, folder: Path, kept: Callable[[str, list], list]) -> Both:
    """Both, with what is kept of the public examples of each law, told by its name."""
    public = read_corpus(whole.folder / FILE_NAME, whole)
    few = {name: kept(name, examples) for name, examples in public.packed.items()}
    file, packed = folder / "private.bin", folder / "sheet3-official.zip"
    store_corpus(file, corpus_content(public.header, few))
    examples = named_examples(file, whole)
    content = build_pack(whole, examples).content
    packed.write_bytes(content)
    return Both(whole, load_sheet(str(packed)), content, examples.corpus)


def _report(sheet, examples, launched, submission, question):
    asked = tuple(q for q in sheet.questions if question in (None, q.id))
    settings = Settings(tier="limits", limits=sheet.settings.limits, search_seconds=0.0)
    examiner = Examiner(sheet, asked, examples, KnownAnswers(), launched, settings)
    return json_text(check(examiner, submission))
