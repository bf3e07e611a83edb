"""A run that is killed, on one machine and on many: nothing is lost, and nothing is done twice."""

import json
import random
import signal
import sqlite3
import subprocess
import sys
import time

import psutil
import pytest

from tests.grader.executors.clusters import cluster
from tests.grader.pipeline.classes import HOSTILE, class_of

SEED = 4
SLOW = "import time\ntime.sleep(0.15)\n"


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """A class that takes a while, with some who mean harm."""
    folder = class_of(tmp_path_factory.mktemp("class"), 20, hostile=HOSTILE[1:])
    for file in folder.glob("p*/submission.py"):
        file.write_text(SLOW + file.read_text())
    return folder


@pytest.fixture
def grade(toy, whole, tmp_path):
    """Start ``grader grade`` on it, into a folder of this test."""

    def start(out, *words):
        return subprocess.Popen(
            [
                *(sys.executable, "-m", "grader", "grade", whole, "--out", tmp_path / out),
                *("--sheet", toy.folder, "--public", "--isolation", "limits", "--budget", "0"),
                *words,
            ],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    return start


def finished(process):
    """What a run said that went to its end."""
    said, _ = process.communicate(timeout=120)
    assert process.returncode == 0, said
    return said


def stored(out):
    """How many results are in a gradebook, while it is being written."""
    try:
        book = sqlite3.connect(f"file:{out / 'gradebook.db'}?mode=ro", uri=True)
        with book:
            return book.execute("SELECT count(*) FROM results").fetchone()[0]
    except sqlite3.OperationalError:
        return 0


def until(process, out, results):
    """Wait until a run has stored so many; false if it ended before."""
    while process.poll() is None:
        if stored(out) >= results:
            return True
        time.sleep(0.02)
    return False


def marks(out):
    """Everybody's marks, as they are handed out."""
    return json.loads((out / "marks.json").read_text())


def feedback(out):
    """Every page that students are given."""
    return {file.name: file.read_bytes() for file in (out / "feedback").iterdir()}


def pages(out):
    return {name: text for name, text in feedback(out).items() if name.endswith(".md")}


def test_a_run_that_is_killed_goes_on_where_it_was(grade, tmp_path):
    """At random moments, with all that it started; the marks are those of an undisturbed run."""
    finished(grade("whole"))
    chance, out = random.Random(SEED), tmp_path / "killed"
    for moment in (0, 3, 9, 16):
        process = grade("killed")
        assert until(process, out, moment)
        time.sleep(chance.uniform(0, 0.4))
        family = psutil.Process(process.pid).children(recursive=True)
        process.send_signal(signal.SIGKILL)
        process.communicate()
        assert not psutil.wait_procs(family, timeout=10)[1]
    finished(grade("killed"))
    assert marks(out) == marks(tmp_path / "whole")
    assert pages(out) == pages(tmp_path / "whole")
    with sqlite3.connect(out / "gradebook.db") as book:
        twice = "SELECT sha256 FROM results GROUP BY sha256 HAVING count(*) > 1"
        assert book.execute(twice).fetchall() == []
        assert book.execute("SELECT count(*) FROM results").fetchone() == (24,)


def test_ctrl_c_stores_what_is_done_and_says_how_to_go_on(grade, tmp_path):
    """And leaves no process behind."""
    process = grade("stopped")
    assert until(process, tmp_path / "stopped", 4)
    family = psutil.Process(process.pid).children(recursive=True)
    process.send_signal(signal.SIGINT)
    said, _ = process.communicate(timeout=20)
    assert process.returncode == 130
    assert "give the same command again" in said
    assert "Traceback" not in said
    assert not psutil.wait_procs(family, timeout=10)[1]
    kept = stored(tmp_path / "stopped")
    assert 4 <= kept < 24
    assert f"{kept} of 24 need not be examined again" in finished(grade("stopped"))


def test_an_examiner_that_is_killed_costs_nobody_anything(grade, tmp_path):
    """Its submission is examined by the next one."""
    finished(grade("whole"))
    process = grade("hurt", "--jobs", "2")
    assert until(process, tmp_path / "hurt", 5)
    examiner = psutil.Process(process.pid).children()[0]
    examiner.send_signal(signal.SIGKILL)
    assert "24 marked" in finished(process)
    assert marks(tmp_path / "hurt") == marks(tmp_path / "whole")


def test_one_job_two_jobs_and_a_cluster_that_loses_a_worker_agree(grade, tmp_path):
    """The same marks and the same feedback, to the byte."""
    pytest.importorskip("distributed")
    finished(grade("one", "--jobs", "1"))
    finished(grade("two", "--jobs", "2"))
    with cluster() as running:
        process = grade("dask", "--dask", running.address)
        assert until(process, tmp_path / "dask", 5)
        running.workers[0].kill()
        assert "24 marked" in finished(process)
    for other in ("two", "dask"):
        assert marks(tmp_path / other) == marks(tmp_path / "one")
        assert pages(tmp_path / other) == pages(tmp_path / "one")
