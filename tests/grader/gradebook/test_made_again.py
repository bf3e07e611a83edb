"""A report that was made again is held against the stored one: its mark, and what explains that."""

import json
from dataclasses import fields

import pytest

from grader.examine.report_json import json_text
from grader.gradebook.made_again import compared
from grader.model import Mark, Message, Outcome, Report, SubmissionId, Verdict


def report():
    """A report with all that a lost property can have."""
    lost = Verdict(
        property="test_doubles",
        function="double",
        points=2,
        outcome=Outcome.WRONG,
        law="Every number is doubled.",
        call="double(1)",
        message="took 3 times as long",
        message_parts=Message("took {n} times as long", n=3),
        calls=9,
    )
    mark = Mark(question="2a", title="Twice", earned=0, open=0, possible=2, verdicts=(lost,))
    text = json_text(
        Report(
            sheet="toy",
            corpus="c0ffee",
            submission=SubmissionId("ada.py", "0" * 64),
            isolation="walled",
            marks=(mark,),
            environment={"numpy": "2.0.0"},
        )
    )
    return json.loads(text)


def held(change):
    """The stored report against one that was changed."""
    stored, made = report(), report()
    change(made)
    return compared(json.dumps(stored), json.dumps(made))


def places(found):
    return [each.place for each in found]


def test_equal_reports_are_identical():
    """Nothing is looked at that could be different."""
    found = compared("no JSON", "no JSON")
    assert found.is_identical
    assert found.is_same_mark


VERDICT = "questions[2a].verdicts[test_doubles]"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("call", "double(0)"),
        ("calls", 12),
        ("message", "took 4 times as long"),
        ("message_parts", {"template": "took {n} times as long", "values": {"n": 4}}),
        ("misconception", "the square was taken"),
        ("shown", [{"call": "double(0)"}]),
        ("line", 7),
    ],
)
def test_what_explains_a_lost_property_is_not_its_mark(name, value):
    """It is looked for within a time, so another run may find something else."""
    found = held(lambda made: made["questions"][0]["verdicts"][0].update({name: value}))
    assert found.is_same_mark
    assert not found.is_identical
    assert all(place.startswith(f"{VERDICT}.{name}") for place in places(found.reasons))
    assert len(found.reasons) == 1


@pytest.mark.parametrize(
    ("name", "value"),
    [("outcome", "passed"), ("points", 3), ("law", "No."), ("something_new", 1)],
)
def test_what_a_property_came_to_is_its_mark(name, value):
    """And so is whatever is not known to explain."""
    found = held(lambda made: made["questions"][0]["verdicts"][0].update({name: value}))
    assert not found.is_same_mark
    assert places(found.marks) == [f"{VERDICT}.{name}"]
    assert found.reasons == ()


@pytest.mark.parametrize("name", ["earned", "open", "possible", "corpus", "sheet", "isolation"])
def test_what_a_report_rests_on_is_the_mark(name):
    """Points, what they were made from, and under which isolation."""
    assert places(held(lambda made: made.update({name: "another"})).marks) == [name]


def test_another_submission_is_another_mark():
    """By its digest."""
    found = held(lambda made: made["submission"].update(sha256="1" * 64))
    assert places(found.marks) == ["submission.sha256"]


def test_a_property_that_is_gone_is_another_mark():
    """It was asked, and is no longer."""
    found = held(lambda made: made["questions"][0]["verdicts"].clear())
    assert f"{VERDICT}.outcome" in places(found.marks)


def test_warnings_explain():
    """They cost nothing."""
    found = held(lambda made: made["warnings"].append({"message": "overflow", "places": 1}))
    assert found.is_same_mark
    assert found.reasons[0].line() == "warnings[0].message: nothing → 'overflow'"


def test_versions_are_listed_apart():
    """Neither the mark nor a reason."""
    found = held(lambda made: made["environment"].update(numpy="3.0.0"))
    assert found.is_same_mark
    assert found.reasons == ()
    assert found.versions[0].line() == "environment.numpy: '2.0.0' → '3.0.0'"


def test_a_report_that_was_not_made_is_another_mark():
    """Where our own machinery failed then, say."""
    assert not compared("", json.dumps(report())).is_same_mark


def test_a_report_that_is_only_written_otherwise_differs_in_nothing():
    """By its spaces: that is not identical, and there is nothing to list."""
    stored = report()
    found = compared(json.dumps(stored), json.dumps(stored, indent=2))
    assert (found.is_identical, found.marks, found.reasons, found.versions) == (False, (), (), ())


def test_a_long_value_is_cut_where_people_read_it():
    """An array of thousands of numbers would hide all the others."""
    found = held(lambda made: made["questions"][0]["verdicts"][0].update(call="9" * 500))
    (difference,) = found.reasons
    assert len(difference.line(100)) < 250
    assert "9" * 500 in difference.line()


def test_every_field_of_a_verdict_either_explains_or_is_the_mark():
    """Who adds one is asked here which of both it is."""
    mark = {"property", "function", "points", "outcome", "law", "bonus"}
    for name in {field.name for field in fields(Verdict)} - {"property"}:
        found = held(lambda made, name=name: made["questions"][0]["verdicts"][0].update({name: 77}))
        assert found.is_same_mark == (name not in mark), name
