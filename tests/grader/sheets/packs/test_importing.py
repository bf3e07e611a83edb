"""The modules of a pack are its own, whatever is installed, and import no more than they may."""

import inspect
import sys

import pytest

from grader.sheets.packs.archive import VERSION, Manifest, pack_bytes, pack_from
from grader.sheets.packs.importing import importable, pack_of
from grader.sheets.packs.paths import located

SAID = "grader_pack_"


@pytest.fixture
def loaded():
    """Import a module of a pack that is made of these files."""
    tops = []

    def load(module, package, place="/nowhere/a.zip", **modules):
        manifest = Manifest(VERSION, "json.week", "", False, ["numpy"], [])
        named = {f"json/week/{name}.py": text.encode() for name, text in modules.items()}
        files = {"json/__init__.py": b"", "json/week/__init__.py": package.encode(), **named}
        pack = pack_from(pack_bytes(manifest, files), place)
        pack = type(pack)(pack.place, pack.manifest, pack.files, Nothing())
        importable(pack)
        tops.append(pack.top)
        __import__(f"{pack.top}.{module}")
        return sys.modules[f"{pack.top}.{module}"]

    yield load
    for name in [n for n in sys.modules if n.partition(".")[0] in tops]:
        del sys.modules[name]


class Nothing:
    """A model without functions."""

    def functions(self):
        return {}

    def values(self, module):
        return {}


def test_a_module_finds_its_neighbours_before_what_is_installed(loaded):
    """``json`` is another package here, and stays the standard one for everybody else."""
    import json

    module = loaded(
        "json.week.laws",
        "",
        laws="import json.week.tools as t\nfrom json.week.tools import NAME\nimport json",
        tools="NAME = 'of the pack'",
    )
    assert (module.NAME, module.t.NAME) == ("of the pack", "of the pack")
    assert module.json is not json
    assert sys.modules["json"] is json


def test_a_module_is_shown_as_its_file_in_the_pack(loaded):
    """So a law that fails is read where its author wrote it."""
    source = "def law():\n    return 1\n"
    module = loaded("json.week", source)
    assert inspect.getsource(module.law) == source
    assert module.__file__ == "/nowhere/a.zip/json/week/__init__.py"
    assert located(module.__file__).read_text() == source
    assert pack_of(module.__name__).place == "/nowhere/a.zip"


@pytest.mark.parametrize(
    "line",
    [
        "import grader.sandbox",
        "from grader import sheets",
        "import hypothesis",
        "import reference",
        "import gradera",
        "import grader",
    ],
)
def test_what_a_pack_does_not_list_is_not_imported(line, loaded):
    """The name is told."""
    with pytest.raises(ImportError, match="a law of this pack imports"):
        loaded("json.week", line)


@pytest.mark.parametrize(
    "line",
    ["import numpy", "import math", "from grader.authoring import points", "import email.mime"],
)
def test_what_a_law_needs_is_imported(line, loaded):
    """The standard library, what the pack lists, and what a sheet may use of the grader."""
    assert loaded("json.week", line)


def test_nothing_is_written_anywhere(loaded, tmp_path, monkeypatch):
    """Neither an unpacked file nor bytecode beside the pack."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    loaded("json.week", "x = 1", place=str(tmp_path / "a.zip"))
    assert list(tmp_path.rglob("*")) == []
