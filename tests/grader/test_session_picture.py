"""The picture in the README shows what the program says today."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PICTURE = ROOT / "docs" / "session.svg"


@pytest.mark.slow
def test_the_picture_is_what_the_script_draws():
    """
    Byte for byte; after a change of the output run python docs/record.py.

    But for the counts of a hint: what is drawn to hold it against depends on Hypothesis's version.
    """
    program = (
        "import sys; sys.path.insert(0, 'docs'); import record; sys.stdout.write(record.picture())"
    )
    environment = {**os.environ, "NO_COLOR": "1", "LANG": "de_DE.UTF-8", "COLUMNS": "60"}
    environment["PYTHONPATH"] = str(ROOT / "docs")
    told = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True, text=True, cwd=ROOT, env=environment, timeout=120,
    )  # fmt: skip
    drawn, kept = map(uncounted, (told.stdout, PICTURE.read_text(encoding="utf-8")))
    assert drawn == kept, told.stderr


def uncounted(svg):
    """The picture with so many of so many examples, whatever the numbers."""
    text, count = re.subn(r"\d{3}(&#160;of&#160;)\d{3}(&#160;examples)", r"…\1…\2", svg)
    assert count == 1
    return text


def test_the_picture_asks_no_server_for_anything():
    """It is shown wherever the README is."""
    text = PICTURE.read_text(encoding="utf-8")
    assert "@font-face" not in text
    assert "url(http" not in text


def test_the_readme_shows_it():
    """With words for who cannot see it."""
    assert "](docs/session.svg)" in (ROOT / "README.md").read_text(encoding="utf-8")
