"""A corpus is chosen for what it catches, and is the same each time."""

import pytest

from grader.sandbox.wire.codec import decode
from grader.sheets.choosing.candidates import candidates
from grader.sheets.choosing.wrong_answers import ChangedLine, write_lines
from grader.sheets.corpus import read_corpus
from grader.sheets.record import CAUGHT, freeze, record
from grader.sheets.sheet import load_sheet
from tests.toys.copied import copied

MISTAKES = '''
"""Mistakes."""

from grader.authoring.misconceive import misconception


@misconception("average", "ninety-nine was counted twice")
def counts_99_twice(right, values):
    return right(values) + 99 * (99.0 in values)
'''


def quiet(_):
    """Progress that nobody waits for."""


@pytest.fixture
def rare(tmp_path, toy, request):
    """The toy sheet with a mistake that one number in two hundred shows."""
    folder = copied(tmp_path / f"rare_{abs(hash(request.node.name))}", toy.folder)
    (folder / "misconceptions").mkdir()
    (folder / "misconceptions" / "__init__.py").touch()
    (folder / "misconceptions" / "averaging.py").write_text(MISTAKES)
    return load_sheet(str(folder))


def test_candidates_are_distinct_and_the_same_each_time(toy):
    """With another seed they are others."""
    prop = toy.properties[3]
    written, packed = candidates(prop, b"seed", 40)
    assert written == 0
    assert len(set(packed)) == len(packed) <= 40
    assert len(packed) > 20  # not every version of Hypothesis finds as many that differ
    assert candidates(prop, b"seed", 40) == (written, packed)
    assert set(candidates(prop, b"other", 40)[1]) != set(packed)


def test_a_property_with_few_possible_examples_has_those(toy):
    """Drawing ends when nothing new comes."""
    prop = next(p for p in load_sheet("exercises.sheet3").properties if "two_passes" in p.name)
    assert candidates(prop, b"seed", 3)[0] == 2
    assert len(candidates(prop, b"seed", 3)[1]) == 5


@pytest.mark.slow
def test_recording_twice_gives_the_same_bytes(toy, tmp_path):
    """So that anybody can make the public corpus again."""
    digests = {freeze(toy, tmp_path / name, b"seed", quiet, count=40) for name in ("one", "two")}
    assert len(digests) == 1
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


def shown_by(sheet, file):
    """How many examples of the toy's second question show the mistake."""
    corpus = read_corpus(file, sheet)
    examples = [e for p in sheet.questions[1].properties for e in corpus.examples(p)]
    asked = [(each["values"], each.get("shift", 0.0)) for each in examples]
    return sum(99.0 in values or 99.0 - shift in values for values, shift in asked)


@pytest.mark.slow
def test_a_mistake_that_few_candidates_show_is_caught_by_three_examples(rare, tmp_path):
    """It is for such mistakes that so many are drawn."""
    freeze(rare, tmp_path / "corpus", b"seed", quiet)
    assert shown_by(rare, tmp_path / "corpus") >= CAUGHT


@pytest.mark.slow
def test_without_a_mistake_to_catch_fewer_examples_show_it(rare, tmp_path, monkeypatch):
    """They were there by chance."""
    monkeypatch.setattr("grader.sheets.record.CAUGHT", 0)
    freeze(rare, tmp_path / "corpus", b"seed", quiet)
    assert shown_by(rare, tmp_path / "corpus") < CAUGHT


def test_a_listed_mutant_has_examples_chosen_for_it(toy):
    """One that differs for a single number is hardly caught by chance."""
    model = (toy.folder / "model.py").read_text().split("\n")
    before, after = "    return 2 * x", "    return 2 * x + (x == 37)"
    line = ChangedLine("doubling.model", 1 + model.index(before), before, after, ("double",))
    write_lines(toy, [line])
    found = record(toy, toy.questions[0], b"seed")
    (toy.folder / "rare_mutants.json").unlink()
    examples = [decode(*packed)["x"] for recorded in found.values() for packed in recorded]
    assert sum(37.0 in example for example in examples) >= CAUGHT


@pytest.mark.slow
def test_several_processes_record_what_one_does(toy, tmp_path, monkeypatch):
    """A class's own corpus does not depend on how many there were."""
    monkeypatch.setattr("grader.sheets.record.SMALL_SHEET", 0)
    digests = {
        freeze(toy, tmp_path / str(jobs), b"seed", quiet, count=20, jobs=jobs) for jobs in (1, 2)
    }
    assert len(digests) == 1
