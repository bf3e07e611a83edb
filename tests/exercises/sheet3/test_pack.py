"""Sheet 3 in a private pack: the same marks and words, and no answer in it."""

from pathlib import Path

import pytest

from grader.examine.answer_tree import KnownAnswers
from grader.examine.check import check
from grader.examine.examiner import Examiner
from grader.examine.packing.build import build_pack
from grader.examine.packing.wheel import wheel_bytes
from grader.examine.report_json import json_text
from grader.examine.settings import Settings
from grader.model import Submission
from grader.sandbox.processes.launch import launcher
from grader.sheets.corpus import FILE_NAME, corpus_content, read_corpus, store_corpus
from grader.sheets.derived.bundle import planted_submission
from grader.sheets.misconceptions import misconceptions
from grader.sheets.private_corpus import named_examples
from grader.sheets.sheet import load_sheet
from tests.grader.examine.packing.secret_search import found_in, members

pytestmark = pytest.mark.slow

AT_EITHER_END = 1  # examples of each law
# What draws without the generator, or is judged by the time it takes, is never the same twice.
NEVER_THE_SAME = {"draws_without_the_generator"}
EVERY = 127  # of the known mistakes
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
def corpus(whole, tmp_path_factory):
    """Few of the frozen examples, as a corpus of their own."""
    public = read_corpus(whole.folder / FILE_NAME, whole)
    few = {k: [*v[:AT_EITHER_END], *v[-AT_EITHER_END:]] for k, v in public.packed.items()}
    file = tmp_path_factory.mktemp("few") / "private.bin"
    store_corpus(file, corpus_content(public.header, few))
    return named_examples(file, whole)


@pytest.fixture(scope="module")
def content(whole, corpus):
    """The bytes of a pack with these examples."""
    return build_pack(whole, corpus).content


@pytest.fixture(scope="module")
def pack(content, tmp_path_factory):
    file = tmp_path_factory.mktemp("pack") / "sheet3-official.zip"
    file.write_bytes(content)
    return load_sheet(str(file))


@pytest.fixture(scope="module")
def alike(whole, pack, corpus):
    """Whether a submission gets the same report on both, of all questions or of one."""
    with launcher(whole.settings.packages) as launched:

        def told(sheet, submission, question):
            asked = tuple(q for q in sheet.questions if question in (None, q.id))
            examples = read_corpus(sheet.folder / FILE_NAME, sheet) if sheet.pack else corpus.corpus
            settings = Settings(tier="limits", limits=sheet.settings.limits, search_seconds=0.0)
            examiner = Examiner(sheet, asked, examples, KnownAnswers(), launched, settings)
            return json_text(check(examiner, submission))

        yield lambda submission, question=None: (
            told(whole, submission, question),
            told(pack, submission, question),
        )


def test_no_statement_of_an_answer_is_in_the_pack_or_its_wheel(whole, content):
    """Of 790 that the model, the mistakes and the right solutions are made of."""
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


def test_known_mistakes_are_named_alike(whole, alike):
    """Some of each question's, in the words that the whole sheet has for them."""
    bank = [(q, m) for q in whole.questions for m in misconceptions(whole, q)]
    named = 0
    for question, mistake in bank[::EVERY]:
        if mistake.wrong.__name__ not in NEVER_THE_SAME:
            one, other = alike(planted_submission(whole, mistake), question.id)
            assert one == other, mistake.name
            named += mistake.sentence in one
    assert named > len(bank) / EVERY / 2
