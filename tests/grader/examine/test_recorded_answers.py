"""A script saves work and decides nothing: with it or without it, marks are the same."""

import zlib

import msgspec
import numpy as np
import pytest

from grader.authoring import answers, assert_close, assert_refuses
from grader.examine import examiner, transcript
from grader.examine.answer_tree import PASSED_NODE, tree_of, with_path
from grader.examine.asking.scheduler import Scheduler
from grader.examine.check import check
from grader.examine.known_answers import KnownAnswers
from grader.examine.recorded_answers import recorded_steps
from grader.examine.report_json import json_text
from grader.examine.settings import Settings
from grader.examine.student.replies import Reply, key_of
from grader.examine.transcript import TRANSCRIPT, Transcript, read_transcript
from grader.model import Submission
from grader.sandbox.wire.codec import encode
from grader.sandbox.wire.frames import Kind
from grader.sheets.corpus import FILE_NAME, read_corpus
from grader.sheets.model_answers import model_student
from grader.sheets.record import freeze
from grader.sheets.sheet import load_sheet
from tests.grader.conftest import QUICK_CALLS, ROOMY
from tests.grader.misbehaviour import BODIES, HANGING, NAMES, right, submission


def doubles(runs):
    """A property that notes when it is run."""

    def body(student, x):
        runs.append(float(x[0]))
        assert_close(student.double(x), 2 * x)

    return body


def vectors(count):
    return [{"x": np.array([float(n)])} for n in range(1, count + 1)]


def talk(session, source, body, examples, trees):
    scheduler = Scheduler(session(source))
    index = scheduler.add(body, examples, trees)
    scheduler.run()
    return scheduler.example_runs(index)


def test_what_satisfied_a_property_once_need_not_be_judged_again(session):
    """The second submission is marked without the property being run at all."""
    runs, trees = [], [None] * 9
    talk(session, right(), doubles(runs), vectors(9), trees)
    assert len(runs) == 18
    example_runs = talk(session, right(), doubles(runs), vectors(9), trees)
    assert len(runs) == 18
    assert [(each.finished, each.failure, each.calls) for each in example_runs] == [
        (True, None, 1)
    ] * 9


def test_a_new_answer_is_judged_by_the_property(session):
    """Right or wrong, it is only known when it was seen."""
    runs, trees = [], [None] * 9
    talk(session, right(), doubles(runs), vectors(9), trees)
    wrong = submission("return 2 * x if x[0] != 4 else 3 * x")
    example_runs = talk(session, wrong, doubles(runs), vectors(9), trees)
    assert [each.failure is None for each in example_runs] == [True, True, True, False]
    other = submission("return (2 * x).astype(np.float32)")
    assert all(
        each.failure is None for each in talk(session, other, doubles(runs), vectors(9), trees)
    )


def test_what_failed_is_not_learnt(session):
    """The next one with the same wrong answer fails as well."""
    trees = [None] * 3
    for _ in range(2):
        example_runs = talk(session, submission("return 3 * x"), doubles([]), vectors(3), trees)
        assert example_runs[-1].failure is not None


def test_a_refusal_counts_as_one_whatever_it_says(session):
    """Each student has a sentence of their own."""
    runs, trees = [], [None]

    def refuses(student, x):
        runs.append(1)
        assert_refuses(student.double, x)

    for text in ("no", "not this one"):
        source = submission(f"raise ValueError({text!r})")
        assert talk(session, source, refuses, vectors(1), trees)[-1].failure is None
    assert len(runs) == 2
    source = submission("raise TypeError('no')")
    assert talk(session, source, refuses, vectors(1), trees)[-1].failure is not None


def test_of_several_steps_each_is_looked_up(session):
    """What is asked second depends on what was answered first."""
    runs, trees = [], [None] * 4

    def twice(student, x):
        runs.append(1)
        assert_close(student.double(student.double(x)), 4 * x)

    talk(session, right(), twice, vectors(4), trees)
    before = len(runs)
    example_runs = talk(session, right(), twice, vectors(4), trees)
    assert len(runs) == before
    assert [each.calls for each in example_runs] == [2] * 4


def test_all_answers_of_a_step_count_together(session):
    """Two answers that were right, each with another, are not right with each other."""
    trees = [None]

    def same(student, x):
        one, other = answers(student.double, [(x,), (-x,)])
        assert_close(one, -np.asarray(other))

    signs = ["return 2 * x", "return 3 * x"]
    for body in signs:
        assert talk(session, submission(body), same, vectors(1), trees)[-1].failure is None
    mixed = submission("return 2 * x if x[0] > 0 else 3 * x")
    assert talk(session, mixed, same, vectors(1), trees)[-1].failure is not None


def test_a_script_remembers_no_more_than_there_is_room_for():
    """A class that answers nothing twice must not fill the memory."""
    start = None
    for n in range(100):
        start = with_path(start, [((), n.to_bytes(8, "big"))])
    assert len(start.then) < 50
    assert all(node is PASSED_NODE for node in start.then.values())


def test_right_bytes_that_are_cut_elsewhere_are_another_answer():
    """Read, they would be malformed; they must not pass for not being read."""
    structure, blob = encode(np.array([1.0, 2.0]))
    right = Reply(Kind.RETURNED, structure, blob)
    cut = Reply(Kind.RETURNED, structure + blob[:3], blob[3:])
    assert key_of([right]) != key_of([cut])
    assert key_of([right]) == key_of([Reply(Kind.RETURNED, structure, blob)])


def test_an_answer_that_cannot_be_known_again_is_not_learnt():
    assert tree_of([((), b"")]) is None


@pytest.mark.parametrize("name", NAMES)
def test_the_report_is_the_same_with_and_without_scripts(toy, launched, misbehaved, name):
    """To the last byte, whatever a submission does."""
    corpus = read_corpus(toy.folder / FILE_NAME, toy)
    known = read_transcript(toy, corpus.digest)
    assert known.trees
    assert known.orders
    settings = Settings(limits=QUICK_CALLS if name in HANGING else ROOMY, search_seconds=0.0)
    found = Submission("submission.py", submission(BODIES[name][0]).encode())
    opened = examiner.Examiner(toy, toy.questions, corpus, KnownAnswers(*known), launched, settings)
    assert json_text(check(opened, found)) == json_text(misbehaved(name))


def test_the_model_performs_every_property(toy):
    """Each example has a path that ends with the property holding."""
    corpus = read_corpus(toy.folder / FILE_NAME, toy)
    for prop in toy.properties:
        if prop.declared.measured:
            continue
        for example in corpus.examples(prop):
            assert recorded_steps(prop, example, model_student(toy))


def test_what_many_calls_pass_is_kept_once():
    """The same image is cropped hundreds of times: it would be most of what is read."""
    sheet = load_sheet("sheet3")
    corpus = read_corpus(sheet.folder / FILE_NAME, sheet)
    orders = read_transcript(sheet, corpus.digest).orders
    blobs = [each.blob for order in orders.values() for each in order if each.blob]
    assert len({id(blob) for blob in blobs}) == len({*blobs}) < len(blobs) - 500


def test_trees_are_made_of_what_is_asked_alone(toy, monkeypatch):
    """A self-test of one question does not wait for those of all."""
    corpus = read_corpus(toy.folder / FILE_NAME, toy)
    known, made = KnownAnswers(*read_transcript(toy, corpus.digest)), []
    monkeypatch.setattr(transcript, "tree_of", lambda path: made.append(path) or tree_of(path))
    first = toy.properties[0]
    count = len(corpus.examples(first))
    assert known.of(first.key, count) is known.of(first.key, count)
    assert len(made) == count


def test_a_transcript_is_read_while_the_launcher_makes_itself_ready(toy, launched, monkeypatch):
    """Nothing in it depends on a process."""
    events = []

    class Noting:
        def __getattr__(self, name):
            return getattr(launched, name)

        def spawn(self, *how):
            events.append("spawn")
            return launched.spawn(*how)

    def reads(*of_what):
        events.append("read")
        return read_transcript(*of_what)

    monkeypatch.setattr(examiner, "read_transcript", reads)
    examiner.public_examiner(Noting(), sheet=str(toy.folder))
    assert events[:2] == ["read", "spawn"]


def test_a_transcript_of_another_state_is_left_alone(toy, tmp_path):
    """A model answer that was mended since may have been wrong when it was recorded."""
    corpus = read_corpus(toy.folder / FILE_NAME, toy)
    nothing = Transcript({}, {})
    assert read_transcript(toy, corpus.digest) != nothing
    assert read_transcript(toy, "another corpus") == nothing
    file = toy.folder / TRANSCRIPT
    whole = file.read_bytes()
    try:
        lacking = {"blobs": [], "requests": [(1, b"", 7, "f")], "properties": {}, "orders": []}
        stamped = b"".join(whole.partition(b"\n")[:2])
        for damaged in (
            whole[:-100],
            b"",
            whole[:200] + bytes(1) + whole[201:],
            stamped + zlib.compress(msgspec.msgpack.encode(lacking)),
        ):
            file.write_bytes(damaged)
            assert read_transcript(toy, corpus.digest) == nothing
    finally:
        file.write_bytes(whole)


def test_the_sheet_ships_a_transcript_of_its_present_state():
    """Without it a self-test takes twice as long; 'grader freeze' makes it."""
    sheet = load_sheet("sheet3")
    corpus = read_corpus(sheet.folder / FILE_NAME, sheet)
    trees = read_transcript(sheet, corpus.digest).trees
    assert {prop.key for prop in sheet.properties if not prop.declared.measured} == set(trees)


@pytest.mark.slow
def test_a_private_corpus_leaves_no_transcript(toy, tmp_path):
    """The recorded answers are the sheet's own, and lie where its own corpus lies."""
    before = (toy.folder / TRANSCRIPT).read_bytes()
    freeze(toy, tmp_path / "private.bin", b"secret", lambda _: None, count=20)
    assert [file.name for file in tmp_path.iterdir()] == ["private.bin"]
    assert (toy.folder / TRANSCRIPT).read_bytes() == before
