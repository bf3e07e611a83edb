"""A folder says which sheet it is about, and nobody in it has to type that."""

from pathlib import Path

import nbformat
import pytest
from click.testing import CliRunner

from grader.cli import main
from grader.errors import BadSheet
from grader.sheets.named_sheet import named_sheet
from grader.sheets.registry import resolved
from grader.sheets.sheet import load_sheet


@pytest.fixture
def course(sheet_with, tmp_path, monkeypatch):
    """A repository with a sheet in it; one stands in a folder of it."""
    folder = sheet_with(name="course/the_sheet")
    work = tmp_path / "course" / "work" / "here"
    work.mkdir(parents=True)
    (tmp_path / "course" / ".git").mkdir()
    monkeypatch.chdir(work)
    return folder


def said(*words):
    """What a command prints, in words."""
    result = CliRunner().invoke(main, list(words))
    assert result.exit_code == 0, result.output
    return result.output


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("grader.toml", 'sheet = "the_sheet"\n'),
        ("pyproject.toml", '[project]\nname = "x"\n\n[tool.grader]\nsheet = "the_sheet"\n'),
    ],
)
@pytest.mark.parametrize("depth", [0, 1, 2])
def test_the_nearest_file_up_to_the_root_of_the_repository_names_it(course, file, text, depth):
    """A folder is meant as seen from the file, wherever the command is given."""
    here = course.parent / "work" / "here"
    place = [course.parent, here.parent, here][depth]
    (place / file).write_text(text.replace("the_sheet", "../" * depth + "the_sheet"))
    assert named_sheet(here) == str(course)
    assert resolved(None) == str(course)
    sheet = load_sheet()
    assert (sheet.folder, sheet.option) == (course, "")


def test_its_own_file_comes_before_the_one_that_is_shared(course):
    """In one folder; and a nearer folder comes before one above it."""
    top = course.parent
    (top / "pyproject.toml").write_text('[tool.grader]\nsheet = "shared"\n')
    assert named_sheet(top) == "shared"
    (top / "grader.toml").write_text('sheet = "own"\n')
    assert named_sheet(top / "work" / "here") == "own"
    (top / "work" / "grader.toml").write_text('sheet = "nearer"\n')
    assert named_sheet(top / "work" / "here") == "nearer"


def test_what_lies_above_the_repository_does_not_count(course):
    """And without a repository, nothing above the folder does."""
    (course.parent.parent / "grader.toml").write_text('sheet = "strange"\n')
    assert named_sheet(course.parent / "work") is None
    (course.parent / ".git").rmdir()
    assert named_sheet(course.parent / "work") is None
    assert named_sheet(course.parent.parent) == "strange"


def test_a_project_that_says_nothing_of_it_is_passed_over(course):
    """Whatever else is in its file, and whether that can be read."""
    (course.parent / "grader.toml").write_text('sheet = "the_sheet"\n')
    for text in ("[tool.ruff]\nline-length = 9\n", "this is = = no TOML"):
        (course.parent / "work" / "pyproject.toml").write_text(text)
        assert named_sheet(course.parent / "work") == str(course)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('shet = "x"\n', "grader.toml, line 1: shet: did you mean sheet?"),
        ('sheet = "x"\nroster = "y"\n', "grader.toml, line 2: roster: the only key is sheet."),
        ("sheet = 3\n", "grader.toml names no sheet. Write there: sheet = "),
        ("", "grader.toml names no sheet. Write there: sheet = "),
        ("sheet = x\n", "grader.toml is not TOML: .*. Mend it there."),
        ('sheet = "no_such_sheet_at_all"\n', "there is no sheet 'no_such_sheet_at_all'"),
    ],
)
def test_a_file_that_names_no_sheet_is_told(course, text, told):
    """No other sheet is taken in its place."""
    (course.parent / "grader.toml").write_text(text)
    with pytest.raises(BadSheet, match=told):
        load_sheet()


def test_what_is_typed_comes_first(course, sheet_with):
    """Whatever the files say."""
    (course.parent / "grader.toml").write_text('sheet = "the_sheet"\n')
    other = sheet_with("HINTS = 1", name="other_sheet")
    assert load_sheet(str(other)).settings.hints == 1


def test_the_sheet_and_those_beside_it_have_names_there(course, sheet_with):
    """As in a checkout whose grader was installed and runs from elsewhere; no other package has."""
    (course.parent / "grader.toml").write_text('sheet = "the_sheet"\n')
    sheet_with("HINTS = 1", name="course/beside_it")
    (course.parent / "no_sheet").mkdir()
    (course.parent / "no_sheet" / "__init__.py").touch()
    assert load_sheet("the_sheet").folder == course
    assert load_sheet("beside_it").settings.hints == 1
    assert resolved("beside_it") == str(course.parent / "beside_it")
    assert "--only 1 --hint 1 --sheet beside_it" in said("explain", "1", "--sheet", "beside_it")
    with pytest.raises(BadSheet, match="beside_it, .*the_sheet") as told:
        load_sheet("week_99")
    assert "no_sheet" not in str(told.value)


def test_commands_need_no_name_where_a_file_gives_it(course):
    """And tell the student to type none."""
    (course.parent / "grader.toml").write_text('sheet = "the_sheet"\n')
    assert "Doubling" in said("questions")
    assert "run: grader check submission.py\n" in said("start", "--lang", "en")
    assert "grader check FILE --only 1 --hint 1\n" in said("explain", "1")
    said("start", "--notebook")
    assert checks("submission.ipynb") == ['check("1")', "check()"]


def test_commands_say_the_name_where_it_was_typed(course):
    """What they tell the student to type works as it is printed."""
    sheet = ("--sheet", str(course))
    told = said("start", "--lang", "en", *sheet)
    assert f"run: grader check submission.py --sheet {course}\n" in told
    assert f"--hint 1 --sheet {course}\n" in said("explain", "1", *sheet)
    said("start", "--notebook", *sheet)
    assert checks("submission.ipynb") == [
        'check("1", sheet="../../the_sheet")',
        'check(sheet="../../the_sheet")',
    ]


def test_a_notebook_elsewhere_names_the_sheet_of_the_folder_it_was_written_from(course, tmp_path):
    """Its kernel runs where it lies, and nothing there says which sheet is meant."""
    (course.parent / "grader.toml").write_text('sheet = "the_sheet"\n')
    elsewhere = tmp_path / "elsewhere"
    said("start", str(elsewhere), "--notebook")
    (found, _) = checks(elsewhere / "submission.ipynb")
    place = Path(found.partition('sheet="')[2].rpartition('"')[0])
    assert (elsewhere / place).resolve() == course.resolve()


def test_a_folder_that_is_called_like_a_registered_sheet_is_not_in_its_way(tmp_path, monkeypatch):
    """Students call the folder with their submission after the sheet."""
    (tmp_path / "tour").mkdir()
    monkeypatch.chdir(tmp_path)
    assert resolved("tour") == "tour"
    assert load_sheet("tour").title == "A tour of numerical methods"


def checks(file):
    """The calls of ``check`` in a notebook."""
    cells = nbformat.read(file, as_version=4).cells
    return [cell.source for cell in cells if cell.source.startswith("check(")]


@pytest.mark.parametrize("command", ["audit", "verify"])
def test_a_sheet_is_named_as_an_argument_or_as_an_option(course, command):
    """As in all commands; and not as two different ones."""
    result = CliRunner().invoke(main, [command, "this", "--sheet", "that"])
    assert "this and --sheet that name two sheets: say one of them." in result.output
    for words in ([command, "nothing_there"], [command, "--sheet", "nothing_there"]):
        result = CliRunner().invoke(main, words)
        assert result.exit_code == 2
        assert "there is no sheet 'nothing_there'" in result.output


def test_verify_takes_the_option(course):
    """It reads the claims of the sheet that was named."""
    (course / "claims.toml").write_text("")
    found = CliRunner().invoke(main, ["verify", "--sheet", str(course)])
    assert f"{course / 'claims.toml'} has no claims" in found.output


def test_a_corpus_is_made_again_for_the_sheet_that_was_named(course):
    """What the message says to type is about that sheet."""
    file = course.parent / "answers.py"
    file.write_text("def double(x):\n    return 2 * x\n")
    result = CliRunner().invoke(main, ["check", str(file), "--sheet", str(course)])
    assert f"Make it again with 'grader freeze --sheet {course}'." in result.output
