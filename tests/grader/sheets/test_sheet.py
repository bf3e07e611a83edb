"""Sheets of anybody's making, given by folder, and what is wrong with those that are none."""

import sys

import pytest

from grader.errors import BadSheet, GraderError
from grader.sheets.registry import registered
from grader.sheets.sheet import load_sheet
from tests.grader.sheets.two_questions import PACKAGE, QUESTION

pytestmark = pytest.mark.usefixtures("_imports_as_before")


def test_a_folder_is_a_sheet(write):
    """Nobody has to install anything."""
    folder = write()
    sheet = load_sheet(str(folder))
    assert (sheet.name, sheet.title, sheet.text) == (
        "a_sheet_of_mine", "A sheet", "What holds throughout.",
    )  # fmt: skip
    assert (sheet.folder, sheet.settings.feedback, sheet.model) == (folder, "full", ())
    assert [question.id for question in sheet.questions] == ["1", "2"]


def test_a_question_is_a_module(write):
    """Its docstring is the text, its tests are the properties, in their order."""
    question = load_sheet(str(write())).questions[0]
    assert (question.title, question.text) == ("Doubling", "Write ``double(x)``.")
    assert [prop.name for prop in question.properties] == [
        "test_it_doubles", "test_it_halves", "test_again",
    ]  # fmt: skip
    assert (question.points, question.functions) == (4, ("double", "halve"))


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ('ID = "1"', "ID = 1", r'first\.py: ID is 1\. Write a text: ID = "1"'),
        ('TITLE = "Doubling"', "TITLE = None", r"first\.py: TITLE is None\."),
        (
            "def helper",
            'bits = quantity("n", right=2)\n\n\ndef helper',
            r"first\.py: bits has points",
        ),
    ],
)
def test_what_would_be_noticed_late_is_told(write, before, after, said):
    """A law that is not called so would be in no total, and an ID that is no text in no --only."""
    question = QUESTION.format(id="1").replace(before, after)
    question = question.replace("assert_integer, points", "assert_integer, points, quantity")
    with pytest.raises(BadSheet, match=said):
        load_sheet(str(write(first=question)))


def test_a_property_knows_its_law_and_its_body(write):
    """The law is one line; the body is the plain function, without Hypothesis."""
    prop = load_sheet(str(write())).properties[0]
    assert (prop.key, prop.law) == ("1/test_it_doubles", "Twice the number.")

    class Doubles:
        double = staticmethod(lambda x: 2 * x)

    prop.body(Doubles, x=21)
    with pytest.raises(AssertionError):
        prop.body(type("Wrong", (), {"double": staticmethod(lambda x: x)}), x=21)


def test_a_sheet_may_lie_within_packages(write, tmp_path):
    """Its imports then name the outermost one."""
    folder = write("outer_package/inner_sheet")
    (tmp_path / "outer_package" / "__init__.py").write_text("", encoding="utf-8")
    assert load_sheet(str(folder)).name == "inner_sheet"
    assert "outer_package.inner_sheet" in sys.modules


def test_a_sheet_may_be_named_relative_to_where_one_is(write, monkeypatch, tmp_path):
    """As a shell completes it, with a slash at the end."""
    write()
    monkeypatch.chdir(tmp_path)
    assert load_sheet("a_sheet_of_mine/").title == "A sheet"


def test_an_importable_package_is_a_sheet(write, monkeypatch):
    """By its import name."""
    monkeypatch.syspath_prepend(write().parent)
    assert load_sheet("a_sheet_of_mine").title == "A sheet"


def test_a_registered_sheet_is_found_by_its_short_name_and_without_one(write, monkeypatch):
    """Through the entry points of whatever is installed; here of one made up in a folder."""
    folder = write().parent
    info = folder / "mine-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: mine\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text("[grader.sheets]\nshort = a_sheet_of_mine\n")
    monkeypatch.syspath_prepend(folder)
    monkeypatch.chdir(folder)  # no file names a sheet there
    assert load_sheet("short").title == "A sheet"
    if len(registered()) > 1:
        with pytest.raises(BadSheet, match="sheets are registered. Say which, with --sheet"):
            load_sheet(None)
    else:
        assert load_sheet(None).title == "A sheet"


def test_a_sheet_that_is_installed_meanwhile_is_found(write, monkeypatch):
    """As in a notebook, where a pack is installed after a first check has missed it."""
    folder = write().parent
    monkeypatch.syspath_prepend(folder)
    assert "meanwhile" not in registered()
    info = folder / "late-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: late\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text("[grader.sheets]\nmeanwhile = a_sheet_of_mine\n")
    assert registered()["meanwhile"] == "a_sheet_of_mine"


def test_where_no_sheet_is_registered_it_is_said_what_to_name(monkeypatch, tmp_path):
    """As where a student installed the grader alone."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("grader.sheets.registry._known", lambda _: {})
    with pytest.raises(BadSheet, match="no sheet is registered. Name a folder, or the pack that"):
        load_sheet(None)


@pytest.mark.parametrize(
    ("package", "modules", "told"),
    [
        ("QUESTIONS = ('first',)", {}, "has no attribute 'TITLE'"),
        ("TITLE = 'x'", {}, "has no attribute 'QUESTIONS'"),
        ("TITLE = 'x'\nQUESTIONS = ('third',)", {}, "names 'third': there is no such module"),
        ("TITLE = 'x'\nQUESTIONS = ('firts',)", {}, "names 'firts': did you mean first"),
        ("TITLE = 'x'\nQUESTIONS = ('first.x',)", {}, "names 'first.x': did you mean first"),
        ("TITLE = 'x'\nQUESTIONS = 'first'", {}, "QUESTIONS is 'first'. Write a tuple of names"),
        ("TITLE = 'x'\nQUESTIONS = ()", {}, "QUESTIONS names no question"),
        ("TITLE = 3\nQUESTIONS = ('first',)", {}, "TITLE is 3. Write a text"),
        (PACKAGE + "MODEL = 'a.model'", {}, "MODEL is 'a.model'. Write a tuple of names"),
        ("import no_such_module_at_all", {}, "No module named 'no_such_module_at_all'"),
        (PACKAGE + "FEEDBACK = 'none'", {}, "FEEDBACK is 'none'.*Say 'full' or 'law'"),
        (PACKAGE, {"second": QUESTION.format(id="1")}, "two questions have the same ID among 1, 1"),
        (PACKAGE, {"second": "TITLE = 'x'"}, "has no attribute 'ID'"),
        (PACKAGE, {"second": "import no_such_module_at_all"}, "No module named"),
        (
            PACKAGE,
            {"second": QUESTION.format(id="2").replace('@points(1, "halve")\n', "")},
            r"2: test_it_halves needs @points\(…\) above @given",
        ),
        (
            PACKAGE,
            {"second": QUESTION.format(id="2").replace('"""Half the number."""', "pass")},
            "2: test_it_halves has no docstring",
        ),
        (
            PACKAGE,
            {"second": 'ID = TITLE = "2"\nfrom grader.authoring import points\n'
             '@points(1, "f")\ndef test_plain(student, x):\n    """A law."""\n'},
            r"2: test_plain: nothing draws x\. Write @given\(x=…\)",
        ),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_sheet_is_told(write, package, modules, told):
    """To its author, with the question and the property that it is about."""
    with pytest.raises(BadSheet, match=told):
        load_sheet(str(write(package=package, **modules)))


@pytest.mark.parametrize(
    "name", ["no_such_sheet", "no/such/folder", "a.b.c", "", "x" * 5000, "a b"]
)
def test_what_is_no_sheet_at_all_is_told(name, monkeypatch, tmp_path):
    """With what may be given instead."""
    monkeypatch.chdir(tmp_path)
    with pytest.raises(GraderError):
        load_sheet(name)


def test_a_folder_without_a_package_is_no_sheet(tmp_path):
    """A folder of submissions, for one."""
    with pytest.raises(BadSheet, match="has no __init__.py. Name the package's folder"):
        load_sheet(str(tmp_path))


@pytest.mark.parametrize("name", ["json", "hypothesis"])
def test_a_namesake_is_not_mistaken_for_the_sheet(write, name):
    """It is imported already, so importing gives the other one."""
    with pytest.raises(BadSheet, match=f"another package called {name}. Rename the folder"):
        load_sheet(str(write(name)))


def test_two_sheets_of_one_name_are_not_confused(write):
    """Last year's and this year's."""
    assert load_sheet(str(write("old/sheet"))).title == "A sheet"
    with pytest.raises(BadSheet, match="another package called sheet"):
        load_sheet(str(write("new/sheet", PACKAGE.replace("A sheet", "New"))))


def test_a_folder_with_a_dot_is_told_to_be_no_sheet(write):
    """Python would look for a package in a package."""
    with pytest.raises(BadSheet, match="No module named"):
        load_sheet(str(write("my.sheet")))
