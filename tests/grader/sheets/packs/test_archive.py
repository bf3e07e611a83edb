"""A pack's file is checked before anything of it is believed, and nothing of it is unpacked."""

import contextlib
import io
import zipfile

import pytest

from grader.errors import BadSheet
from grader.sandbox.wire.tags import WIRE
from grader.sheets.packs import archive
from grader.sheets.packs.archive import (
    MADE_BY,
    VERSION,
    Manifest,
    is_pack,
    pack_bytes,
    pack_from,
    read_pack,
)

MANIFEST = Manifest(
    version=VERSION,
    package="course.week_1",
    sheet_digest="of the sheet",
    private=False,
    packages=["numpy"],
    left_out=["model answers"],
)
FILES = {"course/week_1/__init__.py": b"TITLE = 'One'\n", "model.bin": b"\0\1"}


def changed(content, **members):
    """An archive with other contents for some of its members."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            new.writestr(name, members.get(name, old.read(name)))
    return made.getvalue()


def test_what_was_packed_is_read():
    """With a digest that names it."""
    pack = pack_from(pack_bytes(MANIFEST, FILES), "a.zip")
    assert pack.files == FILES
    assert pack.manifest.package == "course.week_1"
    assert len(pack.digest) == 64


def test_equal_contents_make_equal_files_and_others_another_digest():
    """So a pack can be compared by its digest."""
    turned = dict(reversed(FILES.items()))
    assert pack_bytes(MANIFEST, FILES) == pack_bytes(MANIFEST, turned)
    other = pack_from(pack_bytes(MANIFEST, FILES | {"model.bin": b"\0\2"}), "a.zip")
    assert other.digest != pack_from(pack_bytes(MANIFEST, FILES), "a.zip").digest


@pytest.mark.parametrize("name", ["model.bin", "course/week_1/__init__.py"])
def test_a_changed_file_is_told(name):
    """Whoever changes a law at home has no pack any more."""
    content = changed(pack_bytes(MANIFEST, FILES), **{name: b"changed"})
    with pytest.raises(BadSheet, match="damaged: its digest does not match"):
        pack_from(content, "a.zip")


@pytest.mark.parametrize("said", [b'"left_out"', b'"private"'])
def test_a_changed_word_of_the_manifest_is_told(said):
    """The digest is of the manifest, too."""
    content = pack_bytes(MANIFEST, FILES)
    with zipfile.ZipFile(io.BytesIO(content)) as opened:
        before = opened.read("pack.json")
    after = (
        before.replace(b"false", b"true")
        if said == b'"private"'
        else before.replace(b"model answers", b"nothing")
    )
    with pytest.raises(BadSheet, match="damaged"):
        pack_from(changed(content, **{"pack.json": after}), "a.zip")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"no archive", "is damaged"),
        (changed(pack_bytes(MANIFEST, FILES), **{"pack.json": b"{}"}), "another version"),
        (pack_bytes(MANIFEST, FILES)[:-40], "is damaged"),
    ],
    ids=["bytes", "manifest", "cut off"],
)
def test_what_is_no_pack_is_told(content, said):
    """With what to do about it."""
    with pytest.raises(BadSheet, match=f"a.zip .*{said}.* Get the pack again from who made it."):
        pack_from(content, "a.zip")


def test_more_than_a_pack_may_hold_is_refused_before_it_is_read(monkeypatch):
    """A small archive can hold very much."""
    monkeypatch.setattr(archive, "LARGEST", 10)
    with pytest.raises(BadSheet, match="holds more than a pack may"):
        pack_from(pack_bytes(MANIFEST, FILES), "a.zip")


def test_a_pack_is_known_from_other_files(tmp_path):
    """Whatever they are called."""
    pack, other, text = tmp_path / "a.zip", tmp_path / "b.zip", tmp_path / "c.zip"
    pack.write_bytes(pack_bytes(MANIFEST, FILES))
    with zipfile.ZipFile(other, "w") as opened:
        opened.writestr("submission.py", "x = 1")
    text.write_text("x")
    assert [is_pack(each) for each in (pack, other, text, tmp_path / "none")] == [
        True,
        False,
        False,
        False,
    ]


def test_a_pack_is_read_out_of_a_wheel(tmp_path):
    """Also one that is not installed."""
    wheel = tmp_path / "a-1-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w") as opened:
        opened.writestr("a/pack.zip", pack_bytes(MANIFEST, FILES))
    assert is_pack(wheel)
    assert read_pack(wheel).files == FILES


def test_a_download_that_changed_on_its_way_is_told_wherever_it_did():
    """Also where what is compressed can no longer be unpacked."""
    content = pack_bytes(MANIFEST, FILES)
    for place in range(len(content)):
        other = content[:place] + bytes([content[place] ^ 0x5A]) + content[place + 1 :]
        with contextlib.suppress(BadSheet):  # anything else would be a traceback
            pack_from(other, "a.zip")


def test_a_manifest_that_is_nested_without_end_is_told():
    """Reading one goes as deep as it does."""
    deep = b'{"more":' + b"[" * 100_000 + b"]" * 100_000 + b"}"
    content = changed(pack_bytes(MANIFEST, FILES), **{"pack.json": deep})
    with pytest.raises(BadSheet, match="another version"):
        pack_from(content, "a.zip")


@pytest.mark.parametrize(
    "name", ["course/week_1/data/../../../evil.txt", "/evil.txt", "data//a.csv", "data\\..\\a"]
)
def test_a_name_that_leads_out_of_the_pack_is_refused(name):
    """Data are laid where a submission runs, by their names."""
    with pytest.raises(BadSheet, match="holds what no pack has"):
        pack_from(pack_bytes(MANIFEST, FILES | {name: b"evil"}), "a.zip")


def test_another_way_to_compress_is_refused():
    """What it would take to unpack one of them is not bounded by its size."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_LZMA) as opened:
        opened.writestr("pack.json", b"{}")
    with pytest.raises(BadSheet, match="holds what no pack has"):
        pack_from(made.getvalue(), "a.zip")


MARK = b'"wire": %d' % WIRE


@pytest.mark.parametrize(
    ("after", "said"),
    [
        (b'"wire": %d' % (WIRE - 1), f"by {MADE_BY}, in form {VERSION}.{WIRE - 1}, and {MADE_BY}"),
        (b'"wire": %d, "further": [1]' % (WIRE + 1), f"in form {VERSION}.{WIRE + 1}, and"),
        (b'"more": 1', f"in form {VERSION}.0, and {MADE_BY} reads form {VERSION}.{WIRE}: it has"),
        (b'"wire": "one"', "another version of grader"),
    ],
    ids=["earlier", "later", "before this was said", "no number"],
)
def test_a_pack_in_another_form_says_who_made_it_and_that_it_has_to_be_made_again(after, said):
    """Before its digest, or a value in it, is looked at."""
    content = pack_bytes(MANIFEST, FILES)
    with zipfile.ZipFile(io.BytesIO(content)) as opened:
        before = opened.read("pack.json")
    assert MARK in before
    other = changed(content, **{"pack.json": before.replace(MARK, after), "model.bin": b"\xff"})
    with pytest.raises(BadSheet) as refused:
        pack_from(other, "a.zip")
    assert said in str(refused.value)
    assert str(refused.value).endswith("Get the pack again from who made it.")


def test_whoever_made_it_is_named_without_what_a_terminal_obeys():
    """It is what the file says."""
    content = pack_bytes(MANIFEST, FILES)
    with zipfile.ZipFile(io.BytesIO(content)) as opened:
        before = opened.read("pack.json")
    other = before.replace(MARK, b'"wire": 0').replace(MADE_BY.encode(), b"\\u001b[2J" + b"x" * 999)
    with pytest.raises(BadSheet) as refused:
        pack_from(changed(content, **{"pack.json": other}), "a.zip")
    assert "by \\x1b[2Jxxx" in str(refused.value)
    assert len(str(refused.value)) < 300
