"""
The same guarantees wherever the grader runs: as root, as anybody, in a container.

The places are simulated around the grader, with the kernel's own means.
"""

import json
import os
import platform
import subprocess
import sys

import pytest

from tests.attacks.conftest import BANK, HERE, ROOT
from tests.grader.misbehaviour import right
from tests.open_interpreter import open_interpreter, open_to_all

ATTACKS = ("reading/model", "network/tcp", "tampering/names", "escape/signals", "reading/corpus")
PLACES = {
    "here": {"walled", "sealed"},
    "plain_user": {"walled", "sealed"},
    "without_namespaces": {"sealed"},
    "docker": {"sealed"},
    "docker_without_landlock": {"owned"},
}
PLAIN = ("plain_user", "without_namespaces")  # where the grader is no root either
pytestmark = pytest.mark.skipif(platform.machine() != "x86_64", reason="numbers of x86-64")


@pytest.fixture(scope="module")
def interpreter():
    """An interpreter that anybody may start."""
    with open_interpreter() as python:
        yield python


@pytest.fixture
def graded(bait, interpreter):
    """The report of ``grader check`` on a submission, in a place."""

    def run(place, source):
        if place in PLAIN:
            open_to_all(bait.folder)
            open_to_all(bait.sheet)
        file = bait.sheet.parent / "handed_in.py"
        file.write_bytes(source)
        before = bait.state()
        words = [str(HERE / "places.py"), place, interpreter, "check", str(file), "--json", "-"]
        words += ["--sheet", str(bait.sheet), "--budget", "0"]
        done = subprocess.run(
            [sys.executable, *words],
            capture_output=True,
            text=True,
            timeout=120,
            env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"},
        )
        assert done.returncode in (0, 1), done.stderr
        assert done.stdout, done.stderr
        return json.loads(done.stdout), bait.state() == before

    return run


TRIALS = [
    # Each place meets another attack, two of them every day; and at leisure all meet all.
    *((place, [attack]) for place, attack in list(zip(PLACES, ATTACKS, strict=True))[:2]),
    *(pytest.param(place, ATTACKS, marks=pytest.mark.slow) for place in PLACES),
]


@pytest.mark.parametrize(("place", "attacks"), TRIALS)
def test_the_best_isolation_of_a_place_is_found_and_holds(graded, bait, place, attacks):
    """The right submission gets all marks there, and attacks get none and do no harm."""
    report, _ = graded(place, right().encode())
    assert report["isolation"] in PLACES[place]
    assert report["earned"] == 9
    for name in attacks:
        attack = bait.fill((BANK / f"{name}.py").read_text(encoding="utf-8"))
        report, unharmed = graded(place, attack)
        text = json.dumps(report)
        assert (name, report["earned"], report["open"]) == (name, 0, 0)
        assert unharmed, name
        assert bait.token not in text, name
        assert "LEAKED" not in text, name
