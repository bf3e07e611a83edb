"""What is a gradebook, and what is refused with a sentence."""

import os
import shutil
import sqlite3
import stat
import tempfile
from pathlib import Path

import pytest

from grader.examine.report_json import json_text
from grader.gradebook import FILE_NAME, BadGradebook, ExamResult, open_book
from grader.gradebook.entries import key_of
from grader.gradebook.schema import TABLES, VERSION
from tests.grader.gradebook.made_up import handin, occasion, report_of

NOBODY = 65534


@pytest.fixture
def file(tmp_path):
    return tmp_path / FILE_NAME


def altered(file, *statements):
    """Do to the file what our own code never does."""
    with sqlite3.connect(file, isolation_level=None) as connection:
        for statement in statements:
            connection.execute(statement)
    connection.close()


def test_it_is_made_once_and_found_again(file):
    """By its own name, or by the folder's."""
    open_book(file, new=True).close()
    made = file.stat().st_ino
    open_book(file.parent, new=True).close()
    open_book(file.parent).close()
    assert file.stat().st_ino == made


def test_its_owner_alone_can_read_it(file):
    """It holds submissions, marks and the private corpus."""
    open_book(file, new=True).close()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_what_a_crash_leaves_behind_is_found(file):
    """Write-ahead logging, and foreign keys that hold."""
    with open_book(file, new=True) as book, book._open() as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        assert connection.execute("PRAGMA foreign_keys").fetchone() == (1,)
        assert connection.execute("PRAGMA user_version").fetchone() == (VERSION,)
        with pytest.raises(sqlite3.IntegrityError):
            connection.execute("INSERT INTO finished VALUES (77, 'now')")


def test_where_there_is_none_a_sentence_says_so(file):
    """And nothing is made."""
    with pytest.raises(BadGradebook, match="does not exist"):
        open_book(file)
    assert not file.exists()


def test_a_newer_format_is_refused(file):
    """Half understood marks would be worse than none."""
    open_book(file, new=True).close()
    altered(file, f"PRAGMA user_version = {VERSION + 1}")
    with pytest.raises(BadGradebook, match=rf"newer grader .*{VERSION + 1}.* Open it with that"):
        open_book(file)


def test_an_older_gradebook_is_read_as_it_is_and_grows_when_it_is_written_to(file):
    """No marks are lost, and reading changes nothing: the file may be somebody else's copy."""
    with open_book(file, new=True) as book:
        book.begin(occasion(), [handin("ada", "a = 1")])
    column = "ALTER TABLE results DROP COLUMN notes"
    altered(file, "DROP TABLE remarks", column, "PRAGMA user_version = 1")
    with open_book(file) as book:
        assert [row.folder for row in book.results().rows] == ["ada"]
        assert book.results().remarks == ()
        assert version_of(book) == 1
    with open_book(file, new=True) as book:
        assert version_of(book) == VERSION
        book.begin(occasion(), [handin("bob", "b = 1")], ["a remark"])
        assert [row.folder for row in book.results(1).rows] == ["ada"]
        assert book.results(2).remarks == ("a remark",)
        with book._open() as connection, pytest.raises(sqlite3.IntegrityError, match="added to"):
            connection.execute("DELETE FROM remarks")


def version_of(book):
    with book._open() as connection:
        return connection.execute("PRAGMA user_version").fetchone()[0]


@pytest.mark.parametrize("new", [True, False])
def test_another_programs_database_is_refused_and_left_alone(file, new):
    """Whichever way it is opened."""
    altered(file, "CREATE TABLE bookmarks (url TEXT)")
    before = file.read_bytes()
    with pytest.raises(BadGradebook, match="another program's"):
        open_book(file, new=new)
    assert file.read_bytes() == before


@pytest.mark.parametrize("new", [True, False])
def test_a_file_that_is_no_database_is_refused(file, new):
    """Such as marks in a spreadsheet."""
    file.write_text("folder,earned\nada,7\n" * 100)
    with pytest.raises(BadGradebook, match="no gradebook"):
        open_book(file, new=new)


def test_an_empty_file_is_no_gradebook_to_read(file):
    """A grader that was stopped before its first write leaves one; grading fills it."""
    file.touch()
    with pytest.raises(BadGradebook):
        open_book(file)
    open_book(file, new=True).close()


def test_a_damaged_file_is_refused(file):
    """Whole pages of it overwritten."""
    with open_book(file, new=True) as book, book._open() as connection:
        connection.executemany(
            "INSERT INTO corpora VALUES (?, ?)", [(str(n), b"x" * 3000) for n in range(50)]
        )
    content = bytearray(file.read_bytes())
    content[4096:] = b"\xff" * (len(content) - 4096)
    file.write_bytes(content)
    with pytest.raises(BadGradebook, match="damaged"):
        open_book(file)


@pytest.mark.parametrize("table", TABLES)
def test_nothing_in_it_can_be_changed(book, table):
    """Not even by a mistake of ours."""
    with book._open() as connection:
        triggers = connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = ?", (table,)
        ).fetchall()
    assert sorted(triggers) == [(f"{table}_DELETE",), (f"{table}_UPDATE",)]


def test_a_change_is_stopped(book):
    """The trigger says what the matter is."""
    with book._open() as connection:
        connection.execute("INSERT INTO corpora VALUES ('d', x'00')")
        for change in ("UPDATE corpora SET content = x'01'", "DELETE FROM corpora"):
            with pytest.raises(sqlite3.IntegrityError, match="only ever added to"):
                connection.execute(change)


@pytest.fixture
def shut(tmp_path_factory):
    """A gradebook of one person in a folder that an ordinary user, who runs the test, owns."""
    root = not os.geteuid()
    place = Path(tempfile.mkdtemp())
    if root:
        os.chown(place, NOBODY, NOBODY)
        os.seteuid(NOBODY)
    yield place
    place.chmod(0o700)
    shutil.rmtree(place)
    if root:
        os.seteuid(0)


def fill(book):
    entry = handin("ada")
    run = book.begin(occasion(), [entry])
    book.store(run, key_of(entry.submission), ExamResult(json_text(report_of(entry.submission))))
    book.finish(run)


def seal(place):
    for file in place.iterdir():
        file.chmod(0o400)
    place.chmod(0o500)


@pytest.mark.skipif(os.name != "posix", reason="needs POSIX permissions")
@pytest.mark.parametrize("killed", [False, True], ids=["closed", "killed"])
def test_what_cannot_be_written_can_be_read(shut, killed):
    """Also where a run that was killed left the last marks in SQLite's log."""
    book = open_book(shut / "gradebook.db", new=True)
    fill(book)
    if killed:
        saved = {file: file.read_bytes() for file in shut.iterdir()}
        book.close()
        for file, content in saved.items():
            file.write_bytes(content)
        assert (shut / "gradebook.db-wal").stat().st_size
    else:
        book.close()
    seal(shut)
    before = sorted(shut.iterdir())
    with open_book(shut) as again:
        (row,) = again.results().rows
        assert (row.folder, row.earned) == ("ada", 5)
        assert again.report(row.result).marks
        with pytest.raises(BadGradebook, match="cannot be used"):
            fill(again)
    assert sorted(shut.iterdir()) == before


@pytest.mark.skipif(os.name != "posix", reason="needs POSIX permissions")
def test_files_that_somebody_else_left_beside_it_are_named(shut):
    """SQLite says only that it cannot open the database."""
    with open_book(shut / "gradebook.db", new=True) as book:
        fill(book)
    for end in ("-wal", "-shm"):
        left = shut / f"gradebook.db{end}"
        left.write_bytes(b"x" * 4096)
        left.chmod(0o000)
    with pytest.raises(BadGradebook, match="left gradebook.db-wal and gradebook.db-shm beside it"):
        open_book(shut)
    shut.chmod(0o500)
    with pytest.raises(BadGradebook, match="left gradebook.db-wal and gradebook.db-shm beside it"):
        open_book(shut)


@pytest.mark.skipif(os.name != "posix", reason="needs POSIX permissions")
def test_a_folder_that_may_not_be_entered_is_told_as_that(shut):
    """Whether there is a gradebook in it, nobody knows."""
    shut.chmod(0o000)
    with pytest.raises(BadGradebook, match=r"cannot be read \(Permission denied\)"):
        open_book(shut / "gradebook.db")
