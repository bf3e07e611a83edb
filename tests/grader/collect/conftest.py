"""Folders and archives as people and platforms make them, and what is collected from them."""

import io
import tarfile
import zipfile

import pytest

from grader.collect import collect


@pytest.fixture
def folder(tmp_path):
    """A folder that holds files given by their names."""

    def write(files, name="class"):
        top = tmp_path / name
        top.mkdir(exist_ok=True)
        for file, content in files.items():
            path = top / file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        return top

    return write


@pytest.fixture
def zipped(tmp_path):
    """A zip that holds files given by their names, or by ZipInfo; in the order given."""

    def write(members, name="class.zip", compression=zipfile.ZIP_DEFLATED):
        pairs = members.items() if isinstance(members, dict) else members
        with zipfile.ZipFile(tmp_path / name, "w", compression) as archive:
            for member, content in pairs:
                archive.writestr(member, content)
        return tmp_path / name

    return write


@pytest.fixture
def tarred(tmp_path):
    """A tar that holds files given by their names, or by TarInfo; in the order given."""

    def write(members, name="class.tar.gz"):
        pairs = members.items() if isinstance(members, dict) else members
        mode = "w:gz" if name.endswith("gz") else "w"
        with tarfile.open(tmp_path / name, mode) as archive:
            for member, content in pairs:
                if not isinstance(member, tarfile.TarInfo):
                    member = tarfile.TarInfo(member)
                    member.size = len(content)
                archive.addfile(member, io.BytesIO(content))
        return tmp_path / name

    return write


@pytest.fixture
def roster(tmp_path):
    """A roster's file, of text or bytes."""

    def write(text, name="roster.csv"):
        file = tmp_path / name
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
        return file

    return write


class Rows:
    """What was collected, with its entries by folder."""

    def __init__(self, collected):
        self.entries = {entry.folder: entry for entry in collected.entries}
        self.remarks = collected.remarks
        assert len(self.entries) == len(collected.entries)
        assert list(self.entries) == sorted(self.entries)
        for entry in collected.entries:
            assert (entry.submission is None) == bool(entry.problem)

    def __getitem__(self, name):
        return self.entries[name]

    @property
    def sources(self):
        """Each entry's bytes, or None where there is a problem."""
        return {
            name: entry.submission.source if entry.submission else None
            for name, entry in self.entries.items()
        }

    @property
    def people(self):
        """Each entry's id and name."""
        return {name: (entry.id, entry.name) for name, entry in self.entries.items()}


@pytest.fixture
def rows():
    """What is collected from paths."""

    def run(*paths, **settings):
        return Rows(collect(list(paths), **settings))

    return run
