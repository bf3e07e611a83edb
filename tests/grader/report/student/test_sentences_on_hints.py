"""What is said of hints: which comes next, and nothing of what a stage keeps back."""

from grader.language import ENGLISH
from grader.selftest.notebook import show as notebook
from tests.grader.misbehaviour import right, submission
from tests.grader.report.student.told import BOTH, GERMAN


@BOTH
def test_the_next_stage_of_hints_is_named(shown, hinted):
    """Unless the sheet gives none, or nothing was lost."""
    wrong = submission("return 3 * x")
    assert "--hint 2 tells where" in shown(hinted(wrong, 1), ENGLISH, 1)
    assert "--hint 3 shows" in shown(hinted(wrong, 2), ENGLISH, 2)
    assert "--hint" not in shown(hinted(wrong, 3), ENGLISH, 3)
    assert "no further hints" in shown(hinted(wrong, 2), ENGLISH, 3)
    assert "--hint" not in shown(hinted(right(), 1), ENGLISH, 1)


def test_in_a_notebook_the_next_stage_is_asked_for_as_one_does_there(grade):
    """``check`` takes ``hint=``, and no option of a command."""
    report = grade(submission("return 3 * x"), hint=1)
    for said in (notebook.html(report, ENGLISH, 1), notebook.text(report, GERMAN, 1)):
        assert "hint=2" in said
        assert "hint=3" in said
        assert "--hint" not in said


@BOTH
def test_what_a_hint_keeps_back_is_not_shown(shown, hinted):
    """No label stands without its text."""
    text = shown(hinted(submission("return 3 * x"), 1), ENGLISH, 1)
    assert "Every number is doubled." in text
    assert "np.array" not in text
    labels = [line.split()[0].rstrip(":").lower() for line in text.splitlines() if line.strip()]
    assert not {"call", "returned", "found", "mistake"} & set(labels)
