"""What a program may hand in: text, bytes and paths; whose fault it is that one cannot be read."""

import os

import nbformat
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.collect.limits import LARGEST
from grader.errors import UnreadableSubmission
from grader.integrations.source import NoText, submission_of
from grader.model import Submission


@given(st.text(st.characters(), max_size=200) | st.binary(max_size=200))
def test_any_text_and_any_bytes_are_a_submission_or_are_told_why_not(source):
    found = submission_of(source)
    assert isinstance(found, Submission) or found.reason.startswith("submission.")


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=100))
def test_text_is_the_bytes_that_a_file_of_it_would_hold(text):
    assert submission_of(text) == submission_of(text.encode())


def test_a_path_is_called_by_its_file_as_grader_check_calls_it(tmp_path):
    file = tmp_path / "mine.py"
    file.write_bytes(b"x = 1\r\n")
    assert submission_of(file) == Submission("mine.py", b"x = 1\r\n")


def test_text_that_looks_like_a_path_is_text(tmp_path):
    """A model's answer must never make us read a file."""
    file = tmp_path / "mine.py"
    file.write_text("secret = 1")
    assert submission_of(str(file)) == Submission("submission.py", str(file).encode())


@pytest.mark.parametrize("form", [str, str.encode])
def test_a_notebook_is_known_by_its_content(form):
    cell = nbformat.v4.new_code_cell("def f(): return 1")
    found = submission_of(form(nbformat.writes(nbformat.v4.new_notebook(cells=[cell]))))
    assert found.name == "submission.ipynb"
    assert [each.source for each in found.cells] == ["def f(): return 1"]


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.py", b"x = 1\0", "null bytes"),
        ("a.py", "x = 1".encode("utf-16"), "UTF-16"),
        ("a.py", b"#" * (LARGEST + 1), "at most 1"),
        ("a.ipynb", b"{", "a.ipynb"),
    ],
)
def test_what_is_in_a_file_is_the_submissions_own_doing(tmp_path, name, content, reason):
    (tmp_path / name).write_bytes(content)
    found = submission_of(tmp_path / name)
    assert isinstance(found, NoText)
    assert reason in found.reason


def test_a_path_that_cannot_be_read_is_the_operators_to_mend(tmp_path):
    (tmp_path / "link.py").symlink_to(tmp_path / "there.py")
    os.mkfifo(tmp_path / "pipe.py")
    for path in (tmp_path, tmp_path / "none.py", tmp_path / "link.py", tmp_path / "pipe.py"):
        with pytest.raises(UnreadableSubmission):
            submission_of(path)


def test_a_name_from_outside_is_cleaned(tmp_path):
    (tmp_path / "a\x1b[31m.py").write_bytes(b"\0")
    assert "\x1b" not in submission_of(tmp_path / "a\x1b[31m.py").reason
