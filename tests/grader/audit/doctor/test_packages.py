"""What a sheet lets submissions import is tried where they run."""

import json
import re

import pytest
from click.testing import CliRunner

from grader.audit.doctor.packages import SOURCE, package_trials
from grader.commands.doctor import doctor
from grader.sandbox.isolation.tiers import STRONGEST_FIRST
from grader.sandbox.limits import Limits
from grader.sandbox.processes.availability import works
from tests.grader.sheets.written_sheet import written_sheet

LISTED = 'PACKAGES = ("numpy", "matplotlib", "no_such_package")'


@pytest.fixture(scope="module")
def trials():
    """Two packages that are there, and one that is not."""
    return package_trials(("numpy", "matplotlib", "no_such_package"), Limits())


def test_each_is_tried_in_each_isolation_that_there_is(trials, template):
    """The strongest first, with the version that a mark would be made with."""
    offered = [tier for tier in STRONGEST_FIRST if works(template, tier)]
    assert [(t.tier, t.package) for t in trials] == [
        (tier, package)
        for tier in offered
        for package in ("numpy", "matplotlib", "no_such_package")
    ]
    assert all(trial.version for trial in trials if trial.package != "no_such_package")


def test_what_is_there_works_and_what_is_not_is_told(trials):
    """As who installs it needs to know it."""
    for trial in trials:
        absent = trial.package == "no_such_package"
        assert trial.failure == ("is not installed" if absent else "")
        assert trial.seconds < 20
        assert trial.start_seconds > 0
        assert (trial.use_seconds is None) is absent
        assert (trial.again_seconds is None) is absent


def test_a_package_that_can_be_imported_and_not_used_is_told(monkeypatch):
    """What it fails with stands in the line."""
    broken = SOURCE + b"\nUSES['numpy'] = lambda numpy: numpy.no_such_name\n"
    monkeypatch.setattr("grader.audit.doctor.packages.SOURCE", broken)
    for trial in package_trials(("numpy",), Limits()):
        assert "can be imported and not used (raised AttributeError: " in trial.failure


def test_a_package_that_only_we_find_is_told(tmp_path, monkeypatch):
    """Found here is not enough: a student's process has none of the variables that lead to it."""
    package = tmp_path / "only_on_our_path"
    package.mkdir()
    (package / "__init__.py").write_text("")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    found = package_trials(("numpy", "only_on_our_path"), Limits())
    failures = [trial.failure for trial in found if trial.package == "only_on_our_path"]
    assert all("No module named 'only_on_our_path'" in failure for failure in failures)
    assert not any(trial.failure for trial in found if trial.package == "numpy")


@pytest.mark.slow
def test_the_command_says_it_and_fails_where_a_package_does(tmp_path):
    """In words and as JSON; a script that prepares a machine must stop."""
    sheet = written_sheet(tmp_path / "a_listing_sheet", LISTED)
    words = ["--isolation", "limits", "--sheet", str(sheet)]
    result = CliRunner().invoke(doctor, words)
    assert result.exit_code == 1
    assert "no_such_package\n" in result.output
    assert "  limits: is not installed" in result.output
    assert re.search(r"  limits: imported in .* s, used in .* s, and once more in ", result.output)
    assert re.search(
        r"a process with all of them\n(  walled: .*\n)?(  sealed: .*\n)?", result.output
    )
    assert "  limits: there in " in result.output
    said = json.loads(CliRunner().invoke(doctor, [*words, "--json", "-"]).output)
    assert {each["package"] for each in said["packages"]} == {
        "numpy", "matplotlib", "no_such_package",
    }  # fmt: skip


def test_without_a_sheet_nothing_is_tried(tmp_path, monkeypatch):
    """Whoever asks about the machine is told about the machine."""
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(doctor, ["--isolation", "limits", "--json", "-"])
    assert "packages" not in json.loads(result.output)
