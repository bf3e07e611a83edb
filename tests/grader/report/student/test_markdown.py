"""One student's feedback as Markdown."""

from dataclasses import replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from grader.model import Outcome
from grader.report.student.feedback import feedback, report_of
from grader.report.student.markdown import escaped, feedback_markdown, fenced
from grader.text import clean
from tests.grader.report.hostile import classes, texts
from tests.grader.report.sample_class import sample_class, sample_report

PARSER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
PLAIN = {"paragraph_open", "paragraph_close", "inline"}
FOREIGN = {"html_block", "html_inline", "link_open", "image", "code_inline", "em_open", "s_open"}


def inner(tokens):
    for token in tokens:
        yield token
        yield from inner(token.children or [])


def test_it_holds_the_marks_and_what_is_wrong():
    """For the person whose it is."""
    results = sample_class(13)
    row = results.rows[12]
    text = feedback_markdown(row, results, sample_report(row))

    assert text.startswith("# Sheet 3: convolutional networks and filters\n\n**Ines Kaya**")
    assert f"**{row.earned} of 100 points**" in text
    assert "| 1a | Pooling | 5/7 |" in text
    assert "### average\\_pool2d · raised, 1 point lost" in text
    assert "```python\naverage_pool2d(" in text
    assert "(line 17)" in text
    assert "Warning in softmax, line 14: overflow in exp" in text


def with_first(change):
    """The feedback of somebody whose first question is another one."""
    results = sample_class(1)
    (row,) = results.rows
    report = sample_report(row)
    first, *others = report.marks
    return feedback_markdown(row, results, replace(report, marks=(change(first), *others)))


def test_a_question_that_a_person_marks_has_no_heading():
    """There is nothing to tell below it; its points are in the table."""
    text = with_first(lambda mark: replace(mark, earned=0, possible=0, verdicts=()))
    assert "## 1a" not in text
    assert "| 1a | Pooling |" in text


def test_a_question_whose_functions_are_missing_has_no_heading():
    """They are named above, all at once."""

    def without(mark):
        gone = (replace(each, outcome=Outcome.MISSING) for each in mark.verdicts)
        return replace(mark, earned=0, verdicts=tuple(gone))

    text = with_first(without)
    assert "## 1a" not in text
    assert "There is no function called: max\\_pool2d" in text


def test_it_holds_nothing_about_anyone_else():
    """No name, id, folder or digest of another one."""
    results = sample_class(40)
    row = results.rows[12]
    text = feedback_markdown(row, results, sample_report(row))

    for other in results.rows:
        if other is not row:
            assert other.folder not in text
            assert other.id not in text
            assert other.sha256 == "" or other.sha256 not in text
            assert other.name == row.name or other.name not in text


def test_what_the_teacher_should_know_stays_with_the_teacher():
    """A note may name the others of a group."""
    results = sample_class(3)
    row = replace(results.rows[0], notes=("handed in with Zoe Zahn",))

    assert "Zoe" not in feedback_markdown(row, results, sample_report(row))


def test_marks_of_a_person_are_in_it_and_what_is_still_to_be_marked():
    """Apart from the automatic ones."""
    results = sample_class(4)
    marked, unmarked = results.rows[0], results.rows[1]
    text = feedback_markdown(marked, results, sample_report(marked))

    assert marked.rubric[0].comment == ""
    assert f"- {marked.rubric[0].question}: 2 of 2 points." in text
    assert "1.5 of 2 points. says what, but not why" in text
    text = feedback_markdown(unmarked, results, sample_report(unmarked))
    assert f"- {unmarked.written[0]}: still to be marked by a person." in text


def test_who_could_not_be_graded_is_told_why():
    """And has no table of points."""
    results = sample_class(8)
    text = feedback_markdown(results.rows[7], results, None)

    assert "There are no marks: no .py or .ipynb file in it." in text
    assert "|" not in text


@given(text=texts)
def test_a_text_is_shown_as_it_is(text):
    """One paragraph of plain text, whatever markup it tries to be."""
    tokens = PARSER.parse(f"Found: {escaped(text)}")
    shown = "".join(t.content for t in inner(tokens) if t.type in ("text", "text_special"))

    assert {token.type for token in tokens} == PLAIN
    assert shown == f"Found: {' '.join(clean(text, 2_000).split())}".rstrip()


@given(text=texts)
@example("1. one")
@example("12) twelve")
@example("a\n- item")
@example("# h")
@example("> q")
@example("~~~")
def test_a_text_may_begin_a_line(text):
    """It becomes no list, no heading, no quotation and no fence."""
    assert {token.type for token in PARSER.parse(escaped(text))} <= PLAIN


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("http://example.org", "http\\://example.org"),
        ("a :smile: b", "a \\:smile: b"),
        ("@someone", "'\\@someone"),
        ("Line 3: x", "Line 3: x"),
    ],
)
def test_what_some_readers_of_markdown_would_make_of_it(text, shown):
    """GitHub makes links, pictures and people of plain text; a colon in a sentence is one."""
    assert escaped(text) == shown


@given(code=st.text(st.sampled_from("`~\n a<")) | texts)
def test_a_fence_is_not_broken(code):
    """All of the code is in one fence, and what follows is after it."""
    code = clean(code, 4_000, lines=True)
    tokens = PARSER.parse(f"{fenced(code)}\n\nafter")

    assert [token.type for token in tokens[:2]] == ["fence", "paragraph_open"]
    assert tokens[0].content == f"{code}\n"
    assert tokens[2].content == "after"


@given(results=classes())
def test_whatever_a_student_writes_is_no_markup(results):
    """No HTML, no link, no picture, and as many headings as there are without it."""
    for row in results.rows:
        report = report_of(row, results)
        tokens = list(inner(PARSER.parse(feedback_markdown(row, results, report))))
        headings = [t for t in tokens if t.type == "heading_open" and t.tag != "h3"]
        told = [m for m in report.marks if list(feedback(m))] if report else []

        assert not FOREIGN & {token.type for token in tokens}
        assert len(headings) == 2 + len(told)
