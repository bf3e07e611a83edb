"""What docs/library.md tells a reader to type runs as it stands there."""

import importlib.util
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from grader.sandbox.processes.availability import works

ROOT = Path(__file__).resolve().parents[3]
PAGE = ROOT / "docs" / "library.md"
NEEDS = re.compile(r"<!-- needs: (\w+) -->")


def blocks():
    """The page's Python, each block with the package that a comment before it names."""
    needed = ""
    for token in MarkdownIt().parse(PAGE.read_text(encoding="utf-8")):
        if token.type == "html_block":
            needed = NEEDS.search(token.content)[1]
        elif token.type == "fence" and token.info == "python":
            yield pytest.param(token.content, needed, id=f"line {token.map[0] + 1}")
            needed = ""


@pytest.mark.parametrize(("code", "needed"), list(blocks()))
def test_a_block_of_the_page_runs(code, needed, sealed, tmp_path):
    if needed and importlib.util.find_spec(needed) is None:
        pytest.skip(f"{needed} is not installed: it is an extra, and large")
    shutil.copy(ROOT / "tests" / "submissions" / "right.py", tmp_path / "submission.py")
    told = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, timeout=300
    )
    assert (told.returncode, told.stderr) == (0, "")


@pytest.fixture
def sealed(launched):
    """The page's isolation; skipped where the machine does not offer it."""
    if not works(launched, "sealed"):
        pytest.skip("this machine does not offer 'sealed'; see 'grader doctor'")
