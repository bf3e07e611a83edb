"""The oldest releases that CI tries are the oldest that pyproject.toml admits."""

import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.version import Version

ROOT = Path(__file__).resolve().parents[2]
OLDEST = ROOT / ".ci" / "oldest.txt"

pytestmark = pytest.mark.skipif(not OLDEST.is_file(), reason="a source distribution has no CI")


def required():
    """All requirements of the project and of its extras, without those on itself."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    lists = [project["dependencies"], *project["optional-dependencies"].values()]
    found = [Requirement(line) for lines in lists for line in lines]
    return [each for each in found if each.name != project["name"]]


def tried():
    """The constraints that CI installs with."""
    lines = OLDEST.read_text(encoding="utf-8").splitlines()
    return [Requirement(line) for line in lines if line and not line.startswith("#")]


def pinned(requirement, operator):
    """A name and the version that its only specifier has with this operator."""
    (specifier,) = requirement.specifier
    assert specifier.operator == operator, f"{requirement} should say {operator}"
    return requirement.name, Version(specifier.version)


def test_the_oldest_releases_that_are_tried_are_the_lower_bounds():
    """A bound that nobody tries is soon untrue."""
    bounds = {pinned(each, ">=") for each in required()}
    assert bounds == {pinned(each, "==") for each in tried()}


def test_a_package_has_one_lower_bound_and_is_named_once():
    """Two bounds in two extras would leave the lower of them untried."""
    bounds = {pinned(each, ">=") for each in required()}
    assert len({name for name, _ in bounds}) == len(bounds)
    names = [each.name for each in tried()]
    assert names == sorted(set(names))


def test_ci_runs_the_tests_with_them():
    """In an environment of their own, beside the newest releases."""
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    _, _, after = script.partition("-c .ci/oldest.txt\n")
    assert "set -euo pipefail" in script
    assert "python -m pytest" in after
