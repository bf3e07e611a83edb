"""Tars, compressed or not: the same promises as for zips."""

import gzip
import io
import tarfile
from itertools import pairwise

import pytest

from grader.collect import Limits, collect
from grader.errors import GraderError

PYTHON = b"x = 1\n"


def member(name, kind=tarfile.REGTYPE, target="", size=0):
    info = tarfile.TarInfo(name)
    info.type, info.linkname, info.size = kind, target, size
    return info, bytes(size)


def test_members_are_read_from_front_to_back(tarred, rows, monkeypatch):
    """However they are ordered: going back would expand everything again."""
    places = []
    real = gzip.GzipFile.seek

    def seek(self, offset, whence=0):
        if whence == 0:
            places.append(offset)
        return real(self, offset, whence)

    names = [f"s{number * 37 % 100:02}.py" for number in range(100)]
    path = tarred({name: name.encode() * 1000 for name in names})
    monkeypatch.setattr(gzip.GzipFile, "seek", seek)
    found = rows(path)
    assert found.sources == {name[:-3]: name.encode() * 1000 for name in names}
    backwards = sum(later < before - 1 for before, later in pairwise(places))
    assert backwards <= 1  # from the end of listing to the beginning of reading


@pytest.mark.parametrize(
    ("kind", "told"),
    [
        (tarfile.SYMTYPE, "is a symbolic link"),
        (tarfile.LNKTYPE, "is a link to another file of the archive"),
        (tarfile.CHRTYPE, "is a pipe or a device"),
        (tarfile.BLKTYPE, "is a pipe or a device"),
        (tarfile.FIFOTYPE, "is a pipe or a device"),
    ],
    ids=["symbolic link", "hard link", "character device", "block device", "pipe"],
)
def test_links_and_devices_are_not_read(tarred, rows, kind, told):
    """A hard link would hand in somebody else's file."""
    found = rows(tarred([("bob.py", PYTHON), member("ada.py", kind, "bob.py"), ("eve.py", PYTHON)]))
    assert told in found["ada"].problem
    assert found.sources == {"ada": None, "bob": PYTHON, "eve": PYTHON}


@pytest.mark.parametrize("name", ["../evil.py", "/etc/evil.py", "ada/../../evil.py"])
def test_names_that_lead_elsewhere_are_rows_of_their_own(tarred, rows, name):
    """The others are graded."""
    found = rows(tarred({name: PYTHON, "ada.py": b"a", "bob.py": b"b"}))
    assert found.sources == {"ada": b"a", "bob": b"b", name: None}


def test_of_two_members_of_one_name_the_last_counts(tarred, rows):
    """As for whoever unpacks it; and it is said."""
    found = rows(tarred([("ada.py", b"old"), ("bob.py", b""), ("ada.py", b"new")]))
    assert found.sources["ada"] == b"new"
    assert found["ada"].notes == ("the archive holds ada.py 2 times; the last counts",)


def test_a_sparse_file_is_a_row_with_its_reason(rows, tmp_path):
    """A few bytes of it may stand for a terabyte."""
    header = bytearray(tarfile.TarInfo("ada.py").tobuf(tarfile.GNU_FORMAT))
    header[156:157] = tarfile.GNUTYPE_SPARSE
    header[483:495] = b"%011o " % (1 << 32)
    header[148:156] = b"%06o\0 " % tarfile.calc_chksums(header)[0]
    path = tmp_path / "class.tar"
    path.write_bytes(bytes(header) + bytes(1024))
    assert "is a sparse file" in rows(path)["ada"].problem


def test_a_large_member_is_a_row_and_not_expanded(tarred, rows):
    """By the size that its header declares."""
    found = rows(tarred([member("ada.py", size=2_000_000), ("bob.py", PYTHON)]))
    assert found["ada"].problem.startswith("ada.py has 2.0 MB, and a submission at most 1")
    assert found["bob"].submission


def test_a_bomb_stops_everything_before_it_is_expanded(tarred):
    """What lies behind it cannot be reached without expanding it; it is named."""
    path = tarred([("ada.py", PYTHON), member("eve.bin", size=40_000_000), ("bob.py", PYTHON)])
    with pytest.raises(GraderError, match="expands to more than it may, at or after eve.bin"):
        collect([path])


@pytest.mark.parametrize("limits", [{"total_bytes": 20_000}, {"free_bytes": 20_000, "ratio": 1}])
def test_the_bounds_of_expansion_are_kept(tarred, limits):
    """Altogether, and by the ratio."""
    path = tarred({"ada.py": b"#" * 30_000, "bob.py": PYTHON})
    with pytest.raises(GraderError, match="expands to more than it may"):
        collect([path], limits=Limits(**limits))
    assert collect([path], limits=Limits(total_bytes=60_000, free_bytes=60_000))


def test_a_header_that_claims_gigabytes_stops_everything(tmp_path):
    """The library would read it at once."""
    info = tarfile.TarInfo("x")
    info.type, info.size = tarfile.GNUTYPE_LONGNAME, 1 << 31
    path = tmp_path / "class.tar.gz"
    path.write_bytes(gzip.compress(info.tobuf() + bytes(9_000_000)))
    with pytest.raises(GraderError, match="expands to more than it may, from its first file on"):
        collect([path])


def test_a_number_that_takes_hours_to_look_for_stops_everything(tmp_path):
    """In an extended header, as the library reads it before Python 3.11.10."""
    info = tarfile.TarInfo("x")
    info.type, info.size = tarfile.XHDTYPE, 1 << 20
    path = tmp_path / "class.tar"
    path.write_bytes(info.tobuf() + b"1" * (1 << 20) + bytes(10240))
    with pytest.raises(GraderError, match="a number has hundreds of digits"):
        collect([path])


def test_holes_without_end_stop_everything(tmp_path):
    """The list of a sparse file's holes is as long as it says."""
    fields = {"GNU.sparse.major": "1", "GNU.sparse.minor": "0", "GNU.sparse.realsize": "1"}
    info = tarfile.TarInfo("ada.py")
    info.pax_headers, info.size = fields, 1 << 20
    path = tmp_path / "class.tar"
    path.write_bytes(info.tobuf(tarfile.PAX_FORMAT) + b"1000000\n" + b"0\n" * (1 << 19))
    with pytest.raises(GraderError, match="expands to more than it may"):
        collect([path], limits=Limits(entries=100))


def test_long_names_of_a_whole_class_are_no_bomb(tarred, rows):
    """Each takes several headers."""
    person, file = "\u00e9" * 100, "x" * 200
    files = {f"{person}{number:03}/{file}.py": PYTHON for number in range(200)}
    found = rows(tarred(files), limits=Limits(entries=200))
    assert len(found.entries) == 200


def test_too_many_members_stop_everything(tarred):
    """Before one is read."""
    path = tarred({f"{number}.py": b"" for number in range(4)})
    assert len(collect([path], limits=Limits(entries=4)).entries) == 4
    with pytest.raises(GraderError, match="holds more than 3 files and folders"):
        collect([path], limits=Limits(entries=3))


@pytest.mark.parametrize("name", ["class.tar", "class.tar.gz"])
def test_a_tar_cut_off_at_any_place_stops_everything(tarred, tmp_path, name):
    """Never a part of the class: whoever is missing would get no marks."""
    whole = tarred({"ada.py": PYTHON, "bob/submission.py": PYTHON, "eve.py": PYTHON}, name)
    content = whole.read_bytes()
    path = tmp_path / f"part-{name}"
    ends = 3072 + 512 if name == "class.tar" else len(content)  # zeros are all that follows
    for length in range(0, ends, 64 if name == "class.tar" else 1):
        path.write_bytes(content[:length])
        with pytest.raises(GraderError):
            collect([path])


def test_a_broken_header_in_the_middle_stops_everything(tarred):
    """The library would take it for the end, and the rest of the class would be lost in silence."""
    path = tarred({"ada.py": PYTHON, "bob.py": PYTHON, "eve.py": PYTHON}, "class.tar")
    content = bytearray(path.read_bytes())
    content[content.index(b"bob.py")] = ord("B")  # the checksum is now wrong
    path.write_bytes(content)
    with pytest.raises(GraderError, match="is no complete tar, at or after ada.py"):
        collect([path])


def test_a_tar_with_any_byte_changed_is_told_or_read(tarred, tmp_path):
    """Only as rows with problems or as an error, whatever the byte is."""
    whole = tarred({"ada.py": PYTHON, "bob/submission.py": PYTHON}, "class.tar").read_bytes()
    path = tmp_path / "odd.tar"
    for place in range(0, 2048, 3):
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 0xFF]) + whole[place + 1 :])
        try:
            found = collect([path])
        except GraderError:
            continue
        assert all(bool(entry.problem) != bool(entry.submission) for entry in found.entries)


def test_a_name_in_another_encoding_is_shown_and_noted(tmp_path, rows):
    """Its bytes are shown as escapes."""
    with tarfile.open(
        tmp_path / "class.tar", "w", format=tarfile.GNU_FORMAT, encoding="latin-1"
    ) as archive:
        info = tarfile.TarInfo("Zoé.py")
        info.size = len(PYTHON)
        archive.addfile(info, io.BytesIO(PYTHON))
    found = rows(tmp_path / "class.tar")
    assert found.sources == {"Zo\\udce9": PYTHON}
    assert found["Zo\\udce9"].notes == ("its name is not UTF-8, and may look odd here",)


def test_the_kind_is_found_from_the_content(tarred, zipped, rows, tmp_path):
    """Browsers lose endings, or add them."""
    for path in (
        tarred({"ada.py": b"a", "bob.py": b"b"}),
        zipped({"ada.py": b"a", "bob.py": b"b"}),
    ):
        renamed = path.rename(tmp_path / "download")
        assert rows(renamed).sources == {"ada": b"a", "bob": b"b"}
        assert rows(renamed.rename(tmp_path / "download.zip")).sources == {"ada": b"a", "bob": b"b"}
