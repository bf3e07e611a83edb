"""A report and the text that it is stored as say the same."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.examine.report_json import NotAReport, json_text, report_from
from grader.language import Message
from grader.language import words as language
from grader.model import (
    CodeWarning,
    LoadFailure,
    Mark,
    Outcome,
    Report,
    ShownCall,
    SubmissionId,
    Verdict,
)
from grader.report.student.sentences import message_text, remarks

words = st.text(max_size=12)
counts = st.integers(0, 1000)
messages = st.recursive(
    st.builds(Message, words),
    lambda inner: st.builds(
        lambda template, values: Message(template, **values),
        words,
        st.dictionaries(st.sampled_from("abc"), words | counts | inner, max_size=2),
    ),
    max_leaves=3,
)
maybe = st.none() | messages
verdicts = st.builds(
    Verdict,
    property=words,
    function=words,
    points=counts,
    outcome=st.sampled_from(Outcome),
    law=words,
    call=words,
    returned=words,
    expected=words,
    message=words,
    line=counts,
    cell=counts,
    calls=counts,
    misconception=words,
    message_parts=maybe,
    misconception_parts=maybe,
)
marks = st.builds(
    Mark,
    question=words,
    title=words,
    earned=counts,
    open=counts,
    possible=counts,
    verdicts=st.lists(verdicts, max_size=3).map(tuple),
)


def several(strategy):
    return st.lists(strategy, max_size=3).map(tuple)


reports = st.builds(
    Report,
    sheet=words,
    corpus=words,
    submission=st.builds(SubmissionId, words, words),
    isolation=words,
    marks=several(marks),
    loading=several(st.builds(LoadFailure, counts, words, counts, maybe)),
    written=several(st.tuples(words, words)),
    remarks=several(words),
    remark_parts=several(messages),
    hint=st.integers(1, 3),
    warnings=several(
        st.builds(
            CodeWarning,
            message=words,
            places=counts,
            function=words,
            line=counts,
            cell=counts,
            call=words,
            calls=counts,
        )
    ),
    environment=st.dictionaries(words, words, max_size=3),
)


@given(report=reports)
def test_a_report_comes_back_from_its_text(report):
    """Everything in it, and so the text of what came back is the same again."""
    text = json_text(report)
    assert report_from(text) == report
    assert json_text(report_from(text)) == text


def test_an_old_report_has_no_parts_and_is_shown_in_english():
    """Gradebooks hold what was stored before; without parts nothing was added to the text."""
    failure = LoadFailure(3, "NameError: x")
    verdict = Verdict(property="p", function="f", points=1, outcome=Outcome.WRONG, message="is 3")
    mark = Mark(question="a", title="", earned=0, open=0, possible=1, verdicts=(verdict,))
    report = Report(
        sheet="",
        corpus="",
        submission=SubmissionId("", ""),
        isolation="",
        marks=(mark,),
        loading=(failure,),
        remarks=("a remark",),
    )
    text = json_text(report)
    assert "parts" not in text
    back, german = report_from(text), language("de")
    assert message_text(back.marks[0].verdicts[0], german) == "is 3"
    assert message_text(back.loading[0], german) == "NameError: x"
    assert remarks(back, german) == ("A remark",)


@pytest.mark.parametrize(
    "text",
    ["", "[]", "{}", '{"format": 1}', "null", json.dumps({"format": 99, "sheet": "s"})],
)
def test_another_text_is_refused(text):
    """By one error, whatever is wrong with it."""
    with pytest.raises(NotAReport):
        report_from(text)


def test_an_unknown_outcome_is_refused():
    """A text that a newer grader wrote is not half understood."""
    verdict = Verdict(property="p", function="f", points=1, outcome=Outcome.WRONG)
    mark = Mark(question="a", title="", earned=0, open=0, possible=1, verdicts=(verdict,))
    report = Report(
        sheet="", corpus="", submission=SubmissionId("", ""), isolation="", marks=(mark,)
    )
    with pytest.raises(NotAReport, match="brilliant"):
        report_from(json_text(report).replace('"wrong"', '"brilliant"'))


def test_shown_calls_come_back_and_an_old_report_has_none():
    """Each with what it led to, and the words for other languages."""
    fault = Message("raised {kind}", kind="KeyError")
    shown = (
        ShownCall(call="f(1)", returned="2", wrong=True),
        ShownCall(call="f(2)", fault="raised KeyError", fault_parts=fault),
    )
    lost = Verdict(
        property="p", function="f", points=1, outcome=Outcome.WRONG, shown=shown, further=3
    )
    mark = Mark(question="a", title="A", earned=0, open=0, possible=1, verdicts=(lost,))
    report = Report(
        sheet="s",
        corpus="",
        submission=SubmissionId("f.py", "0" * 64),
        isolation="limits",
        marks=(mark,),
    )
    text = json_text(report)
    assert report_from(text) == report
    old = json.loads(text)
    for name in ("shown", "further"):
        del old["questions"][0]["verdicts"][0][name]
    (found,) = report_from(json.dumps(old)).marks[0].verdicts
    assert (found.shown, found.further) == ((), 0)


@pytest.mark.parametrize("text", ["=1+1", "'=1+1", "''@SUM(1)", "-1.5", "'x'", "+1+cmd", "-inf"])
def test_a_value_of_a_message_is_no_formula_and_comes_back(text):
    """Whoever puts the fields of a report into a spreadsheet has nothing computed there."""
    said = Message("raised {kind}: {text}", kind="E", text=Message("{inner}", inner=text))
    report = Report(
        sheet="s",
        corpus="",
        submission=SubmissionId("f.py", "0" * 64),
        isolation="limits",
        marks=(),
        remark_parts=(said,),
    )
    written = json_text(report)
    stored = json.loads(written)["remark_parts"][0]["values"]["text"]["values"]["inner"]
    assert stored == text if text in ("-1.5", "-inf", "'x'") else stored == f"'{text}"
    assert report_from(written) == report
