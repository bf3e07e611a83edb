"""From a name to bytes: what is read, and what is said of everything else."""

import os
import socket
from pathlib import Path

import pytest

from grader.collect import LARGEST, read_submission
from grader.collect.errors import Unreadable
from grader.collect.submission_file import submission_from
from grader.errors import UnreadableSubmission

posix = pytest.mark.skipif(os.name != "posix", reason="needs POSIX files")


def refused(file, told):
    with pytest.raises(UnreadableSubmission, match=told) as failure:
        read_submission(file)
    assert str(failure.value).startswith(str(file))


@pytest.mark.parametrize(
    "source",
    [b"x = 1\n", b"", b"\xef\xbb\xbfx = 1\n", b"\xff\xfa\x01\x80", b"#" * LARGEST],
    ids=["Python", "empty", "BOM", "odd bytes", "the largest"],
)
def test_a_regular_file_is_read_as_it_is(tmp_path, source):
    """Nothing is decoded here: what the bytes mean is found out behind the fence."""
    file = tmp_path / "submission.py"
    file.write_bytes(source)
    found = read_submission(file)
    assert (found.name, found.source) == ("submission.py", source)


def test_a_missing_file_is_told_with_what_to_do(tmp_path):
    """A misspelt name is the most frequent mistake."""
    refused(tmp_path / "submision.py", "does not exist. Check the name")
    refused(tmp_path / "no folder" / "submission.py", "does not exist")


def test_a_folder_is_not_guessed_into(tmp_path):
    """It may hold several files."""
    refused(tmp_path, "is a folder. Name the Python file in it")


@pytest.mark.parametrize("order", ["utf-16", "utf-16-le", "utf-16-be"])
def test_utf16_is_told_apart_from_nonsense(tmp_path, order):
    """Some editors save it; with its mark the advice is better."""
    file = tmp_path / "submission.py"
    file.write_bytes("x = 1\n".encode(order))
    refused(file, "UTF-16 text. Save it as UTF-8" if order == "utf-16" else "null bytes")


def test_a_binary_is_no_text(tmp_path):
    """Python itself would say nothing but that."""
    file = tmp_path / "submission.py"
    file.write_bytes(b"\x7fELF\x02\x01\x01\x00\x00")
    refused(file, "is no text: it holds null bytes. Name a Python file")


@posix
def test_a_huge_file_is_refused_without_reading_it(tmp_path):
    """Sparse, so that it takes no room: 50 MB of zeros."""
    file = tmp_path / "submission.py"
    with file.open("wb") as opened:
        opened.truncate(50_000_000)
    refused(file, r"has 50.0 MB, and a submission at most 1. Is it the right file")


def test_one_byte_too_many_is_too_many(tmp_path):
    """The bound is exact."""
    file = tmp_path / "submission.py"
    file.write_bytes(b"#" * (LARGEST + 1))
    refused(file, "has 1.0 MB")


def test_a_file_that_hides_its_size_is_not_cut_off():
    """Files of the kernel say that they are empty."""
    file = Path("/proc/kallsyms")
    if not file.is_file() or len(file.read_bytes()) <= LARGEST:
        pytest.skip("needs a large file of size 0")
    refused(file, "has .* MB")


@posix
def test_a_link_is_not_followed(tmp_path):
    """What it leads to may not be the student's; a dangling one neither, nor a circle."""
    (tmp_path / "other.py").write_bytes(b"x = 1\n")
    for name, target in (
        ("good.py", "other.py"),
        ("dangling.py", "none.py"),
        ("loop.py", "loop.py"),
    ):
        (tmp_path / name).symlink_to(target)
        refused(tmp_path / name, "is a symbolic link. Name the file that it points to")


@posix
def test_a_pipe_is_not_waited_for(tmp_path):
    """Opening one for reading would wait for somebody to write."""
    file = tmp_path / "submission.py"
    os.mkfifo(file)
    refused(file, "is a pipe or a device")
    refused(Path(os.devnull), "is a pipe or a device")


@posix
def test_a_socket_is_no_file(tmp_path, monkeypatch):
    """The system refuses to open it."""
    monkeypatch.chdir(tmp_path)  # the names of sockets are short
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("s.py")
        refused(Path("s.py"), "cannot be read")


@posix
def test_a_file_that_may_not_be_read_is_told(own_folder):
    """Its owner can change that."""
    file = own_folder / "submission.py"
    file.write_bytes(b"x = 1\n")
    file.chmod(0)
    refused(file, "cannot be read .Permission denied.. Check its permissions")


@posix
def test_a_folder_that_may_not_be_entered_is_told(own_folder):
    """Not by a traceback: even asking what the file is fails."""
    own_folder.chmod(0)
    refused(own_folder / "submission.py", "cannot be read .Permission denied.")


@pytest.mark.parametrize("name", ["x" * 300 + ".py", "a\0b.py"], ids=["too long", "null byte"])
def test_a_name_that_the_system_refuses_is_told(tmp_path, name):
    """In words."""
    refused(tmp_path / name, "cannot be read")


def test_a_notebook_that_is_called_python_is_told_so():
    """To Python it would be a dict without a function in it."""
    notebook = b'{"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}'
    with pytest.raises(Unreadable, match=r"is a notebook. Let its name end in .ipynb."):
        submission_from("submission.py", notebook)
    for python in (b'{"nbformat": 4}', b'{"cells": 1, "nbformat" : f(x)}'):
        assert submission_from("submission.py", python).source == python
