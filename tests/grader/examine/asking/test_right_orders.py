"""The order in which a right submission is asked is known before, and is the one that it had."""

from pathlib import Path

from grader.examine.asking.call_order import arranged
from grader.examine.asking.right_orders import right_orders
from grader.examine.check import check
from grader.examine.examiner import Examiner
from grader.examine.known_answers import KnownAnswers
from grader.examine.settings import Settings
from grader.examine.student.calls import Call
from grader.examine.student.replies import request_of
from grader.examine.transcript import read_transcript
from grader.model import Submission
from grader.sheets.corpus import FILE_NAME, read_corpus
from grader.sheets.sheet import load_sheet

RIGHT = Path(__file__).parents[3] / "submissions" / "right.py"
CALLS = [request_of(Call("f", (n,))) for n in range(30)]


class Noting(dict):
    """Orders that are known, and of which calls one was looked for in vain."""

    def __init__(self, known):
        super().__init__(known)
        self.found, self.lacking = [], []

    def get(self, asked, default=None):
        (self.found if asked in self else self.lacking).append(asked)
        return super().get(asked, default)


def test_no_order_need_be_found_out_for_a_right_submission(launched):
    """To find them all out takes as long as to judge the answers."""
    sheet = load_sheet("sheet3")
    corpus = read_corpus(sheet.folder / FILE_NAME, sheet)
    trees, orders = read_transcript(sheet, corpus.digest)
    known, settings = KnownAnswers(trees, Noting(orders)), Settings(search_seconds=0.0)
    examiner = Examiner(sheet, sheet.questions, corpus, known, launched, settings)
    assert check(examiner, Submission("right.py", RIGHT.read_bytes())).is_full
    assert len(known.orders.found) > 2 * len(sheet.questions)
    assert [asked for asked in known.orders.lacking if asked[1]] == []


def test_known_orders_are_those_that_would_be_found_out():
    sheet = load_sheet("sheet3")
    corpus = read_corpus(sheet.folder / FILE_NAME, sheet)
    orders = read_transcript(sheet, corpus.digest).orders
    assert orders
    assert {asked: arranged(*asked) for asked in orders} == dict(orders)


def test_each_call_is_in_one_order_and_comes_when_its_law_wants_it():
    """Of examples that ask two things, the second waits for the first."""
    pairs = [*zip(CALLS[:15], CALLS[15:], strict=True)]
    orders = right_orders("salt", [[([one], b"1"), ([other], b"2")] for one, other in pairs])
    sent = [request for order in orders.values() for request in order]
    assert {*sent} == {*CALLS}
    rounds = [asked for _, asked, _ in orders]
    assert {*rounds[0]} == {*CALLS[:15]}
    for one, other in pairs:
        wanted = next(number for number, asked in enumerate(rounds) if other in asked)
        assert any(one in asked for asked in rounds[:wanted])


def test_the_salt_decides_the_order():
    paths = [[([each], b"1")] for each in CALLS]
    one, other = (next(iter(right_orders(salt, paths).values())) for salt in ("a", "b"))
    assert {*one} == {*other} == {*CALLS}
    assert one != other
