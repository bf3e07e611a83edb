"""``grader try`` shows a sheet as students will meet it, and says what is not as it should be."""

import os
import selectors
import signal
import subprocess
import sys
import time

import pytest

from tests.grader.sheets.conftest import _imports_as_before  # noqa: F401 - a fixture
from tests.toys.copied import MEANS, copied

pytestmark = [
    pytest.mark.usefixtures("few_candidates"),
    pytest.mark.usefixtures("_imports_as_before"),
    pytest.mark.filterwarnings("ignore:Using `assume` outside"),
]
MADE = iter(range(100))
PATIENCE = 90.0  # seconds for what takes three on a machine that does nothing else
MORE = """

@misconception("trimmed_mean", "the mean is what it should be")
def makes_no_mistake(right, values, cut=CUT):
    return right(values, cut)


@misconception("trimmed_mean", "a package was used that there is not")
def imports_what_there_is_not(values, cut=CUT):
    return click.trimmed_mean(values, cut)
"""


@pytest.fixture
def sheet(tmp_path):
    """A copy of the sheet of one module, under a name of its own, with this changed in it."""

    def write(before="", after=""):
        folder = copied(tmp_path / f"tried_{next(MADE)}", MEANS)
        file = folder / "mean.py"
        said = file.read_text("utf-8")
        assert before in said
        file.write_text(said.replace(before, after) if before else said + after, "utf-8")
        return folder

    return write


def test_a_sheet_that_holds_is_shown_and_its_corpus_written(grader, sheet):
    """With what a student reads of each mistake, and the audit."""
    folder = sheet()
    result = grader("try", "--sheet", folder)
    assert result.exit_code == 0, result.output
    for told in (
        "Who makes the mistake trimmed_mean/does_not_sort reads:\n",
        "mistake  the values were not sorted before they were cut\n",
        "found    accepted what it should refuse",
        "the model answers        3 of 3\n",
        "what students begin with 0 of 3\n",
        "The sheet holds.\n",
        "All is as it should be.\n",
    ):
        assert told in result.output
    assert (folder / "corpus.bin").is_file()
    assert (folder / "transcript.bin").is_file()


def test_a_question_is_tried_and_nothing_written(grader, sheet):
    """By its id or by a function; the corpus is that of the whole sheet."""
    folder = sheet()
    result = grader("try", "trimmed_mean", "--sheet", folder)
    assert result.exit_code == 0, result.output
    assert "All is as it should be." in result.output
    assert not (folder / "corpus.bin").exists()


@pytest.mark.slow
def test_what_is_not_as_it_should_be_is_told(grader, sheet):
    """A starter that earns points, a right solution that loses some, mistakes that lose none."""
    folder = sheet("", MORE)
    source = (folder / "mean.py").read_text("utf-8")
    (folder / "mean.py").write_text(source.replace("import numpy", "import click\nimport numpy", 1))
    answer = (
        "    kept = sorted(values)[cut : len(values) - cut]\n    return sum(kept) / len(kept)\n"
    )
    (folder / "starter.py").write_text(f"def trimmed_mean(values, cut=1):\n{answer}")
    (folder / "wheats").mkdir()
    (folder / "wheats" / "plain.py").write_text("def trimmed_mean(values, cut=1):\n    return []\n")
    result = grader("try", "--sheet", folder)
    assert result.exit_code == 1, result.output
    for told in (
        "1: what students begin with earns 2 points.\n",
        "wheats/plain.py is right and loses 2 points: 1/test_trims: returned a list, should be",
        "Who makes the mistake trimmed_mean/makes_no_mistake loses no point.\n",
        "1: trimmed_mean/makes_no_mistake loses no point.\n",
        "1: trimmed_mean/imports_what_there_is_not cannot be tried: ModuleNotFoundError",
        "Not all is as it should be.\n",
    ):
        assert told in result.output


def test_a_model_that_is_not_right_is_one_line_and_nothing_is_shown(grader, sheet):
    """As where it is frozen."""
    folder = sheet("return sorted(values)", "import click; return sorted(values)")
    result = grader("try", "--sheet", folder)
    assert result.exit_code == 2, result.output
    (line,) = result.stderr.splitlines()
    assert "1/test_trims: the model gets 0 of 2: raised ModuleNotFoundError" in line
    assert not (folder / "corpus.bin").exists()


class Watched:
    """The command as a process, whose output is read as it comes."""

    def __init__(self, folder):
        command = [sys.executable, "-m", "grader", "try", "--watch", "--sheet", str(folder)]
        self.process = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True
        )
        self.read = b""

    def until(self, words):
        """Read until these words have come since the last ones."""
        end = time.monotonic() + PATIENCE
        with selectors.DefaultSelector() as waiting:
            waiting.register(self.process.stdout, selectors.EVENT_READ)
            while words not in self.read:
                assert waiting.select(max(0.0, end - time.monotonic())), self.read.decode()
                said = os.read(self.process.stdout.fileno(), 1 << 16)
                assert said, self.read.decode()
                self.read += said
        self.read = self.read.partition(words)[2]


@pytest.mark.slow
def test_it_is_tried_again_whenever_it_is_saved_until_ctrl_c(sheet):
    """A mistake is told at once, and so is that it was mended."""
    folder = sheet()
    file = folder / "mean.py"
    right = file.read_text("utf-8")
    watched = Watched(folder)
    try:
        watched.until(b"All is as it should be.")
        file.write_text(right.replace("return float(np.mean", "return float(np.meen"), "utf-8")
        watched.until(b"mean.py was saved")
        watched.until(b"has no attribute 'meen'")
        file.write_text(right, "utf-8")
        watched.until(b"All is as it should be.")
        watched.until(b"Waiting for a save in")
        watched.process.send_signal(signal.SIGINT)
        assert watched.process.wait(PATIENCE) == 0
    finally:
        watched.process.kill()
        watched.process.stdout.close()
        watched.process.wait()


WITHOUT = """
import runpy, sys
sys.modules["cosmic_ray"] = None
runpy.run_module("grader", run_name="__main__")
"""


@pytest.mark.slow
def test_without_the_audit_s_extra_all_else_is_tried(sheet):
    """It plants mutants; who has not installed what for reads how to."""
    words = [sys.executable, "-c", WITHOUT, "try", "--sheet", str(sheet())]
    ended = subprocess.run(words, capture_output=True, text=True, timeout=PATIENCE)
    assert (ended.returncode, ended.stderr) == (0, "")
    assert "No mutants were planted: pip install 'grader[audit]' for the audit." in ended.stdout
    assert ended.stdout.endswith("All is as it should be.\n")
