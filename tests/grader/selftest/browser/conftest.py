"""A small sheet as a pack, and what a page gives, where Python says that it is in one."""

import json
import os
import subprocess
import sys

import pytest

from grader.examine.packing.build import build_pack
from grader.sheets.private_corpus import public_examples

# Python says here that it is in a page; that it has threads and processes, nothing below relies on.
BEGIN = """
import json, os, random, sys, warnings
import hypothesis, numpy as np, rich.console, sympy
sys.platform = "emscripten"
from grader import check
def told(**values):
    print("TOLD" + json.dumps(values))
"""


@pytest.fixture(scope="package")
def pack(toy, tmp_path_factory):
    """The toy sheet as a pack."""
    file = tmp_path_factory.mktemp("packs") / "doubling.zip"
    file.write_bytes(build_pack(toy, public_examples(toy)).content)
    return file


@pytest.fixture(scope="package")
def in_page(tmp_path_factory):
    """What a script tells of itself that runs as in a page."""

    def run(source):
        file = tmp_path_factory.mktemp("page") / "script.py"
        file.write_text(BEGIN + source)
        ran = subprocess.run(
            [sys.executable, str(file)],
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
            env={**os.environ, "LANGUAGE": "en"},
        )
        assert ran.returncode == 0, ran.stderr
        told = [line for line in ran.stdout.splitlines() if line.startswith("TOLD")]
        found = {}
        for line in told:
            found |= json.loads(line.removeprefix("TOLD"))
        return found

    return run
