"""The packages of a sheet, from its one list to what is graded, told and stored."""

import importlib.util
import tomllib
from importlib import metadata
from pathlib import Path

import pytest
from click.testing import CliRunner

from grader.cli import main
from grader.errors import GraderError
from grader.examine.examiner import open_examiner, public_examiner
from grader.examine.settings import Settings
from grader.examine.versions import missing, versions
from grader.sandbox.processes.availability import works
from grader.sandbox.processes.launch import launcher
from grader.sheets.corpus import FILE_NAME, read_corpus
from grader.sheets.settings import settings_of
from grader.sheets.sheet import load_sheet
from tests.grader.misbehaviour import right
from tests.toys.written import write_examples

ROOT = Path(__file__).resolve().parents[3]
LISTED = ('PACKAGES = ("numpy", "matplotlib")', 'LIMITS = {"call": 7}')


def test_a_corpus_is_still_good_and_a_report_names_the_versions(toy_with, launched):
    """Those of the listed packages beside the usual ones; the limits are the sheet's."""
    name = toy_with(*LISTED)
    examiner = public_examiner(launched, sheet=name, isolation="limits")
    assert examiner.settings.limits.call_seconds == 7.0
    found = versions(examiner.sheet.settings.packages)
    assert found["matplotlib"] == metadata.version("matplotlib")
    assert list(found)[:4] == ["python", "grader", "numpy", "sympy"]
    assert "matplotlib" not in versions()


def test_versions_are_found_by_import_names():
    """``yaml`` and the like are distributed under other names; here ``dateutil`` is."""
    name, distribution = "dateutil", "python-dateutil"
    assert versions((name,))[name] == metadata.version(distribution)
    assert "no_such_package" not in versions(("no_such_package",))


def test_what_is_listed_and_not_there_is_told_before_anything_is_graded(toy_with, tmp_path):
    """A student who imports it would be told that no such module exists, and lose the marks."""
    name = toy_with('PACKAGES = ("numpy", "no_such_package")')
    file = tmp_path / "submission.py"
    file.write_text("import no_such_package\n" + right())
    told = "this sheet lets submissions import no_such_package, which this machine does not have."
    for words in (["check", file], ["grade", file, "--out", tmp_path / "grades", "--public"]):
        options = ["--isolation", "limits", "--sheet", name, "--lang", "en"]
        result = CliRunner().invoke(main, [*map(str, words), *options])
        assert result.exit_code == 2, result.output
        assert told in result.output
        assert "points" not in result.output
    assert missing(settings_of(name).packages) == ("no_such_package",)


def test_no_examiner_is_opened_without_a_package(toy, launched, monkeypatch):
    """Whoever examines, in a notebook or on a cluster."""
    corpus = read_corpus(toy.folder / FILE_NAME, toy)
    find = importlib.util.find_spec
    monkeypatch.setattr(
        importlib.util, "find_spec", lambda name, *_: None if name == "numpy" else find(name)
    )
    with pytest.raises(GraderError, match="numpy, which this machine does not have"):
        open_examiner(launched, toy, corpus, Settings())


def test_the_usual_list_is_what_the_grader_brings_along(toy):
    """So a sheet that lists nothing is never short of a package."""
    assert missing(load_sheet(str(toy.folder)).settings.packages) == ()
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    assert set(toy.settings.packages) <= {each.split(">")[0] for each in project["dependencies"]}


def test_a_submission_imports_what_its_sheet_lists(toy_with, tmp_path):
    """From the command to the student's process, in a template of its own."""
    name = toy_with(*LISTED)
    write_examples(load_sheet(name))
    file = tmp_path / "submission.py"
    file.write_text("import matplotlib\n\ntry:\n    import sympy\nexcept ImportError:\n    pass\n"
                    "else:\n    1 / 0\n" + right())  # fmt: skip
    words = ["check", str(file), "--isolation", "limits", "--sheet", name, "--lang", "en"]
    result = CliRunner().invoke(main, words)
    assert "9 of 9 points" in result.output
    assert "failed" not in result.output
    with launcher(settings_of(name).packages) as running:
        assert running.packages == ("numpy", "matplotlib")


@pytest.mark.parametrize(
    "tier", ["limits", pytest.param("sealed", marks=pytest.mark.slow), "walled"]
)
def test_a_time_zone_is_known_wherever_the_system_knows_it(grade, launched, tier):
    """Dates are values, and the zones that they have lie outside of the standard library."""
    if not works(launched, tier):
        pytest.skip(f"this machine does not offer {tier!r}; see 'grader doctor'")
    if not Path("/usr/share/zoneinfo/Europe/Berlin").exists():
        pytest.skip("this machine has no time zones: install tzdata")
    before = "import zoneinfo\nzoneinfo.ZoneInfo('Europe/Berlin')\n"
    report = grade(before + right(), tier=tier)
    assert [failure.message for failure in report.loading] == []
    assert report.earned == report.possible
