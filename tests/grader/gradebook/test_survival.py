"""A run that is killed, on one machine and on many: nothing is lost, and nothing is done twice."""

import json
import random
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing

import psutil
import pytest

from tests.grader.examine.workers.clusters import cluster
from tests.grader.gradebook.classes import HOSTILE, class_of

SEED = 4
SLOW = "import time\ntime.sleep(0.15)\n"


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """A class that takes a while, with some who mean harm."""
    folder = class_of(tmp_path_factory.mktemp("class"), 8, hostile=HOSTILE[1:])
    for file in folder.glob("p*/submission.py"):
        file.write_text(SLOW + file.read_text())
    return folder


@pytest.fixture(scope="module")
def grade(toy, whole):
    """Start ``grader grade`` on it, into a folder."""

    def start(out, *words):
        return subprocess.Popen(
            [
                *(sys.executable, "-m", "grader", "grade", whole, "--out", out),
                *("--sheet", toy.folder, "--public", "--isolation", "limits", "--budget", "0"),
                *words,
            ],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    return start


@pytest.fixture(scope="module")
def undisturbed(grade, tmp_path_factory):
    """What becomes of the class when nothing happens, with two jobs."""
    out = tmp_path_factory.mktemp("undisturbed")
    finished(grade(out, "--jobs", "2"))
    return out


def finished(process):
    """What a run said that went to its end."""
    said, _ = process.communicate(timeout=120)
    assert process.returncode == 0, said
    return said


def stored(out):
    """How many results are in a gradebook, while it is being written."""
    try:
        with closing(sqlite3.connect(f"file:{out / 'gradebook.db'}?mode=ro", uri=True)) as book:
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


def pages(out):
    """Every page that students are given, but for the numbers of results in HTML."""
    return {file.name: file.read_bytes() for file in (out / "feedback").glob("*.md")}


@pytest.mark.slow
@pytest.mark.parametrize("moments", [(0, 2, 6, 9)])
def test_a_run_that_is_killed_goes_on_where_it_was(grade, undisturbed, tmp_path, moments):
    """At random moments, with all that it started; the marks are those of an undisturbed run."""
    chance, out = random.Random(SEED), tmp_path / "killed"
    for moment in moments:
        process = grade(out)
        assert until(process, out, moment)
        time.sleep(chance.uniform(0, 0.4))
        family = psutil.Process(process.pid).children(recursive=True)
        process.send_signal(signal.SIGKILL)
        process.communicate()
        assert not psutil.wait_procs(family, timeout=10)[1]
    finished(grade(out))
    assert marks(out) == marks(undisturbed)
    assert pages(out) == pages(undisturbed)
    with closing(sqlite3.connect(out / "gradebook.db")) as book:
        twice = "SELECT sha256 FROM results GROUP BY sha256 HAVING count(*) > 1"
        assert book.execute(twice).fetchall() == []
        assert book.execute("SELECT count(*) FROM results").fetchone() == (12,)


@pytest.mark.slow
def test_ctrl_c_stores_what_is_done_and_says_how_to_go_on(grade, tmp_path):
    """And leaves no process behind."""
    process = grade(tmp_path / "stopped")
    assert until(process, tmp_path / "stopped", 4)
    family = psutil.Process(process.pid).children(recursive=True)
    process.send_signal(signal.SIGINT)
    said, _ = process.communicate(timeout=20)
    assert process.returncode == 130
    assert "give the same command again" in said
    assert "Traceback" not in said
    assert not psutil.wait_procs(family, timeout=10)[1]
    kept = stored(tmp_path / "stopped")
    assert 4 <= kept < 12
    assert f"{kept} of 12 need not be examined again" in finished(grade(tmp_path / "stopped"))


@pytest.mark.slow
def test_an_examiner_that_is_killed_costs_nobody_anything(grade, undisturbed, tmp_path):
    """Its submission is examined by the next one."""
    process = grade(tmp_path / "hurt", "--jobs", "2")
    assert until(process, tmp_path / "hurt", 5)
    examiner = psutil.Process(process.pid).children()[0]
    examiner.send_signal(signal.SIGKILL)
    assert "12 marked" in finished(process)
    assert marks(tmp_path / "hurt") == marks(undisturbed)


@pytest.mark.slow
def test_one_job_two_jobs_and_a_cluster_that_loses_a_worker_agree(grade, undisturbed, tmp_path):
    """The same marks and the same feedback, to the byte."""
    pytest.importorskip("distributed")
    finished(grade(tmp_path / "one", "--jobs", "1"))
    with cluster() as running:
        process = grade(tmp_path / "dask", "--dask", running.address)
        assert until(process, tmp_path / "dask", 5)
        running.workers[0].kill()
        assert "12 marked" in finished(process)
    for out in (tmp_path / "one", tmp_path / "dask"):
        assert marks(out) == marks(undisturbed)
        assert pages(out) == pages(undisturbed)
