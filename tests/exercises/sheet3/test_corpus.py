"""The corpus that ships with the sheet is the sheet's, and large enough."""

import hypothesis
import pytest

from grader.callline import brevity
from grader.corpus import FILE_NAME, read_corpus, sheet_digest
from grader.freeze import PUBLIC_SEED, model_student, record
from grader.hypothesis_runs import own_examples
from grader.sheet import load_sheet

SHEET = load_sheet("exercises.sheet3")
USUAL = 68


@pytest.fixture(scope="module")
def corpus():
    """Reading it checks its digest, and that it was recorded for this sheet."""
    return read_corpus(SHEET.folder / FILE_NAME, SHEET)


def test_it_was_recorded_for_the_sheet_as_it_is(corpus):
    """After a change to the sheet: grader freeze."""
    assert corpus.header.sheet_digest == sheet_digest(SHEET)
    assert set(corpus.packed) == {prop.key for prop in SHEET.properties}


@pytest.mark.parametrize("prop", SHEET.properties, ids=lambda prop: prop.key)
def test_each_property_has_sixty_different_examples_smallest_first(corpus, prop):
    """But for those that measure time or chance, which say how many they want."""
    packed = corpus.packed[prop.key]
    sizes = [brevity(example) for example in corpus.examples(prop)]
    assert len(set(packed)) == len(packed)
    assert sizes == sorted(sizes)
    assert len(packed) >= (60 if own_examples(prop, USUAL) == USUAL else 1)


@pytest.mark.parametrize("prop", SHEET.properties[::6], ids=lambda prop: prop.key)
def test_recording_it_again_gives_the_same_bytes(corpus, prop):
    """With the Hypothesis that it was recorded with; another may draw otherwise."""
    if hypothesis.__version__ != corpus.header.hypothesis:
        pytest.skip(f"recorded with Hypothesis {corpus.header.hypothesis}")
    assert record(prop, model_student(SHEET), PUBLIC_SEED) == corpus.packed[prop.key]
