"""``grader package``: what is written, and what is refused before anything is."""

import zipfile

import pytest
from click.testing import CliRunner

from grader.cli import main
from grader.sheets.sheet import load_sheet
from tests.toys.copied import copied
from tests.toys.written import write_examples


@pytest.fixture(scope="module")
def sheet(tmp_path_factory):
    """A sheet in a folder, with its frozen examples."""
    folder = copied(tmp_path_factory.mktemp("sheets") / "doubling_to_be_packaged")
    write_examples(load_sheet(str(folder)))
    return folder


@pytest.fixture(scope="module")
def wheels(tmp_path_factory):
    """A folder with a wheel in it."""
    folder = tmp_path_factory.mktemp("wheels")
    (folder / "one-1-py3-none-any.whl").write_bytes(b"a wheel")
    return folder


def package(*words):
    """What the command says, and its status."""
    done = CliRunner().invoke(main, ["package", *map(str, words)])
    return done.exit_code, done.output


def test_a_package_holds_grader_sheet_corpus_and_wheels(sheet, wheels, tmp_path):
    """Private examples are those of the file, so that 'grader grade' gives the same marks on it."""
    out, corpus = tmp_path / "upload.zip", sheet / "corpus.bin"
    words = ["--for", "gradescope", "--wheels", wheels, "--corpus", corpus, "--out", out]
    status, said = package(sheet, *words)
    assert status == 0, said
    assert f"Wrote {out}" in said
    assert "give it to no student" in said
    with zipfile.ZipFile(out) as made:
        names = set(made.namelist())
        assert made.read("corpus.bin") == corpus.read_bytes()
        assert made.read("wheels/one-1-py3-none-any.whl") == b"a wheel"
    assert {"setup.sh", "run_autograder", "guard.py", "code/grader/cli.py"} <= names
    assert f"sheet/{sheet.name}/model.py" in names
    assert not any("__pycache__" in name for name in names)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (["--for", "gradscope"], "Choose from: gradescope"),
        (["--for", "github"], "only a pack"),
        (["--for", "gradescope", "--wheels", "."], "no wheels"),
    ],
)
def test_what_cannot_be_made_is_refused_with_what_to_do(
    sheet, wheels, tmp_path, monkeypatch, words, found
):
    """Nothing is written then."""
    monkeypatch.chdir(tmp_path)
    status, said = package(sheet, "--wheels", wheels, *words, "--out", tmp_path / "out.zip")
    assert status != 0
    assert found in " ".join(said.split())
    assert list(tmp_path.iterdir()) == []


def test_a_pack_draws_no_private_examples(sheet, wheels, tmp_path):
    """It has no model; who wants them reads how to get them."""
    pack, out = tmp_path / "pack.zip", tmp_path / "out.zip"
    done = CliRunner().invoke(main, ["pack", str(sheet), "--out", str(pack)])
    assert done.exit_code == 0, done.output
    words = ("--for", "gradescope", "--private", "--wheels", wheels, "--out", out)
    status, said = package(pack, *words)
    assert status != 0
    assert "no model to draw private examples with" in said
    assert "grader pack --private CORPUS" in said
    assert not out.exists()
