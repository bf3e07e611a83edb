"""Two small sheets, whole and packed: one with a module of answers, one that is one module."""

import pytest

from grader.examine.check import check
from grader.examine.examiner import Examiner
from grader.examine.known_answers import KnownAnswers
from grader.examine.packing.build import build_pack
from grader.examine.report_json import json_text
from grader.examine.settings import Settings
from grader.model import Submission
from grader.sheets.corpus import FILE_NAME, read_corpus, store_corpus
from grader.sheets.private_corpus import public_examples
from grader.sheets.record import PUBLIC_SEED, recorded
from grader.sheets.sheet import load_sheet
from tests.grader.conftest import ROOMY
from tests.toys.copied import MEANS, copied

FEW = 20  # candidates that the examples are chosen of


@pytest.fixture(scope="session")
def means(tmp_path_factory):
    """The sheet whose question is one module, with a corpus."""
    sheet = load_sheet(str(copied(tmp_path_factory.mktemp("packed") / "means_to_pack", MEANS)))
    content = recorded(sheet, PUBLIC_SEED, lambda _: None, count=FEW)
    store_corpus(sheet.folder / FILE_NAME, content)
    return sheet


@pytest.fixture(scope="session")
def packed(tmp_path_factory):
    """Pack a sheet with its public corpus; the pack's file."""
    made = {}

    def pack(sheet):
        if sheet.name not in made:
            file = tmp_path_factory.mktemp("packs") / f"{sheet.name}.zip"
            file.write_bytes(build_pack(sheet, public_examples(sheet)).content)
            made[sheet.name] = file
        return made[sheet.name]

    return pack


@pytest.fixture
def told(launched):
    """The canonical report on a submission, given as text, without a live search."""

    def report(sheet, source, limits=ROOMY, launched=launched, **settings):
        corpus = read_corpus(sheet.folder / FILE_NAME, sheet)
        chosen = Settings(limits=limits, **{"search_seconds": 0.0, **settings})
        examiner = Examiner(sheet, sheet.questions, corpus, KnownAnswers(), launched, chosen)
        content = source if isinstance(source, bytes) else source.encode()
        return json_text(check(examiner, Submission("submission.py", content)))

    return report


HEAD = '''"""Text."""

from hypothesis import given, strategies as st

from grader.authoring import *

ID, TITLE = "1", "One"
'''


@pytest.fixture(scope="session")
def written(tmp_path_factory):
    """Write a sheet of one module, with data; the sheet, with its corpus."""

    def write(name, body):
        folder = tmp_path_factory.mktemp("kinds") / name
        (folder / "data").mkdir(parents=True)
        (folder / "data" / "numbers.txt").write_text("1\n2.5\n")
        (folder / "__init__.py").write_text('TITLE = "A"\nQUESTIONS = ("one",)\n')
        (folder / "one.py").write_text(HEAD + body)
        sheet = load_sheet(str(folder))
        content = recorded(sheet, PUBLIC_SEED, lambda _: None, count=8)
        store_corpus(folder / FILE_NAME, content)
        return sheet

    return write
