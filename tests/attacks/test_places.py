"""
The same guarantees wherever the grader runs: as root, as anybody, in a container.

The places are simulated around the grader, with the kernel's own means.
"""

import json
import os
import platform
import subprocess
import sys
import tempfile
from pathlib import Path

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
    """The reports of ``grader check`` on submissions, in a place, and whether all is unharmed."""

    def run(place, sources):
        if place in PLAIN:
            open_to_all(bait.folder)
            open_to_all(bait.sheet)
        with tempfile.TemporaryDirectory(prefix="pytest-handed-in-") as folder:
            open_to_all(Path(folder))
            Path(folder).chmod(0o777)  # the reports are written there, by whoever marks
            files = [Path(folder, f"{number}.py") for number in range(len(sources))]
            for file, source in zip(files, sources, strict=True):
                file.write_bytes(source)
            before = bait.state()
            words = [place, interpreter, "--sheet", str(bait.sheet), "--budget", "0"]
            done = subprocess.run(
                [sys.executable, str(HERE / "places.py"), *words, "--", *map(str, files)],
                capture_output=True,
                text=True,
                timeout=300,
                env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"},
            )
            assert done.returncode == 0, done.stderr
            reports = [json.loads(Path(f"{file}.json").read_text()) for file in files]
        return reports, bait.state() == before

    return run


TRIALS = [
    # Each place meets another attack, two of them every day; and at leisure all meet all.
    *((place, [attack]) for place, attack in list(zip(PLACES, ATTACKS, strict=True))[:2]),
    *(pytest.param(place, ATTACKS, marks=pytest.mark.slow) for place in PLACES),
]


@pytest.mark.parametrize(("place", "attacks"), TRIALS)
def test_the_best_isolation_of_a_place_is_found_and_holds(graded, bait, place, attacks):
    """The right submission gets all marks there, and attacks get none and do no harm."""
    hostile = [bait.fill((BANK / f"{name}.py").read_text(encoding="utf-8")) for name in attacks]
    reports, unharmed = graded(place, [right().encode(), *hostile])
    assert unharmed
    assert reports[0]["isolation"] in PLACES[place]
    assert reports[0]["earned"] == 9
    for name, report in zip(attacks, reports[1:], strict=True):
        text = json.dumps(report)
        assert (name, report["earned"], report["open"]) == (name, 0, 0)
        assert bait.token not in text, name
        assert "LEAKED" not in text, name
