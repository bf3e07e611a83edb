"""Sheet 3 in a private pack: the same marks and words, and no answer in it."""

from contextlib import ExitStack, chdir
from functools import partial
from pathlib import Path

import pytest

from grader.examine.packing.wheel import wheel_bytes
from grader.model import Submission
from grader.sandbox.processes.launch import launcher
from grader.sheets.sheet import load_sheet
from tests.exercises.sheet3.on_a_pack import reports
from tests.grader.examine.packing.few_examples import with_examples
from tests.grader.examine.packing.secret_search import found_in, members

pytestmark = pytest.mark.slow

AT_EITHER_END = 1  # examples of each law
HOSTILE = {
    "exits": "import os\nos._exit(0)\n",
    "raises": "raise KeyboardInterrupt\n",
    "is no Python": "def softmax(c:\n",
    "is binary": b"\x00\xff\xfe",
    "is empty": "",
    "returns what is no value": "def softmax(c):\n    return softmax\n",
    "forges": "class F(float):\n    def __eq__(self, other): return True\n"
    "def conv_output_size(*a): return F(1)\ndef stacked_support(*a): return F(1), F(1)\n",
    "answers and dies": "import os\ndef softmax(c):\n    os.kill(os.getpid(), 9)\n"
    "def mirror(image): return image[:, ::-1]\n",
    "writes": "def softmax(c):\n    open('x', 'w').write('')\n",
}


@pytest.fixture(scope="module")
def whole():
    return load_sheet("exercises/sheet3")


@pytest.fixture(scope="module")
def both(whole, tmp_path_factory):
    """The sheet and its pack with few of the frozen examples."""

    def few(_, examples):
        return [*examples[:AT_EITHER_END], *examples[-AT_EITHER_END:]]

    return with_examples(whole, tmp_path_factory.mktemp("few"), few)


@pytest.fixture(scope="module")
def alike(whole, both, tmp_path_factory):
    """The reports on a submission on both, of all questions or of one."""
    with ExitStack() as stack:
        with chdir(tmp_path_factory.mktemp("written")):  # where the one that writes does so
            launched = stack.enter_context(launcher(whole.settings.packages))
        yield partial(reports, both, launched)


def test_no_statement_of_an_answer_is_in_the_pack_or_its_wheel(whole, both):
    """Of 790 that the model, the mistakes and the right solutions are made of."""
    content = both.pack.read_bytes()
    wheel = wheel_bytes("sheet3_official-1-py3-none-any.whl", "sheet3", content, "digest")
    assert content in {data for _, data in members(wheel)}
    assert [*found_in(wheel, whole)] == []


def test_a_right_submission_is_right_on_the_pack(alike):
    """With every point."""
    one, other = alike(Submission("right.py", Path("tests/submissions/right.py").read_bytes()))
    assert one == other
    assert '"earned": 100,' in one


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_submissions_are_marked_alike(name, alike):
    """And told the same."""
    source = HOSTILE[name]
    content = source if isinstance(source, bytes) else source.encode()
    one, other = alike(Submission("submission.py", content), "2a")
    assert one == other
