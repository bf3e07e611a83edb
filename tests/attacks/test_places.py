"""
The same guarantees wherever the grader runs: as root, as anybody, in a container.

The places are simulated around the grader, with the kernel's own means.
"""

import json
import os
import platform
import subprocess
import sys
import sysconfig
import tempfile
from pathlib import Path

import pytest

from tests.attacks.conftest import BANK, HERE, ROOT
from tests.grader.misbehaviour import right

ATTACKS = ("reading/model", "network/tcp", "tampering/names", "escape/signals")
PLACES = {
    "here": {"walled", "sealed"},
    "plain_user": {"walled", "sealed"},
    "without_namespaces": {"sealed"},
    "docker": {"sealed"},
}
pytestmark = pytest.mark.skipif(platform.machine() != "x86_64", reason="numbers of x86-64")


@pytest.fixture(scope="module")
def interpreter():
    """
    An interpreter that anybody may start: this one, or the system's with our packages.

    Not in pytest's own folder: whoever starts pytest as the same user closes that to all others.
    """
    if all(folder.stat().st_mode & 1 for folder in Path(sys.executable).resolve().parents):
        yield sys.executable
        return
    version = f"python{sys.version_info.major}.{sys.version_info.minor}"
    system = Path("/usr/bin") / version
    if not system.exists():
        pytest.skip(f"needs a {version} that a plain user may start")
    with tempfile.TemporaryDirectory(prefix="pytest-python-") as top:
        yield _system_interpreter(Path(top), version, system)


def _system_interpreter(folder, version, system):
    packages = folder / "lib" / version / "site-packages"
    packages.mkdir(parents=True)
    (folder / "bin").mkdir()
    (folder / "bin" / "python").symlink_to(system)
    (folder / "pyvenv.cfg").write_text(f"home = {system.parent}\n", encoding="ascii")
    ours = [sysconfig.get_paths()["purelib"], str(ROOT)]
    (packages / "ours.pth").write_text("\n".join(ours), encoding="utf-8")
    open_to_all(folder)
    return str(folder / "bin" / "python")


def open_to_all(folder):
    """Let anybody enter a temporary folder."""
    for each in (folder, *folder.parents):
        if each.parent != each and each.stat().st_uid == os.getuid() and "pytest" in str(each):
            each.chmod(0o755)


@pytest.fixture
def graded(bait, interpreter):
    """The report of ``grader check`` on a submission, in a place."""
    open_to_all(bait.folder)
    open_to_all(bait.sheet)

    def run(place, source):
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
