"""The shell finishes what a student begins to type, and quickly."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from grader.cli import main
from grader.sheets.outline import outline, source_folders
from grader.sheets.sheet import load_sheet

BIN = Path(sys.executable).parent


def script(shell):
    """What a student evaluates."""
    result = CliRunner().invoke(main, ["completion", shell])
    assert result.exit_code == 0, result.output
    return result.output


def bash(words, folder):
    """What bash offers after these words, by its own completion machinery."""
    if shutil.which("bash") is None:
        pytest.skip("there is no bash")
    quoted = " ".join(f"'{word}'" for word in words)
    program = (
        f"{script('bash')}\nCOMP_WORDS=({quoted}); COMP_CWORD={len(words) - 1}\n"
        '_grader_completion grader 2>/dev/null\nprintf "%s\\n" "${COMPREPLY[@]}"\n'
    )
    told = subprocess.run(
        ["bash", "--norc", "-c", program],
        capture_output=True, text=True, check=True, cwd=folder, timeout=60,
        env={**os.environ, "PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}"},
    )  # fmt: skip
    return told.stdout.split()


def test_bash_finishes_commands(tmp_path):
    """From their modules."""
    assert bash(["grader", "expl"], tmp_path) == ["explain"]


def test_bash_knows_the_questions(tmp_path):
    """For --only, and for explain."""
    assert bash(["grader", "check", "--only", "3"], tmp_path) == [
        "3a",
        "3b",
        "3c",
        "3d",
        "3e",
        "3f",
    ]
    assert bash(["grader", "explain", "2a"], tmp_path) == ["2a"]


def test_bash_does_not_offer_a_question_twice(tmp_path):
    """Once it stands there, the others are meant."""
    words = ["grader", "questions", "--only", "2a", "--only", "2"]
    assert bash(words, tmp_path) == ["2b", "2c", "2d", "2e"]


def test_bash_knows_the_questions_of_another_sheet(tmp_path, toy):
    """That --sheet named before."""
    words = ["grader", "check", "--sheet", str(toy.folder), "--only", ""]
    assert bash(words, tmp_path) == ["a", "b"]


def test_bash_finishes_files_that_may_be_submissions(tmp_path):
    """Python files and notebooks, and folders to go on into."""
    for name in ("mine.py", "mine.ipynb", "minutes.txt", ".hidden.py"):
        (tmp_path / name).touch()
    (tmp_path / "mid" / "deep").mkdir(parents=True)
    (tmp_path / "mid" / "deep" / "other.py").touch()
    assert bash(["grader", "check", "mi"], tmp_path) == ["mid/", "mine.ipynb", "mine.py"]
    assert bash(["grader", "check", "mid/de"], tmp_path) == ["mid/deep/"]
    assert bash(["grader", "check", "mid/deep/"], tmp_path) == ["mid/deep/other.py"]
    assert bash(["grader", "check", f"{tmp_path}/mine.p"], tmp_path) == [f"{tmp_path}/mine.py"]
    assert bash(["grader", "check", "no/such/"], tmp_path) == []


def test_bash_finishes_options_and_choices(tmp_path):
    """Click's own doing, through our script."""
    assert bash(["grader", "check", "--hin"], tmp_path) == ["--hint"]
    assert bash(["grader", "check", "--lang", "d"], tmp_path) == ["de"]


@pytest.mark.parametrize(
    ("shell", "asked", "words"),
    [
        ("zsh", {"COMP_WORDS": "grader explain 2", "COMP_CWORD": "2"}, "2a\nSoftmax\n"),
        ("fish", {"COMP_WORDS": "grader explain 2", "COMP_CWORD": "2"}, "plain,2a\tSoftmax"),
    ],
)
def test_other_shells_are_told_titles_too(shell, asked, words):
    """They show them beside the ids; this is what their scripts ask and are answered."""
    source = script(shell)
    assert f"_GRADER_COMPLETE={shell}_complete" in source
    told = subprocess.run(
        [sys.executable, "-c", "from grader.cli import main; main(prog_name='grader')"],
        capture_output=True, text=True, timeout=60,
        env={**os.environ, **asked, "_GRADER_COMPLETE": f"{shell}_complete"},
    )  # fmt: skip
    assert words in told.stdout


@pytest.mark.parametrize("shell", ["zsh", "fish"])
def test_the_script_of_another_shell_is_valid_there(shell):
    """Where that shell is installed."""
    if shutil.which(shell) is None:
        pytest.skip(f"there is no {shell}")
    subprocess.run([shell, "-n", "/dev/stdin"], input=script(shell), text=True, check=True)


def test_a_sheet_that_cannot_be_read_offers_nothing(tmp_path):
    """Rather than a traceback in the middle of a line."""
    words = ["grader", "check", "--sheet", str(tmp_path), "--only", ""]
    assert bash(words, tmp_path) == []


def test_ids_are_found_without_importing_the_sheet():
    """NumPy alone takes longer than one wants to wait for a key."""
    program = (
        "import sys\nfrom grader.sheets.outline import outline\nprint(list(outline()))\n"
        "print({'numpy', 'hypothesis', 'exercises.sheet3.pooling'} & set(sys.modules))"
    )
    told = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert told.stdout.endswith("set()\n"), told.stdout + told.stderr


def test_the_sources_of_a_sheet_are_its_folder_and_that_of_its_model_answers(toy):
    """Each once; that of a model within the sheet is no other."""
    folder = load_sheet().folder
    assert source_folders() == [folder, folder.parents[1] / "reference"]
    assert source_folders(str(toy.folder)) == [toy.folder]


def test_the_outline_is_the_sheets():
    """Ids, titles, order."""
    assert outline() == {question.id: question.title for question in load_sheet().questions}


def test_a_shell_that_there_is_no_script_for_is_refused():
    """With those that there are."""
    result = CliRunner().invoke(main, ["completion", "tcsh"])
    assert result.exit_code == 2
    assert "bash" in result.stderr
