"""A file in a pack is read by its path like any other, out of memory."""

import pytest

from grader.sandbox.processes.working_folder import copy_data
from grader.sheets.packs.archive import VERSION, Manifest, pack_bytes, pack_from
from grader.sheets.packs.paths import keep_open, located, path_in

FILES = {
    "course/week/__init__.py": b"TITLE = 'One'\r\n",
    "course/week/one.py": "x = 'ä'".encode(),
    "course/week/data/numbers/a.txt": b"1 2",
}


@pytest.fixture
def folder(tmp_path):
    """The sheet's folder in a pack, of which there is nothing on the disk."""
    manifest = Manifest(VERSION, "course.week", "", False, [], [])
    pack = pack_from(pack_bytes(manifest, FILES), str(tmp_path / "a.zip"))
    keep_open(pack)
    yield path_in(pack, "course/week")
    assert not any(tmp_path.iterdir())


def test_what_is_there_is_found(folder):
    """Files and folders, and nothing else."""
    assert (folder / "one.py").is_file()
    assert (folder / "data").is_dir()
    assert folder.is_dir()
    assert not (folder / "two.py").exists()
    assert not (folder / "one").is_file()
    assert not (folder / "data").is_file()


def test_files_are_read_as_bytes_and_as_text(folder):
    """With the line ends of text that was opened, and UTF-8 where nothing is said."""
    assert (folder / "__init__.py").read_bytes() == FILES["course/week/__init__.py"]
    assert (folder / "__init__.py").read_text() == "TITLE = 'One'\n"
    with (folder / "one.py").open(encoding="utf-8") as opened:
        assert opened.read() == "x = 'ä'"
    with pytest.raises(FileNotFoundError, match="No such file in the pack"):
        (folder / "two.py").read_text()


def test_files_are_listed_by_their_names(folder):
    """At any depth, or right below."""
    found = [each.relative_to(folder).as_posix() for each in folder.rglob("*")]
    assert found == ["__init__.py", "data/numbers/a.txt", "one.py"]
    assert [each.name for each in folder.glob("*.py")] == ["__init__.py", "one.py"]


def test_nothing_is_written_into_a_pack(folder):
    """It would no longer be what its digest says."""
    with pytest.raises(PermissionError, match="A pack is not written into"):
        (folder / "one.py").open("w")
    with pytest.raises(OSError, match="one.py"):
        (folder / "one.py").write_text("x")


def test_a_path_is_located_in_a_pack_or_on_the_disk(folder, tmp_path_factory):
    """Whichever it is."""
    other = tmp_path_factory.mktemp("disk") / "one.py"
    other.write_text("y")
    assert located(str(folder / "one.py")).read_text(encoding="utf-8") == "x = 'ä'"
    assert located(str(other)).read_text() == "y"


def test_data_are_copied_out_where_a_submission_reads_them(folder, tmp_path_factory):
    """That is the one thing of a pack which a student's process is given."""
    target = tmp_path_factory.mktemp("work") / "data"
    copy_data(folder / "data", target)
    assert [each.name for each in target.rglob("*") if each.is_file()] == ["a.txt"]
    assert (target / "numbers" / "a.txt").read_bytes() == b"1 2"
    assert (folder / "data" / "numbers" / "a.txt").stat().st_size == 3
