"""Zips, honest and made to do harm: nothing is written, and everything is told by name."""

import io
import random
import struct
import zipfile

import pytest

from grader.collect import Limits, collect
from grader.errors import GraderError

PYTHON = b"x = 1\n"


def linked(name, target=b"/etc/passwd", mode=0o120777):
    """A member that a file system would take for a link, or for something odder."""
    member = zipfile.ZipInfo(name)
    member.create_system = 3
    member.external_attr = mode << 16
    return member, target


def patched(path, old, new):
    """The archive with bytes replaced everywhere."""
    content = path.read_bytes()
    assert old in content
    path.write_bytes(content.replace(old, new))
    return path


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_members_are_read_as_they_are(zipped, rows, method):
    """All bytes, from any place."""
    bytes_of = {n: random.Random(n).randbytes(50_000).replace(b"\0", b"1") for n in range(20)}
    # Behind a sign of Python's: two bytes at the beginning may be the mark of another encoding.
    contents = {f"s{n}.py": b"#" + content for n, content in bytes_of.items()}
    found = rows(zipped(contents, compression=method))
    assert found.sources == {name[:-3]: content for name, content in contents.items()}


def test_nothing_is_written_anywhere(zipped, monkeypatch, tmp_path):
    """Neither beside the archive nor where temporary files live."""
    path = zipped({"ada/submission.py": PYTHON, "../evil.py": PYTHON, "/evil.py": PYTHON})
    monkeypatch.setenv("TMPDIR", str(tmp_path / "none"))
    monkeypatch.chdir(tmp_path)
    before = sorted(tmp_path.rglob("*"))
    collect([path])
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("../evil.py", "has a name that leads out of its folder"),
        ("ada/../../evil.py", "has a name that leads out of its folder"),
        ("..\\evil.py", "has a name that leads out of its folder"),
        ("/etc/evil.py", "has an absolute name"),
        ("C:\\evil.py", "has an absolute name"),
        ("C:/evil.py", "has an absolute name"),
    ],
)
def test_names_that_lead_elsewhere_are_rows_of_their_own(zipped, rows, name, told):
    """For whose they are cannot be said; the others are graded."""
    found = rows(zipped({"class/ada/x.py": b"a", "class/bob/x.py": b"b", name: PYTHON}))
    assert found.sources == {"ada": b"a", "bob": b"b", name: None}
    assert told in found[name].problem


def test_other_files_with_such_names_are_remarked(zipped, rows):
    """They are no submission, and still worth knowing of."""
    found = rows(zipped({"ada.py": b"a", "../../.bashrc": b""}))
    assert list(found.entries) == ["ada"]
    assert found.remarks == (
        "../../.bashrc has a name that leads out of its folder. Put it where it belongs.",
    )


def test_links_and_devices_are_not_read(zipped, rows):
    """What is in them would be a path, taken for Python."""
    found = rows(
        zipped([linked("ada.py"), linked("bob/submission.py", b"", 0o020666), ("eve.py", PYTHON)])
    )
    assert found["ada"].problem.startswith("ada.py is a symbolic link")
    assert found["bob"].problem.startswith("submission.py is a pipe or a device")
    assert found["eve"].submission


def test_of_two_members_of_one_name_the_last_counts(zipped, rows):
    """As for whoever unpacks it; and it is said."""
    with pytest.warns(UserWarning, match="Duplicate name"):
        path = zipped([("ada.py", b"old"), ("ada.py", b"new"), ("bob.py", b"")])
    found = rows(path)
    assert found.sources["ada"] == b"new"
    assert found["ada"].notes == ("the archive holds ada.py 2 times; the last counts",)


def test_an_encrypted_member_is_a_row_with_its_reason(zipped, rows):
    """By the flag alone: the password is not asked for."""
    path = zipped({"ada.py": PYTHON, "bob.py": b""})
    content = bytearray(path.read_bytes())
    for signature, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(signature) + flags] |= 1
    path.write_bytes(content)
    found = rows(path)
    assert found["ada"].problem == "ada.py is encrypted. Ask for it without a password."
    assert found["bob"].submission


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_methods_that_expand_without_bounds_are_refused(zipped, rows, method):
    """The library expands these as far as they go, whatever is asked for."""
    found = rows(zipped({"ada.py": PYTHON}, compression=method))
    assert f"is compressed by method {method}" in found["ada"].problem


def test_an_archive_within_is_not_opened(zipped, rows):
    """How deep it goes, nobody knows."""
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr("submission.py", PYTHON)
    found = rows(zipped({"ada/work.zip": inner.getvalue(), "bob.zip": b"", "eve/x.py": b""}))
    assert "an archive within is not opened: work.zip" in found["ada"].problem
    assert "not opened" in found["bob.zip"].problem


def test_a_bomb_is_a_row_and_not_expanded(zipped, rows):
    """A Python file by its size; a notebook, which may be large, by its ratio as well."""
    zeros = bytes(40_000_000)
    found = rows(zipped({"ada.py": zeros, "bob.ipynb": zeros, "eve.py": PYTHON}))
    assert found["ada"].problem.startswith("ada.py would expand 1028 times")
    assert found["bob"].problem.startswith("bob.ipynb would expand 1028 times")
    assert found["eve"].submission


def test_what_compresses_well_is_not_yet_a_bomb(zipped, rows):
    """Half a megabyte of empty lines is a submission; so is a notebook within the ratio."""
    content = b"\n" * 500_000
    found = rows(zipped({"ada.py": content}), limits=Limits(free_bytes=500_000, ratio=1))
    assert found.sources["ada"] == content
    found = rows(zipped({"ada.py": content}), limits=Limits(free_bytes=0, ratio=2000))
    assert found.sources["ada"] == content
    found = rows(zipped({"ada.py": content}), limits=Limits(free_bytes=0, ratio=100))
    assert "would expand" in found["ada"].problem


def test_a_member_that_lies_about_its_size_is_a_row(zipped, rows):
    """It says 6 bytes and holds a megabyte: no more than that is expanded."""
    path = zipped({"ada.py": b"#" * 1_000_000, "bob.py": PYTHON})
    patched(path, struct.pack("<L", 1_000_000), struct.pack("<L", 6))
    found = rows(path)
    assert "ada.py is damaged in the archive" in found["ada"].problem
    assert found["bob"].submission


def test_a_damaged_member_is_a_row_with_its_reason(zipped, rows):
    """Its checksum tells."""
    path = zipped({"ada.py": b"x = 123456", "bob.py": PYTHON}, compression=zipfile.ZIP_STORED)
    found = rows(patched(path, b"123456", b"123457"))
    assert "is damaged in the archive (Bad CRC-32" in found["ada"].problem
    assert found["bob"].submission


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"PK\x03\x04" + b"junk" * 99, b"<html>"])
def test_what_is_no_zip_stops_everything(tmp_path, content):
    """A download that was cut off, or the platform's login page."""
    path = tmp_path / "class.zip"
    path.write_bytes(content)
    with pytest.raises(GraderError, match="class.zip .*Download it again, or unpack it"):
        collect([path])


def test_a_zip_cut_off_at_any_place_stops_everything(zipped, tmp_path):
    """Never a part of the class, and never a traceback."""
    whole = zipped({"ada.py": PYTHON, "bob/submission.py": PYTHON}).read_bytes()
    path = tmp_path / "part.zip"
    for length in range(len(whole)):
        path.write_bytes(whole[:length])
        with pytest.raises(GraderError):
            collect([path])


def test_a_zip_with_any_byte_changed_is_told_or_read(zipped, tmp_path):
    """Only as rows with problems or as an error, whatever the byte is."""
    whole = zipped({"ada.py": PYTHON, "bob/submission.py": PYTHON}).read_bytes()
    path = tmp_path / "odd.zip"
    for place in range(len(whole)):
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 0xFF]) + whole[place + 1 :])
        try:
            found = collect([path])
        except GraderError:
            continue
        assert all(bool(entry.problem) != bool(entry.submission) for entry in found.entries)


def test_the_order_of_the_members_does_not_matter(zipped):
    """Zips of the same class differ in it."""
    files = [
        "ada/a.py",
        "ada/b.py",
        "../x.txt",
        "../y.txt",
        "bob.py",
        "eve/submission.py",
        "eve/e.py",
    ]
    found = [collect([zipped(dict.fromkeys(order, b""))]) for order in (files, files[::-1])]
    assert found[0] == found[1]


def test_too_many_members_stop_everything(zipped):
    """Before one is read."""
    path = zipped({f"{number}.py": b"" for number in range(4)})
    assert len(collect([path], limits=Limits(entries=4)).entries) == 4
    with pytest.raises(GraderError, match="class.zip holds more than 3 files and folders"):
        collect([path], limits=Limits(entries=3))


def test_an_enormous_table_of_contents_stops_everything(zipped):
    """It would be read at once."""
    path = zipped({"x" * 60_000 + ".py": b"", "y" * 60_000 + ".py": b""})
    assert len(collect([path], limits=Limits(header_bytes=130_000)).entries) == 2
    with pytest.raises(GraderError, match="has an enormous table of contents"):
        collect([path], limits=Limits(header_bytes=120_000))


def test_a_name_in_utf8_that_does_not_say_so_is_read(zipped, rows):
    """Canvas, and the Finder, write such names."""
    path = patched(zipped({"Zoé.py": PYTHON, "Ren\u00e9e/x.py": PYTHON}), b"\x00\x08", b"\x00\x00")
    assert list(rows(path).entries) == ["Ren\u00e9e", "Zo\u00e9"]


def test_a_name_in_another_encoding_is_shown_and_noted(zipped, rows):
    """Which one it was cannot be known; the submission is graded."""
    found = rows(patched(zipped({"Zo_.py": PYTHON}), b"Zo_", b"Zo\xe9"))
    (entry,) = found.entries.values()
    assert entry.submission.source == PYTHON
    assert entry.notes == ("its name is not UTF-8, and may look odd here",)


def test_a_name_that_only_pretends_to_be_utf8_costs_its_own_entry(zipped, rows):
    """The library would give up the whole archive."""
    found = rows(patched(zipped({"Zoé.py": PYTHON, "bob.py": b""}), b"Zo\xc3\xa9", b"Zo\xff\xfe"))
    assert found["bob"].submission
    (problem,) = [entry.problem for entry in found.entries.values() if entry.problem]
    assert "is damaged in the archive" in problem


def test_names_with_backslashes_are_folders(zipped, rows):
    """Old programs on Windows write them."""
    assert rows(zipped({"ada\\submission.py": b"a", "bob\\x.py": b"b"})).sources == {
        "ada": b"a",
        "bob": b"b",
    }
