"""A program's grader: the same report as the commands', in order, and no surprise from outside."""

import gc
import itertools
import json
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from pathlib import Path

import psutil
import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from grader import Grader, GraderError
from grader.cli import main
from grader.errors import NoSuchQuestion, UnreadableSubmission
from grader.gradebook import open_book
from grader.model import Outcome
from grader.sandbox.processes import launch
from grader.sheets.record import freeze
from tests.grader.gradebook.classes import write
from tests.grader.misbehaviour import BODIES, HANGING, NAMES, right, submission

TRIPLES = submission("return 3 * x")
SOURCES = {"ada": right(), "bob": TRIPLES, "cy": "def double(x:\n", "dee": ""}


def test_the_report_is_that_of_grader_check_byte_for_byte(
    toy, warm, launched, tmp_path, monkeypatch
):
    monkeypatch.setattr(launch, "launcher", lambda *_: nullcontext(launched))
    for text in SOURCES.values():
        (tmp_path / "mine.py").write_text(text)
        words = [
            "--sheet",
            str(toy.folder),
            "--isolation",
            "limits",
            "--budget",
            "0",
            "--json",
            "-",
        ]
        told = CliRunner().invoke(main, ["check", str(tmp_path / "mine.py"), *words])
        assert warm.score(tmp_path / "mine.py").report == told.stdout


def test_the_report_is_that_of_grader_grade_byte_for_byte(toy, warm, tmp_path):
    write(tmp_path / "class", {name: text.encode() for name, text in SOURCES.items()})
    words = ["--public", "--isolation", "limits", "--budget", "0", "--sheet", str(toy.folder)]
    words += ["--jobs", "1"]
    out = tmp_path / "out"
    CliRunner().invoke(main, ["grade", str(tmp_path / "class"), "--out", str(out), *words])
    with open_book(out / "gradebook.db") as book:
        stored = {row.folder: book.known(row.result).text for row in book.results().rows}
    assert {name: warm.score(text).report for name, text in SOURCES.items()} == stored


@pytest.mark.slow
def test_sixty_reports_of_all_kinds_are_those_of_grader_grade_byte_for_byte(toy, tmp_path):
    """Right, wrong and hostile; in order, and under the isolation that hostile ones want."""
    kinds = [submission(BODIES[kind][0]) for kind in sorted(set(BODIES) - HANGING)]
    texts = ([*SOURCES.values(), *kinds] * 3)[:60]
    class_ = {f"s{n:02}": f"# {n}\n{text}" for n, text in enumerate(texts)}
    write(tmp_path / "class", {name: text.encode() for name, text in class_.items()})
    words = ["--public", "--isolation", "sealed", "--budget", "0", "--sheet", str(toy.folder)]
    out = tmp_path / "out"
    CliRunner().invoke(main, ["grade", str(tmp_path / "class"), "--out", str(out), *words])
    with open_book(out / "gradebook.db") as book:
        stored = {row.folder: book.known(row.result).text for row in book.results().rows}
    with Grader(toy.folder, jobs=2, isolation="sealed", budget=0) as grader:
        scores = grader.score_all(class_.values())
        assert {name: score.report for name, score in zip(class_, scores, strict=True)} == stored
    assert len(stored) == 60


def test_a_lost_law_is_told_with_its_sentence_points_and_example(warm):
    score = warm.score(TRIPLES)
    law = next(each for each in score.laws if each.outcome is Outcome.WRONG)
    assert law.function == "double"
    assert law.sentence.endswith(".")
    assert law.example.startswith("double(")
    assert law.points > 0
    assert law.message
    assert score.earned == sum(each.points for each in score.laws if each.passed)
    assert 0 < score.reward < 1


def test_only_asks_one_question_and_its_points_are_all_there_are(warm):
    whole, part = warm.score(TRIPLES), warm.score(TRIPLES, only="double")
    (question,) = {law.question for law in part.laws}
    assert [law for law in whole.laws if law.question == question] == list(part.laws)
    assert part.possible < whole.possible
    assert [each["id"] for each in json.loads(part.report)["questions"]] == [question]


def test_none_asks_the_whole_sheet_as_no_name_does(warm):
    """A program passes on what it was told, which may be nothing."""
    whole = warm.score(TRIPLES)
    assert warm.score(TRIPLES, only=None) == warm.score(TRIPLES, only=[]) == whole
    assert list(warm.score_all([TRIPLES], only=None)) == [whole]


@settings(max_examples=20, deadline=None)
@given(source=st.text(st.characters(), max_size=60) | st.binary(max_size=60))
def test_whatever_is_handed_in_has_a_score(warm, source):
    score = warm.score(source)
    assert 0 <= score.earned + score.open <= score.possible
    assert score.decided


@settings(max_examples=8, deadline=None)
@given(order=st.lists(st.sampled_from(sorted(SOURCES)), max_size=12))
def test_scores_come_in_the_order_of_the_sources(warm, order):
    alone = {name: warm.score(text) for name, text in SOURCES.items()}
    assert list(warm.score_all(SOURCES[name] for name in order)) == [alone[name] for name in order]


@pytest.mark.parametrize("kind", [each for each in NAMES if each.id not in HANGING])
def test_no_misbehaviour_raises_here(warm, kind):
    score = warm.score(submission(BODIES[kind][0]), only="double")
    assert score.reward < 1
    assert warm.score(right()).reward == 1  # and the next one is none the worse for it


def test_sources_are_taken_when_they_are_wanted_and_never_all_at_once(warm):
    taken = itertools.count()
    endless = (right() for _ in iter(lambda: next(taken), None))
    scores = warm.score_all(endless)
    assert [next(scores).reward for _ in range(3)] == [1, 1, 1]
    scores.close()
    assert next(taken) <= 3 + 2 * warm.jobs


def test_a_path_that_cannot_be_read_is_told_in_its_turn(warm, tmp_path):
    scores = warm.score_all([right(), tmp_path / "none.py", right()])
    assert next(scores).reward == 1
    with pytest.raises(UnreadableSubmission):
        next(scores)


def test_many_threads_may_share_it(warm):
    names = list(SOURCES) * 4
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda name: warm.score(SOURCES[name]).report, names))
    assert found == [warm.score(SOURCES[name]).report for name in names]


def test_another_corpus_may_be_named(toy, warm, tmp_path):
    """As ``grader grade --corpus`` does; students have the public one at home."""
    freeze(toy, tmp_path / "own.bin", b"a seed of our own", lambda _: None, count=20)
    with Grader(toy.folder, isolation="limits", corpus=tmp_path / "own.bin", budget=0) as grader:
        mine = json.loads(grader.score(right()).report)
    assert mine["corpus"] != json.loads(warm.score(right()).report)["corpus"]
    assert mine["earned"] == mine["possible"]


@pytest.mark.parametrize(
    ("sheet", "how"),
    [
        ("no_such_sheet", {}),
        (None, {"isolation": "padded"}),
        (None, {"jobs": 0}),
        (None, {"feedback": "none"}),
        (None, {"budget": -1}),
        (None, {"corpus": "none.bin"}),
    ],
)
def test_what_the_operator_can_mend_is_told(toy, sheet, how):
    with pytest.raises(GraderError), Grader(sheet or toy.folder, **{"isolation": "limits", **how}):
        pass


def test_a_question_that_there_is_not_is_told(warm):
    with pytest.raises(NoSuchQuestion):
        warm.score(right(), only="9z")
    with pytest.raises(NoSuchQuestion):  # before anything is taken
        warm.score_all(iter([]), only="9z")


@pytest.mark.slow
def test_a_template_that_is_killed_costs_no_points(toy):
    """Any of the two; what was lost with it is examined again."""
    with Grader(toy.folder, isolation="limits", budget=0) as grader:
        for turn in range(2):
            templates(psutil.Process())[turn % 2].kill()
            assert grader.score(right()).reward == 1


@pytest.mark.slow
def test_a_template_that_is_killed_while_a_submission_runs_costs_no_points(toy):
    slow = f"import time\ntime.sleep(0.6)\n{right()}"
    with Grader(toy.folder, isolation="limits", budget=0) as grader:
        for turn in range(4):
            victim = templates(psutil.Process())[turn % 2]
            threading.Timer(0.3 + 0.2 * turn, victim.kill).start()
            assert grader.score(slow).reward == 1


def templates(process):
    """What students' processes are forked from: the children of this process's examiner."""
    examiner = max(process.children(), key=psutil.Process.create_time)
    return [each for each in examiner.children() if each.status() != psutil.STATUS_ZOMBIE]


def left_behind(before):
    """Processes that nobody who was there before has started, and that do not end by themselves."""
    later = set(psutil.Process().children(recursive=True)) - before
    own = [each for each in later if not before & {*each.parents()}]
    return psutil.wait_procs(own, timeout=60)[1]


def test_a_grader_that_is_closed_says_so_and_leaves_nobody_behind(toy):
    before = set(psutil.Process().children(recursive=True))
    with Grader(toy.folder, isolation="limits", budget=0) as grader:
        assert grader.score(right()).decided
        assert set(psutil.Process().children(recursive=True)) - before
    assert left_behind(before) == []
    with pytest.raises(GraderError, match="closed"):
        grader.score(right())


def test_a_grader_that_nobody_has_any_more_leaves_nobody_behind(toy):
    before = set(psutil.Process().children(recursive=True))
    grader = Grader(toy.folder, isolation="limits", budget=0)
    assert grader.score(right()).decided
    del grader
    gc.collect()
    assert left_behind(before) == []


def test_whoever_waits_when_it_is_closed_is_told_or_has_an_open_score(toy):
    grader = Grader(toy.folder, isolation="limits", budget=0)
    pending = [grader.begin(submission("import time; time.sleep(60)")) for _ in range(3)]
    threading.Timer(0.2, grader.close).start()
    for each in pending:
        try:
            assert not each.score().decided
        except GraderError as error:
            assert "closed" in str(error)


def test_to_import_the_package_is_cheap_and_only_a_program_gets_the_grader():
    """A student's process imports ``grader.sandbox``, and with it the package."""
    script = (
        "import sys, grader.sandbox.runner.serve\n"
        "print(any(n.startswith(('grader.integrations', 'grader.sheets')) for n in sys.modules))\n"
        "from grader import AsyncGrader, Grader, GraderError, Law, Score\n"
        "print('grader.integrations.warm' in sys.modules)\n"
    )
    told = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert told.stdout.split() == ["False", "True"]


@pytest.mark.slow
def test_a_program_that_forgets_to_close_it_ends_all_the_same(toy):
    script = (
        "from grader import Grader\n"
        f"grader = Grader({str(toy.folder)!r}, isolation='limits', budget=0)\n"
        "print(grader.score('').reward)\n"
    )
    told = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=60
    )
    assert told.stdout == "0.0\n"
    assert Path(toy.folder).is_dir()
