"""A sheet of one question with a model beside it, frozen as long as a test needs it."""

import contextlib
import sys

from grader.examine.recorded_answers import record_answers
from grader.sheets.corpus import read_corpus
from grader.sheets.record import PUBLIC_SEED, freeze
from grader.sheets.sheet import load_sheet
from tests.grader.sheets.written_sheet import written_sheet


@contextlib.contextmanager
def frozen_sheet(folder, question, model):
    """The sheet, with its corpus and answers; what loading it imported is forgotten afterwards."""
    path = list(sys.path)
    made = written_sheet(folder, f'MODEL = ("{folder.name}.model",)', question=question)
    (made / "model.py").write_text(model)
    loaded = load_sheet(str(made))
    freeze(loaded, made / "corpus.bin", PUBLIC_SEED, lambda _: None)
    record_answers(loaded, read_corpus(made / "corpus.bin", loaded))
    yield loaded
    sys.path[:] = path
    for name in [each for each in sys.modules if each.startswith(folder.name)]:
        del sys.modules[name]
