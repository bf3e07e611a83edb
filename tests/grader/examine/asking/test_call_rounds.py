"""In which round a call comes tells no answers either."""

from grader.examine.asking.call_order import arranged, arranged_for_many
from grader.examine.asking.call_rounds import CallRounds
from grader.examine.student.calls import Call
from grader.examine.student.replies import request_of

VALUES = [request_of(Call("f", (n,))) for n in range(40)]
REFUSED = [request_of(Call("f", (n, "other"))) for n in range(30)]
SHARED = request_of(Call("f", (0, "zero")))


def test_what_comes_late_is_not_only_what_is_to_be_refused():
    """A law of refusals asks first what is not refused, and all others wait for no answer."""
    rounds = CallRounds("")
    steps = [*([each] for each in VALUES), *([SHARED] for _ in REFUSED)]
    first = rounds.next_round([*VALUES, SHARED], steps)
    left = [each for each in VALUES if each not in first]
    assert len(left) == 20
    later = rounds.next_round([*left, *REFUSED], [[each] for each in (*left, *REFUSED)])
    assert {*later} >= {*REFUSED}
    assert len({*later} & {*VALUES}) == 10
    last = rounds.next_round([each for each in left if each not in later], [])
    assert {*first, *later, *last} == {*VALUES, SHARED, *REFUSED}


def test_what_many_wait_for_comes_first():
    """All that they ask afterwards would come when nothing else is left."""
    steps = [*([each] for each in VALUES), *([SHARED] for _ in REFUSED)]
    for salt in map(str, range(10)):
        assert SHARED in CallRounds(salt).next_round([*VALUES, SHARED], steps)


def test_what_is_wanted_no_more_is_not_sent():
    """An example run that failed takes all larger ones with it."""
    rounds = CallRounds("")
    first = rounds.next_round(VALUES, [[each] for each in VALUES])
    left = [each for each in VALUES if each not in first]
    assert {*rounds.next_round(left[:3], [[each] for each in left[:3]])} == {*left[:3]}


def test_what_is_kept_back_is_alike():
    """So that like follows like, in the first round and in later ones."""
    first = CallRounds("").next_round(VALUES, [[each] for each in VALUES])
    assert [*first] == [*arranged("", tuple(VALUES))][:20]


def test_all_is_sent_though_something_else_is_wanted_and_cannot_be_sent():
    """A function that is put off is wanted in each round."""
    rounds, put_off = CallRounds(""), request_of(Call("slow", (1,)))
    left = {*VALUES}
    for _ in range(8):
        steps = [[each] for each in (*left, put_off)]
        left -= {*rounds.next_round([*left, put_off], steps)}
    assert not left


def test_what_one_submission_alone_was_asked_is_not_kept():
    """It may hold its answers, and hundreds of them would stay in memory."""

    def kept_by(value):
        before = arranged_for_many.cache_info().misses
        rounds, own = CallRounds("kept"), request_of(Call("f", (value, "from an answer")))
        for wanted in (VALUES, [own]):
            rounds.next_round(wanted, [[each] for each in wanted])
        return arranged_for_many.cache_info().misses - before

    assert [kept_by(1), kept_by(2), kept_by(3)] == [1, 0, 0]
    assert [kept_by(3), kept_by(3)] == [1, 0]
