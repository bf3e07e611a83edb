"""How often a function was asked, and hashes, in words that a student can know."""

import pytest

from grader.examine.feedback.sides import Unequal
from grader.language import words

COUNT = "counted(student.bisect, f, 0)[1].calls"


def sentence(kind, sides, texts=("asked.calls", "n + 1"), counted="f"):
    """What a student is told of a comparison that failed."""
    return str(Unequal(kind, sides, texts, (), counted).beside(None).sentence(show_wanted=True))


@pytest.mark.parametrize(
    ("kind", "bound", "wanted"),
    [
        ("LtE", 6.58, "at most 6 times"),
        ("LtE", 6, "at most 6 times"),
        ("Lt", 7, "at most 6 times"),
        ("Lt", 2, "at most once"),
        ("Eq", 5, "5 times"),
        ("GtE", 11.5, "at least 12 times"),
        ("Gt", 11, "at least 12 times"),
    ],
)
def test_a_count_is_told_with_the_function_that_was_asked(kind, bound, wanted):
    """In whole numbers, and not by a name of the property's."""
    assert sentence(kind, (11, bound)) == f"asked f 11 times, should be {wanted}"
    said = sentence(kind, (11, bound), (COUNT, "6"))
    assert said == f"asked f 11 times, should be {wanted}"


def test_once_and_never_are_words():
    """As a person says it."""
    assert sentence("GtE", (1, 2)) == "asked f once, should be at least 2 times"
    assert sentence("GtE", (0, 1)) == "asked f never, should be at least once"


@pytest.mark.parametrize(
    ("kind", "bound", "texts", "counted"),
    [
        ("LtE", 6, ("asked.calls + 1", "6"), "f"),  # a number that was made of it
        ("LtE", 6, ("asked.calls", "6"), ""),  # of something else that is called so
        ("Eq", 5.5, ("asked.calls", "5.5"), "f"),
        ("LtE", 0.5, ("asked.calls", "0.5"), "f"),
        ("NotEq", 11, ("asked.calls", "11"), "f"),
    ],
)
def test_what_is_no_count_is_told_as_it_is_written(kind, bound, texts, counted):
    """Nothing is claimed that may not be true."""
    assert sentence(kind, (11, bound), texts, counted).startswith(f"`{texts[0]}` is 11")


def test_the_sentence_is_german_for_who_reads_german():
    """The number of times, too."""
    failure = Unequal("LtE", (11, 6.58), ("asked.calls", "m"), (), "f").beside(None)
    said = words("de").translated(failure.sentence(show_wanted=True))
    assert said == "hat f 11 Mal aufgerufen, richtig wäre höchstens 6 Mal"


def test_of_hashes_only_is_told_that_they_differ():
    """Their numbers say nothing; of anything else they do."""
    texts = ("hash(p)", "hash(q)")
    assert sentence("Eq", (1, 2), texts) == "`hash(p)` is not `hash(q)`"
    assert sentence("NotEq", (1, 1), texts) == "`hash(p)` is 1, should be another value than 1"
