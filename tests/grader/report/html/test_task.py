"""A lost law leads to what was asked, and to what to revise."""

from dataclasses import replace

from markupsafe import escape

from grader.language import words
from grader.report.html.class_report import class_html
from grader.report.html.task import chosen_ideas, task_text
from tests.grader.report.sample_class import sample_class

RESULTS = sample_class(20)


def test_every_lost_law_links_to_its_question():
    """Where the text stands and what to revise, as the sheet has them."""
    text = "".join(class_html(RESULTS, None))
    for place, heading in enumerate(RESULTS.questions, start=1):
        assert text.count(f'href="#task-{place}"') >= len(heading.properties)
        for _, ideas in heading.ideas[:1]:
            assert all(str(escape(idea)) in text for idea in ideas)


def test_without_a_text_it_is_said_where_to_read_it():
    """A class that was graded before the text was kept is shown all the same."""
    questions = tuple(replace(each, text="", ideas=()) for each in RESULTS.questions)
    text = "".join(class_html(replace(RESULTS, questions=questions), None))
    assert text.count("<code>grader explain ") == len(questions)


def test_a_questions_text_is_as_wide_as_the_page_and_its_code_is_marked():
    """Lines that were only wrapped are joined; paragraphs, items and blocks of code stay."""
    text = "One\nline.\n\n- ``f(<x>)``: an\n  item\n- ``g``\n\n    code\n"
    assert task_text(text) == (
        "One line.\n\n- <code>f(&lt;x&gt;)</code>: an item\n- <code>g</code>\n\n    code"
    )


def test_ideas_are_in_the_readers_language_or_in_english():
    """A sheet need not have all."""
    heading = replace(RESULTS.questions[0], ideas=(("en", ("idea",)), ("de", ("Gedanke",))))
    assert chosen_ideas(heading, words("de")) == ("Gedanke",)
    assert chosen_ideas(replace(heading, ideas=heading.ideas[:1]), words("de")) == ("idea",)
    assert chosen_ideas(replace(heading, ideas=()), words("de")) == ()
