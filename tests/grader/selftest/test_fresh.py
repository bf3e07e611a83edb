"""Examples drawn for one check alone: they find what the recorded ones miss, and are no marks."""

from dataclasses import replace

import pytest

from grader.errors import BadSheet
from grader.examine.check import check
from grader.examine.examiner import Examiner
from grader.examine.known_answers import KnownAnswers
from grader.examine.settings import Settings
from grader.model import Submission
from grader.selftest.fresh import fresh_examiner
from grader.sheets.corpus import FILE_NAME, read_corpus
from grader.sheets.sheet import load_sheet
from tests.grader.misbehaviour import right
from tests.toys.copied import copied

SEED = b"seed"


@pytest.fixture
def examiner(toy, launched):
    """One of the toy sheet, on its recorded examples."""
    corpus = read_corpus(toy.folder / FILE_NAME, toy)
    settings = Settings(search_seconds=0.0)
    return Examiner(toy, toy.questions, corpus, KnownAnswers(), launched, settings)


def asked(examiner):
    """All that is asked of the first function, which takes an array."""
    prop = examiner.sheet.properties[0]
    return {tuple(example["x"]) for example in examiner.corpus.examples(prop)}


def test_a_mistake_between_the_recorded_examples_is_found(examiner):
    """It shows on an argument that none of them has."""
    fresh = fresh_examiner(examiner, 60, seed=SEED)
    rare = max(asked(fresh) - asked(examiner), key=len)
    wrong = right().replace("return x * 2", f"return x * (2 - (list(x) == {[*map(float, rare)]}))")
    found = Submission("submission.py", wrong.encode())
    assert check(examiner, found).is_full
    assert not check(fresh, found).is_full


def test_a_right_submission_passes_on_any(examiner):
    """And there are no more of them than were asked for."""
    fresh = fresh_examiner(examiner, 40, seed=SEED)
    assert check(fresh, Submission("submission.py", right().encode())).is_full
    assert 20 < len(asked(fresh)) <= 40


def test_each_draw_is_another_and_a_seed_repeats_one(examiner):
    """The report names the seed where a mark names its corpus."""
    one, other = (fresh_examiner(examiner, 20) for _ in range(2))
    assert asked(one) != asked(other)
    assert one.corpus.digest.startswith("drawn afresh from ")
    again = fresh_examiner(examiner, 20, seed=bytes.fromhex(one.corpus.digest.split()[-1]))
    assert asked(again) == asked(one)


def test_a_law_that_the_model_breaks_is_the_sheets_fault(examiner, toy, tmp_path):
    """It is found before a student is asked."""
    folder = copied(tmp_path / "broken_in_places", toy.folder)
    model = (folder / "model.py").read_text()
    broken = model.replace("float(np.mean(values))", "2 * float(np.mean(values))")
    (folder / "model.py").write_text(broken)
    sheet = load_sheet(str(folder))
    asking = replace(examiner, sheet=sheet, questions=sheet.questions)
    with pytest.raises(BadSheet, match="test_follows_a_shift does not hold of the model answer"):
        fresh_examiner(asking, 100, seed=SEED)
