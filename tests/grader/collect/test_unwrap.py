"""Which folder is a class and which is a student, in archives and on the command line."""

from pathlib import Path

import pytest

from grader.collect import collect

PYTHON = b"x = 1\n"


def labels(found):
    return list(found.entries)


@pytest.mark.parametrize("kind", ["zip", "tar.gz", "tgz", "tar"])
@pytest.mark.parametrize(
    ("files", "expected"),
    [
        (["ada.py", "bob.py"], ["ada", "bob"]),
        (["ada/submission.py", "bob/x.py"], ["ada", "bob"]),
        (["class/ada.py", "class/bob.py"], ["ada", "bob"]),
        (["class/ada/submission.py", "class/bob/x.py"], ["ada", "bob"]),
        (["class/ada/x.py", "class/bob/report.pdf"], ["ada", "bob"]),
        (["class/ada/submission.py"], ["ada"]),
        (["class/ada/x.py"], ["ada"]),
        (["a/b/ada/x.py", "a/b/bob/x.py"], ["ada", "bob"]),
        (["ada/submission.py"], ["ada"]),
        (["ada/submission.py", "ada/plots.py"], ["ada"]),
        (["ada/submission.py", "ada/old/submission.py"], ["ada"]),
        (["ada/x.py"], ["ada"]),
        (["submission.py"], ["work"]),
        (["submission.py", "plots.py"], ["work"]),
        (["submission.py", "ada/x.py", "bob/x.py"], ["ada", "bob", "submission"]),
        (["__MACOSX/._class", "class/ada.py", "class/bob.py"], ["ada", "bob"]),
        (["class/ada/src/x.py", "class/bob/src/x.py"], ["ada", "bob"]),
    ],
    ids=", ".join,
)
def test_the_folder_around_a_class_is_taken_away(zipped, tarred, rows, kind, files, expected):
    """Whoever packs a folder packs the folder itself, too."""
    pack = zipped if kind == "zip" else tarred
    assert labels(rows(pack(dict.fromkeys(files, PYTHON), f"work.{kind}"))) == expected


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        (["ada.py"], ["ada"]),
        (["ada/x.py"], ["ada"]),
        (["ada/x.py", "ada/y.py"], ["ada"]),
        (["ada/src/x.py"], ["ada"]),
        (["week/ada/x.py", "week/bob/x.py"], ["ada", "bob"]),
        (["submission.py"], ["class"]),
        (["submission.py", "ada/x.py", "bob/x.py"], ["ada", "bob", "submission"]),
    ],
    ids=", ".join,
)
def test_a_folder_that_is_named_is_a_class(folder, rows, files, expected):
    """Unless submission.py itself lies in it: then it is one student's."""
    assert labels(rows(folder(dict.fromkeys(files, PYTHON)))) == expected


def test_empty_folders_of_an_archive_are_rows(zipped, rows):
    """Some platforms make a folder for everybody."""
    found = rows(zipped({"class/ada/": b"", "class/bob/x.py": PYTHON}))
    assert found.sources == {"ada": None, "bob": PYTHON}


def test_students_folders_can_be_named_one_by_one(folder, rows):
    """As a shell does for class/*: none of them is lost, whatever is in it."""
    top = folder(
        {"ada/submission.py": b"a", "bob/x.py": b"b", "carol/x.py": b"", "carol/y.py": b""}
    )
    (top / "dave").mkdir()
    found = rows(*sorted(top.iterdir()))
    assert found.sources == {"ada": b"a", "bob": b"b", "carol": None, "dave": None}


def test_files_called_submission_are_called_by_their_folders(folder, rows):
    """As a shell does for class/*/submission.py."""
    top = folder({"ada/submission.py": b"a", "bob/submission.py": b"b", "carol/work.py": b"c"})
    found = rows(*sorted(top.glob("*/*.py")))
    assert found.sources == {"ada": b"a", "bob": b"b", "work": b"c"}


def test_one_file_is_one_submission(folder, rows):
    """Named alone, it is called by itself."""
    assert rows(folder({"submission.py": b"a"}) / "submission.py").sources == {"submission": b"a"}


def test_several_classes_are_collected_together(folder, zipped, rows):
    """A download, and the folder of those who were late."""
    first = zipped({"week/ada.py": b"a", "week/bob.py": b"b"})
    late = folder({"carol/x.py": b"c", "dave/x.py": b"d"}, "late")
    assert rows(first, late).sources == {"ada": b"a", "bob": b"b", "carol": b"c", "dave": b"d"}


def test_a_zip_of_each_student_can_be_named(zipped, rows):
    """It is called by its own name."""
    paths = [zipped({"submission.py": b"a"}, "ada.zip"), zipped({"b.py": b"b"}, "bob.zip")]
    assert rows(*paths).sources == {"ada": b"a", "bob": b"b"}


def test_what_would_share_a_name_is_told_apart(folder, rows):
    """Also where the distinction itself is taken already."""
    paths = [
        folder({"ada.py": b"1", "bob.py": b""}, "one"),
        folder({"ada.py": b"2", "ada (2).py": b"3", "bob.py": b""}, "two"),
    ]
    found = rows(*paths)
    assert list(found.entries) == ["ada", "ada (2)", "ada (3)", "bob", "bob (2)"]
    assert (found.sources["ada"], found.sources["ada (3)"]) == (b"1", b"2")


def test_naming_a_path_twice_changes_nothing(folder, zipped, monkeypatch):
    """Nor does naming it in two ways."""
    top = folder({"ada.py": b"1", "bob.py": b"2"})
    archive = zipped({"ada.py": b"1", "bob.py": b"2"})
    monkeypatch.chdir(top.parent)
    for path in (top, archive, top / "ada.py"):
        assert collect([path, path, Path(path.relative_to(top.parent))]) == collect([path])


def test_the_order_on_the_command_line_does_not_matter(folder):
    """A resumed run must find the same names."""
    paths = [folder({"ada.py": b"1", "bob.py": b""}, name) for name in ("one", "two", "three")]
    assert collect(paths) == collect(paths[::-1])
