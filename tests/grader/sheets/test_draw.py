"""Drawing for a recording: the same examples wherever and after whatever it happens."""

import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import Phase, configuration, example, given, settings
from hypothesis import strategies as st

from grader.sheets import draw as draw_module
from grader.sheets.draw import draw, own_examples, written_examples

ROOT = Path(__file__).resolve().parents[3]
RECORDING = """
import sys
sys.path.insert(0, {modules!r})
{imported}
from tests.grader.sheets.test_draw import drawn
print(drawn())
"""


@given(x=st.integers(0, 10**9))
@example(x=7)
@example(x=8)
def any_number(student, x):
    """A property."""


def a_property(test):
    return SimpleNamespace(test=test, body=test.hypothesis.inner_test)


def drawn(phases=(Phase.generate,)):
    """What is drawn for a property with one seed."""
    seen = []
    draw(
        a_property(any_number),
        lambda x: seen.append(x),
        examples=200,
        seed_number=3,
        phases=phases,
    )
    return seen


@pytest.mark.slow
def test_constants_of_modules_at_hand_are_not_drawn(tmp_path):
    """Else a corpus would depend on the folder that it was recorded in."""
    constants = ", ".join(str(123_456_789 + n) for n in range(50))
    (tmp_path / "at_hand.py").write_text(f"CONSTANTS = [{constants}]\n")
    told = [
        subprocess.run(
            [sys.executable, "-c", RECORDING.format(modules=str(tmp_path), imported=imported)],
            capture_output=True, text=True, cwd=ROOT, timeout=120, check=True,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
        ).stdout
        for imported in ("", "import at_hand")
    ]  # fmt: skip
    assert told[0] == told[1]
    assert len(set(told[0].split(", "))) > 50


def test_the_written_examples_are_drawn_where_they_are_asked_for():
    assert drawn(phases=(Phase.explicit,)) == [7, 8]
    assert written_examples(a_property(any_number)) == 2


def test_the_number_of_examples_is_the_propertys_own_where_it_says_one():
    """The usual one where not, whatever the profile."""
    one = settings(max_examples=9)(given(x=st.integers())(lambda student, x: None))
    assert own_examples(a_property(one), 32) == 9
    usual = given(x=st.integers())(lambda student, x: None)
    assert own_examples(a_property(usual), 32) == 32


@pytest.mark.parametrize("missing", draw_module.COLLECTING)
def test_a_version_that_lacks_what_is_switched_off_draws_all_the_same(monkeypatch, missing):
    """These names are Hypothesis's own, and have come and gone between its versions."""
    whole = vars(draw_module._providers() or SimpleNamespace())
    left = SimpleNamespace(**{name: value for name, value in whole.items() if name != missing})
    monkeypatch.setattr(draw_module, "_providers", lambda: left)
    assert len(drawn()) == 200


def test_the_folder_of_hypothesis_is_what_it_was():
    """It is shared by all of the process."""

    def folder():
        found = configuration.storage_directory(intent_to_write=False)
        return getattr(found, "home_directory", found)

    before = folder()
    drawn()
    assert folder() == before
