"""The corpus: what was recorded comes back, and nothing else does."""

import hashlib
import os
import resource
import sys
import tracemalloc
import zlib

import msgspec
import numpy as np
import pytest

from grader.errors import CorpusOutdated, CorpusUnreadable
from grader.sandbox.wire.codec import encode
from grader.sheets import corpus
from grader.sheets.corpus import FILE_NAME, MAGIC, Header, read_corpus, sheet_digest, write_corpus
from grader.sheets.sheet import load_sheet

PACKAGE = 'TITLE = "A sheet"\nQUESTIONS = ("question",)\n'
QUESTION = '''"""A question."""
from hypothesis import given, strategies
from grader.authoring import points
ID = TITLE = "1"
@points(1, "f")
@given(x=strategies.integers())
def test_law(student, x):
    """A law."""
@points(1, "f")
@given(x=strategies.integers())
def test_added_later(student, x):
    """Another law."""
'''
KEY = "1/test_law"
EXAMPLES = [{"x": 1}, {"x": np.arange(3.0), "case": (np.ones((2, 2)), "reflect")}]


@pytest.fixture
def sheet(tmp_path, monkeypatch):
    """A sheet of one module, under a name that no other test uses."""
    folder = tmp_path / f"sheet_{tmp_path.name}"
    folder.mkdir()
    (folder / "__init__.py").write_bytes(PACKAGE.encode())
    (folder / "question.py").write_bytes(QUESTION.encode())
    monkeypatch.setattr(sys, "path", [*sys.path])
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    yield load_sheet(str(folder))
    for name in (folder.name, f"{folder.name}.question"):
        del sys.modules[name]


@pytest.fixture
def law(sheet):
    """The property that the corpus has examples of."""
    return sheet.properties[0]


@pytest.fixture
def file(sheet):
    """A corpus of two examples."""
    file = sheet.folder / FILE_NAME
    write_corpus(file, header(sheet), {KEY: [encode(example) for example in EXAMPLES]})
    return file


def header(sheet):
    return Header("sheet", sheet_digest(sheet), "0" * 64, "6.0", 80)


def packed(body, digest=None):
    """A corpus file around any body, with a digest that is right unless one is given."""
    return (
        MAGIC + (digest or hashlib.sha256(body).hexdigest()).encode() + b"\n" + zlib.compress(body)
    )


def test_what_was_written_is_read(sheet, file, law):
    """Examples in their order, arrays as arrays, the header as it was."""
    found = read_corpus(file, sheet)
    first, second = found.examples(law)
    assert first == {"x": 1}
    np.testing.assert_array_equal(second["x"], [0.0, 1.0, 2.0])
    assert second["case"][1] == "reflect"
    assert found.header == header(sheet)


def test_examples_are_made_afresh_each_time(sheet, file, law):
    """A property that changes its arguments must not change the next submission's."""
    found = read_corpus(file, sheet)
    found.examples(law)[1]["x"][:] = -1
    np.testing.assert_array_equal(found.examples(law)[1]["x"], [0.0, 1.0, 2.0])


def test_a_property_without_examples_has_none(sheet, file):
    """It was added after the corpus was made; examining says so."""
    assert read_corpus(file, sheet).examples(sheet.properties[1]) == []


def test_the_digest_names_the_content(sheet, file):
    """The same examples give the same digest, others another one."""
    digest = read_corpus(file, sheet).digest
    again = {KEY: [encode(example) for example in EXAMPLES]}
    assert write_corpus(file, header(sheet), again) == digest
    assert write_corpus(file, header(sheet), {KEY: again[KEY][:1]}) != digest


def test_damage_is_found_wherever_it_is(sheet, file):
    """Every single byte in turn: in the magic words, the digest, the line end, the data."""
    good = file.read_bytes()
    expected = read_corpus(file, sheet)
    unnoticed = []
    for place in range(len(good)):
        for change in (0x01, 0x80, 0xFF):
            file.write_bytes(good[:place] + bytes([good[place] ^ change]) + good[place + 1 :])
            try:
                assert read_corpus(file, sheet) == expected
                unnoticed.append(place)
            except CorpusUnreadable as error:
                assert "grader freeze" in str(error)
    assert len(unnoticed) <= 3  # padding bits of the last compressed byte mean nothing


def test_a_truncated_file_is_damaged(sheet, file):
    """At every length, down to nothing."""
    good = file.read_bytes()
    for length in range(len(good)):
        file.write_bytes(good[:length])
        with pytest.raises(CorpusUnreadable):
            read_corpus(file, sheet)


@pytest.mark.parametrize(
    "content", [b"", b"\n", b"PK\x03\x04", b"grader corpus 2 \n", b"x" * 1000, b"grader corpus"]
)
def test_another_file_is_not_a_corpus(sheet, file, content):
    """Told by its first words."""
    file.write_bytes(content)
    with pytest.raises(CorpusUnreadable, match="is not a corpus. Make it again"):
        read_corpus(file, sheet)


@pytest.mark.parametrize(
    "body",
    [
        b"", b"\xc0", b"\x80", b"\xc1", b"\x91" * 100_000, b"\x81\xa1\xff\xc0",
        msgspec.msgpack.encode({"header": None, "properties": {}}),
        msgspec.msgpack.encode({"properties": {"1/test_law": [[b"a"]]}}),
    ],
    ids=range(8),
)  # fmt: skip
def test_a_corpus_of_another_form_is_told(sheet, file, body):
    """Its digest is right, so it is not damaged; it was made by something else."""
    file.write_bytes(packed(body))
    with pytest.raises(CorpusUnreadable, match="has another format"):
        read_corpus(file, sheet)


def test_a_bomb_is_not_unpacked(sheet, file, monkeypatch):
    """A few kilobytes can stand for a gigabyte; unpacking stops at the bound, here a lower one."""
    monkeypatch.setattr(corpus, "LARGEST", 1 << 20)
    file.write_bytes(MAGIC + b"0" * 64 + b"\n" + zlib.compress(bytes(64 << 20)))
    tracemalloc.start()
    try:
        with pytest.raises(CorpusUnreadable, match="damaged"):
            read_corpus(file, sheet)
        assert tracemalloc.get_traced_memory()[1] < 8e6
    finally:
        tracemalloc.stop()


def test_a_changed_sheet_has_no_corpus_any_more(sheet, file):
    """Marks would rest on examples of other properties."""
    (sheet.folder / "question.py").write_bytes(QUESTION.encode() + b"x = 2\n")
    with pytest.raises(CorpusOutdated, match="another version of this sheet. Record it again"):
        read_corpus(file, sheet)


def test_line_ends_do_not_change_a_sheet(sheet):
    """Git writes others on Windows."""
    before = sheet_digest(sheet)
    (sheet.folder / "question.py").write_bytes(QUESTION.replace("\n", "\r\n").encode())
    assert sheet_digest(sheet) == before


@pytest.mark.parametrize("change", ["text", "name", "new file"])
def test_any_other_change_is_another_sheet(sheet, change):
    """Names of modules included."""
    before = sheet_digest(sheet)
    question = sheet.folder / "question.py"
    if change == "text":
        question.write_bytes(QUESTION.encode() + b" ")
    elif change == "name":
        question.rename(sheet.folder / "questions.py")
    else:
        (sheet.folder / "other.py").write_bytes(b"")
    assert sheet_digest(sheet) != before


@pytest.mark.parametrize("name", ["none.bin", "."], ids=["missing", "a folder"])
def test_what_cannot_be_read_is_told(sheet, name):
    """With the system's reason."""
    with pytest.raises(CorpusUnreadable, match="cannot be read"):
        read_corpus(sheet.folder / name, sheet)


@pytest.mark.skipif(os.name != "posix", reason="needs a limit on the size of files")
def test_a_corpus_is_written_whole_or_not_at_all(sheet, file, law):
    """Where the disk is full, or as here a file may not grow, the old one stays as it was."""
    before = file.read_bytes()
    noise = np.random.default_rng(0).bytes(100_000)
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, limits[1]))
    try:
        with pytest.raises(OSError, match="too large"):
            write_corpus(file, header(sheet), {KEY: [(b"", noise)]})
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert file.read_bytes() == before
    left = {each.name for each in sheet.folder.iterdir()}
    assert left == {"__init__.py", "question.py", FILE_NAME}
    assert read_corpus(file, sheet).examples(law)[0] == {"x": 1}


def test_what_a_corpus_is_called_does_not_tell_what_is_drawn_from_it(file, sheet):
    """A report names the corpus; what a submission is asked again follows from another digest."""
    found = read_corpus(file, sheet)
    assert found.secret not in (found.digest, hashlib.sha256(found.digest.encode()).hexdigest())
    assert found.secret == read_corpus(file, sheet).secret
    write_corpus(file, found.header, {KEY: found.packed[KEY][:1]})
    assert read_corpus(file, sheet).secret != found.secret
