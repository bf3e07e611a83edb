"""Folders and files on disk: who handed in what, and which file of it counts."""

import os
import random

import pytest

from grader.collect import Limits, collect
from grader.errors import GraderError

posix = pytest.mark.skipif(os.name != "posix", reason="needs POSIX files")
PYTHON = b"x = 1\n"
NOTEBOOK = (
    b'{"cells": [{"cell_type": "code", "execution_count": null, "metadata": {}, "outputs": [],'
    b' "source": "x = 1"}], "metadata": {}, "nbformat": 4, "nbformat_minor": 4}'
)


def test_a_folder_of_files_gives_a_row_for_each(folder, rows):
    """A file is called by its name without the ending, as a roster would call it."""
    found = rows(folder({"ada.py": b"a", "bob.py": b"b"}))
    assert found.sources == {"ada": b"a", "bob": b"b"}
    assert found.remarks == ()


def test_a_folder_of_folders_gives_a_row_for_each(folder, rows):
    """Whatever the one file in a folder is called."""
    found = rows(folder({"ada/submission.py": b"a", "bob/my homework.py": b"b"}))
    assert found.sources == {"ada": b"a", "bob": b"b"}
    assert found["bob"].submission.name == "my homework.py"


def test_a_notebook_is_a_submission(folder, rows):
    """It is read by what reads notebooks: its cells are known."""
    found = rows(folder({"ada/submission.ipynb": NOTEBOOK, "Bob.IPYNB": NOTEBOOK}))
    assert [cell.source for cell in found["ada"].submission.cells] == ["x = 1"]
    assert [cell.source for cell in found["Bob"].submission.cells] == ["x = 1"]


def test_a_malformed_notebook_is_a_row_with_its_reason(folder, rows):
    """The others do not wait for it."""
    found = rows(folder({"ada.ipynb": b"{", "bob.py": PYTHON}))
    assert found["ada"].problem.startswith("ada.ipynb ")
    assert found["bob"].submission


def test_a_python_file_and_a_notebook_of_one_name_are_told_apart(folder, rows):
    """By their endings; and a folder of that name keeps it."""
    found = rows(folder({"ada.py": b"a", "ada.ipynb": NOTEBOOK, "bob/x.py": b"1", "bob.py": b"2"}))
    assert list(found.entries) == ["ada.ipynb", "ada.py", "bob", "bob.py"]
    assert found.sources["bob"] == b"1"


@pytest.mark.parametrize("name", ["submission.py", "Submission.PY", "submission (1).py"])
def test_of_several_files_the_one_called_submission_counts(folder, rows, name):
    """The starter is called that; the others are named, so that nothing happens in silence."""
    found = rows(folder({f"ada/{name}": b"a", "ada/plots.py": b"b", "bob/b.py": b"c"}))
    assert found.sources["ada"] == b"a"
    assert found["ada"].notes == ("also there, and not looked at: plots.py",)


def test_the_nearest_file_called_submission_counts(folder, rows):
    """Older versions are kept in folders within."""
    found = rows(folder({"ada/submission.py": b"a", "ada/old/submission.py": b"b", "bob.py": b""}))
    assert found.sources["ada"] == b"a"
    assert found["ada"].notes == ("also there, and not looked at: old/submission.py",)


@pytest.mark.parametrize(
    ("files", "told"),
    [
        (
            ["a.py", "b.py"],
            "none is called submission.py or submission.ipynb: a.py, b.py. Keep one",
        ),
        (["submission.py", "submission.ipynb"], "2 files that may count: submission.ipynb, submi"),
        ([f"{number}.py" for number in range(8)], "0.py, 1.py, 2.py, 3.py, 4.py and 3 more"),
    ],
    ids=["neither is called so", "Python and notebook", "many"],
)
def test_where_several_files_may_count_nobody_guesses(folder, rows, files, told):
    """Marks made on the wrong file look like marks."""
    found = rows(folder({**{f"ada/{file}": PYTHON for file in files}, "bob.py": b""}))
    assert found["ada"].submission is None
    assert told in found["ada"].problem


def test_a_folder_without_a_submission_is_a_row(folder, rows):
    """Somebody handed in something, or meant to."""
    top = folder({"ada/report.pdf": b"", "bob/work.zip": b"", "eve.py": PYTHON})
    (top / "carol").mkdir()
    found = rows(top)
    assert found["ada"].problem == (
        "holds no Python file and no notebook, but report.pdf. Ask for the file."
    )
    assert "an archive within is not opened: work.zip" in found["bob"].problem
    assert found["carol"].problem == "the folder is empty. Ask for the file."


def test_an_archive_among_files_is_a_row(folder, rows):
    """It may well be what a student handed in, and is not opened."""
    found = rows(folder({"ada.zip": b"PK", "bob.py": PYTHON}))
    assert "not opened" in found["ada.zip"].problem


def test_other_files_are_ignored_by_name(folder, rows):
    """Not in silence."""
    found = rows(folder({"README.txt": b"", "ada.py": PYTHON}))
    assert list(found.entries) == ["ada"]
    assert found.remarks == ("README.txt is neither Python nor a notebook, and was ignored",)


def test_what_programs_leave_behind_is_ignored(folder, rows):
    """In silence: nobody handed it in on purpose."""
    left = [
        "__MACOSX/ada/._submission.py", ".DS_Store", ".git/hooks/x.py", "ada/._submission.py",
        "ada/__pycache__/x.py", "ada/.ipynb_checkpoints/submission-checkpoint.ipynb",
        "ada/.venv/lib/x.py", "Thumbs.db", "desktop.ini",
    ]  # fmt: skip
    found = rows(folder({**dict.fromkeys(left, PYTHON), "ada/submission.py": b"a", "b.py": b""}))
    assert found.sources == {"ada": b"a", "b": b""}
    assert found.remarks == found["ada"].notes == ()


@posix
def test_links_are_not_followed(folder, rows, tmp_path):
    """Neither to a file, nor to a folder, nor from a student's folder to somebody else's."""
    top = folder({"bob/submission.py": b"secret"})
    secret = folder({"key.py": b"secret"}, "private")
    (top / "carol").mkdir()
    (top / "carol" / "submission.py").symlink_to(top / "bob" / "submission.py")
    (top / "dave").symlink_to(secret)
    (top / "eve.py").symlink_to(secret / "key.py")
    (top / "notes.txt").symlink_to(secret / "key.py")
    found = rows(top)
    assert found.sources == {"bob": b"secret", "carol": None, "dave": None, "eve": None}
    assert found["carol"].problem.startswith("submission.py is a symbolic link")
    assert found["dave"].problem.startswith("dave is a symbolic link")
    assert found.remarks == ("notes.txt is a symbolic link. Name the file that it points to.",)


@posix
def test_pipes_are_not_waited_for(folder, rows):
    """Opening one would wait for somebody to write."""
    top = folder({"bob.py": PYTHON})
    os.mkfifo(top / "ada.py")
    os.mkfifo(top / "carol")
    found = rows(top)
    assert "is a pipe or a device" in found["ada"].problem
    assert "is a pipe or a device" in found["carol"].problem


@posix
def test_what_may_not_be_read_is_a_row_with_its_reason(own_folder, rows):
    """A file, and a folder."""
    for name in ("ada", "bob", "carol"):
        (own_folder / name).mkdir()
        (own_folder / name / "submission.py").write_bytes(PYTHON)
    (own_folder / "ada" / "submission.py").chmod(0)
    (own_folder / "bob").chmod(0)
    found = rows(own_folder)
    (own_folder / "bob").chmod(0o700)
    assert "submission.py cannot be read (Permission denied)" in found["ada"].problem
    assert "cannot be opened (Permission denied)" in found["bob"].problem
    assert found["carol"].submission


def test_the_order_of_the_file_system_does_not_matter(folder, rows, monkeypatch):
    """The same files give the same rows."""
    top = folder({f"{name}/{file}.py": b"" for name in "abcdef" for file in "xyz"})
    first = collect([top])
    real = os.scandir

    class Shuffled:
        def __init__(self, place):
            with real(place) as scanned:
                self.entries = list(scanned)
            random.Random(str(place)).shuffle(self.entries)

        def __enter__(self):
            return iter(self.entries)

        def __exit__(self, *_):
            pass

    monkeypatch.setattr(os, "scandir", Shuffled)
    assert collect([top]) == first


def test_a_path_that_does_not_exist_stops_everything(tmp_path):
    """A misspelt name must not look like a class without submissions."""
    with pytest.raises(GraderError, match="clas does not exist. Name a folder of submissions"):
        collect([tmp_path / "clas"])


def test_a_place_without_submissions_stops_everything(folder):
    """It is rather the wrong place than an empty class."""
    with pytest.raises(GraderError, match="no submissions in .*class. Name a folder that holds"):
        collect([folder({"README.txt": b""})])


def test_a_place_without_submissions_stops_everything_with_a_roster_too(folder, roster):
    """Otherwise the whole class would have handed in nothing."""
    with pytest.raises(GraderError, match="no submissions in"):
        collect([folder({"README.txt": b""})], roster("folder,id\nada,1\n"))


def test_too_many_files_stop_everything(folder):
    """Somebody named the home folder."""
    top = folder({f"{number}.py": b"" for number in range(4)})
    assert len(collect([top], limits=Limits(entries=4)).entries) == 4
    with pytest.raises(GraderError, match="holds more than 3 files and folders. Is it the right"):
        collect([top], limits=Limits(entries=3))


def test_folders_too_deep_are_not_entered(folder, rows):
    """However deep: a student can make them."""
    found = rows(folder({"ada/b/c/d/x.py": b"", "bob.py": b""}), limits=Limits(depth=4))
    assert "is too deep a folder" in found["ada"].problem
    assert rows(folder({}), limits=Limits(depth=5))["ada"].submission


@pytest.mark.parametrize(
    ("name", "limit"), [("ada.py", "python_bytes"), ("ada.ipynb", "notebook_bytes")]
)
def test_a_file_too_large_is_a_row_with_its_reason(folder, rows, name, limit):
    """One byte too many is too many."""
    content = NOTEBOOK if name.endswith(".ipynb") else b"x = 1\n".ljust(len(NOTEBOOK))
    top = folder({name: content, "bob.py": b""})
    assert rows(top, limits=Limits(**{limit: len(NOTEBOOK)}))["ada"].submission
    found = rows(top, limits=Limits(**{limit: len(NOTEBOOK) - 1}))
    assert "has 0.0 MB, and a submission at most" in found["ada"].problem


def test_too_much_altogether_stops_everything(folder):
    """Before it is read."""
    top = folder({"ada.py": b"#" * 60, "bob.py": b"#" * 60})
    assert len(collect([top], limits=Limits(total_bytes=120)).entries) == 2
    with pytest.raises(GraderError, match="the submissions together have 0.0 GB"):
        collect([top], limits=Limits(total_bytes=119))


def test_a_link_to_a_class_is_followed_where_it_is_named_alone(folder, zipped, rows, tmp_path):
    """Teachers keep links to where the term's folder is, and to archives."""
    folder({"ada.py": b"a", "bob.py": b"b"})
    zipped({"ada.py": b"a", "bob.py": b"b"}, "real.zip")
    for link, real in (("june", "class"), ("june.zip", "real.zip")):
        (tmp_path / link).symlink_to(real)
        assert rows(tmp_path / link).sources == {"ada": b"a", "bob": b"b"}


def test_a_link_among_several_is_a_students_and_remarked(folder, rows, tmp_path):
    """It may lead to what is not the student's."""
    folder({"ada.py": b"a", "bob.py": b"b"})
    top = folder({"carol/submission.py": b"c"}, "others")
    (top / "eve").symlink_to(tmp_path / "class")
    found = rows(top / "carol", top / "eve")
    assert found.sources == {"carol": b"c", "eve": None}
    assert found.remarks[-1].startswith("eve is a link to a folder, and counts as one student")
