"""Names are chosen by students: whatever they are, everybody has one row, and nothing happens."""

import io
import os
import tarfile
import unicodedata
import warnings
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from grader.collect import collect
from grader.collect.names import is_junk
from grader.errors import GraderError

PYTHON = b"x = 1\n"
TRAPS = [
    "=cmd|' /C calc'!A0.py", "-rf.py", "$(reboot).py", "`reboot`.py", "a;reboot.py", "@SUM(A1).py",
    "\u202egpj.py", "a\nb.py", "a\r.py", "a\x1b[31m.py", "a\0b.py", "\ufeffa.py",
    "x" * 5000 + ".py", "CON.py", ".py", "..py", " .py", "~.py", "%s%n.py", "'\".py",
    "<script>alert(1)</script>.py", "\ud800.py", "e\u0301.py", "\u00e9.py", "\U000e0001.py",
    "_1_2_.py", "a_assignsubmission_.py", "_assignsubmission_file_.py", "submission_1",
    "submission_metadata.yml", "LATE_1_2_.py",
]  # fmt: skip
PIECES = [
    "ada", "bob", "submission.py", "x.py", "x.ipynb", "work.zip", "..", ".", "", "__MACOSX", "a b",
    "Ada_1_assignsubmission_file_", "Ada_1_assignsubmission_onlinetext_", "ada_1_2_x.py",
    "ada_LATE_1_3_x-1.py", "submission_7", "submission_metadata.yml", "C:", *TRAPS,
]  # fmt: skip
paths = st.lists(st.sampled_from(PIECES) | st.text(max_size=8), min_size=1, max_size=4).map(
    "/".join
)
quick = settings(
    deadline=None,  # nor is it a failure that the machine is busy
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def is_harmless(text):
    """Nothing in it that a terminal, a spreadsheet or a reader's eye would obey."""
    hidden = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
    formula = text[:1] in ("=", "@", "+", "-")
    return not formula and not any(unicodedata.category(letter) in hidden for letter in text)


def check_all(found):
    """What holds of everything that was collected."""
    folders = [entry.folder for entry in found.entries]
    assert folders == sorted(set(folders))
    for entry in found.entries:
        assert bool(entry.submission) != bool(entry.problem)
        for text in (entry.folder, entry.id, entry.name, entry.problem, *entry.notes):
            assert len(text) <= 1000
            assert is_harmless(text), text
    assert all(is_harmless(remark) for remark in found.remarks)


def zip_of(names):
    """A zip with members of these names, in memory."""
    content = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(content, "w") as archive:
        warnings.simplefilter("ignore")
        for name in names:
            info = zipfile.ZipInfo("x")
            info.filename = info.orig_filename = name.encode("utf-8", "replace").decode()
            archive.writestr(info, PYTHON)
    return content.getvalue()


def tar_of(names):
    """A tar with members of these names, in memory."""
    content = io.BytesIO()
    with tarfile.open(fileobj=content, mode="w:gz") as archive:
        for name in names:
            written = name.encode("utf-8", "replace").decode().replace("\0", "\x01")  # ends a name
            info = tarfile.TarInfo(written)
            info.size = len(PYTHON)
            archive.addfile(info, io.BytesIO(PYTHON))
    return content.getvalue()


@pytest.mark.parametrize("pack", [zip_of, tar_of])
def test_every_trap_is_a_row_and_shown_harmlessly(tmp_path, pack):
    """Each in a folder of a student, so that all are graded."""
    (tmp_path / "class.zip").write_bytes(pack([f"s{n}/{name}" for n, name in enumerate(TRAPS)]))
    found = collect([tmp_path / "class.zip"])
    check_all(found)
    assert len(found.entries) == len(TRAPS)
    python = [name for name in TRAPS if name.endswith(".py")]
    assert sum(entry.submission is not None for entry in found.entries) == len(python)


@pytest.mark.parametrize("pack", [zip_of, tar_of])
def test_every_trap_may_be_a_students_own_name(tmp_path, pack):
    """Two of them look the same once they are cleaned; they stay apart."""
    (tmp_path / "class.tgz").write_bytes(pack([f"{name}/x.py" for name in TRAPS]))
    found = collect([tmp_path / "class.tgz"])
    check_all(found)
    assert sum(entry.submission is not None for entry in found.entries) >= len(TRAPS) - 2


def test_traps_on_disk_are_rows(tmp_path):
    """As far as the file system takes such names."""
    made = 0
    (tmp_path / "class").mkdir()
    for name in TRAPS:
        if name.endswith(".py"):
            try:
                (tmp_path / "class" / name).write_bytes(PYTHON)
                made += 1
            except (OSError, ValueError):
                continue
    (tmp_path / "class" / os.fsdecode(b"\xff\xfe.py")).write_bytes(PYTHON)
    found = collect([tmp_path / "class"])
    check_all(found)
    assert len(found.entries) == made + 1


@pytest.mark.parametrize("pack", [zip_of, tar_of])
@given(names=st.lists(paths, min_size=1, max_size=8))
@quick
def test_whatever_the_names_are_there_are_rows_or_one_error(tmp_path, pack, names):
    """And they do not depend on the order in which the archive holds them."""
    outcomes = []
    for order in (names, names[::-1]):
        (tmp_path / "class.zip").write_bytes(pack(order))
        try:
            outcomes.append(collect([tmp_path / "class.zip"]))
            check_all(outcomes[-1])
        except GraderError as error:
            outcomes.append(str(error))
    assert outcomes[0] == outcomes[1]


@given(names=st.lists(paths, min_size=1, max_size=8, unique=True))
@quick
def test_no_submission_is_a_gap(tmp_path, names):
    """Every Python file is somebody's submission, or is named in a row or a remark."""
    handed = [f"s{number}/{name}" for number, name in enumerate(names)]
    (tmp_path / "class.zip").write_bytes(zip_of([*handed, "ada/x.py", "bob/x.py"]))
    found = collect([tmp_path / "class.zip"])
    rows = {entry.folder for entry in found.entries}
    assert {"ada", "bob"} <= rows
    for number, name in enumerate(names):
        if name.endswith(".py") and not is_junk(name.replace("\\", "/").split("/")):
            assert f"s{number}" in rows or any(row.startswith(f"s{number}/") for row in rows)


@given(content=st.binary(max_size=2000))
@quick
def test_any_bytes_for_an_archive_are_told_or_read(tmp_path, content):
    """Also those that begin as an archive does."""
    for start in (b"", b"PK\x03\x04", b"PK\x05\x06", b"\x1f\x8b\x08\x00"):
        (tmp_path / "class.zip").write_bytes(start + content)
        with pytest.raises(GraderError):
            collect([tmp_path / "class.zip"])


@given(content=st.binary(max_size=300) | st.text(max_size=300).map(lambda text: text.encode()))
@quick
def test_any_bytes_for_a_roster_are_told_or_read(tmp_path, content):
    """With headings that are known and without."""
    (tmp_path / "ada.py").write_bytes(PYTHON)
    for start in (b"", b"folder,id,name\n", b"\xff\xfe", b"Identifier;Full name\n"):
        (tmp_path / "roster.csv").write_bytes(start + content)
        try:
            check_all(collect([tmp_path / "ada.py"], tmp_path / "roster.csv"))
        except GraderError as error:
            assert is_harmless(str(error))


@given(content=st.binary(max_size=300) | st.text(max_size=300).map(lambda text: text.encode()))
@quick
def test_any_bytes_for_gradescopes_metadata_are_told_or_read(tmp_path, content):
    """Students fill most of that file."""
    top = tmp_path / "export"
    (top / "submission_1").mkdir(parents=True, exist_ok=True)
    (top / "submission_1" / "x.py").write_bytes(PYTHON)
    for start in (b"", b"submission_1:\n  :submitters:\n  - :name: ", b"submission_2:\n  :"):
        (top / "submission_metadata.yml").write_bytes(start + content)
        found = collect([top])
        check_all(found)
        assert found.entries[0].submission
