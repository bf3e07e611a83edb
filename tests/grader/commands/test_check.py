"""``grader check``: words, files and exit statuses."""

import json
from dataclasses import replace

import pytest

from grader.examine import examiner
from tests.grader.misbehaviour import AVERAGE, right, submission


def test_all_marks_exit_with_0(grader, file):
    """And the table says so."""
    result = grader("check", file(right()))
    assert result.exit_code == 0
    assert "9 of 9 points" in result.output
    assert result.output.count("all right") == 2


def test_what_a_file_prints_is_shown_unless_it_is_to_be_quiet(grader, file):
    """Below the marks, and never in the JSON, which is the same for the same submission."""
    source = file(f"print('loaded')\n{right()}".replace("return x * 2", "print(x); return x * 2"))
    told, quiet = grader("check", source), grader("check", source, "--quiet")
    assert "Your file printed, while it was loaded:\n    loaded\n" in told.output
    assert "double printed, on " in told.output
    assert quiet.output == told.output.partition("\nYour file printed")[0] + "\n9 of 9 points\n"
    assert "printed" not in grader("check", source, "--json", "-").output


def test_lost_marks_exit_with_1_and_show_the_mistake(grader, file):
    """The law, a call to paste, what came back, what should have."""
    result = grader("check", file(submission("return 3 * x")))
    assert result.exit_code == 1
    assert "Every number is doubled." in result.output
    assert "double(np.array([1.0]))" in result.output
    assert "is 3, should be 2" in result.output
    assert "5 of 9 points" in result.output


@pytest.mark.parametrize("place", ["grader.examine.check.check", "grader.commands.terminal.show"])
@pytest.mark.parametrize(("lang", "said"), [("en", "no mistake of yours"), ("de", "kein Fehler")])
def test_what_the_grader_itself_fails_on_is_one_sentence(
    grader, file, monkeypatch, place, lang, said
):
    """A traceback ends with status 1, and that says that marks were lost."""

    def fail(*_, **__):
        raise OverflowError("int too large")

    monkeypatch.setattr(place, fail)
    result = grader("check", file(right()), "--lang", lang)
    assert result.exit_code == 2
    assert said in result.output
    assert "OverflowError: int too large (test_check.py, line " in result.output
    assert "Traceback" not in result.output


def test_the_smallest_call_is_found(grader, file):
    """The mistake is at the third place of five only; the search finds the least of it."""
    body = "if not len(x): raise ValueError\ny = 2 * x\nif len(y) > 2: y[2] = 7\nreturn y"
    result = grader("check", file(submission(body)), "--json", "-")
    verdict = json.loads(result.output)["questions"][0]["verdicts"][0]
    assert verdict["call"] == "double(np.array([0.0, 0.0, 0.0]))"


def test_a_shown_call_can_be_pasted(grader, file):
    """It is Python, with np for NumPy."""
    import numpy as np

    result = grader("check", file(submission("return 3 * x")), "--json", "-")
    verdict = json.loads(result.output)["questions"][0]["verdicts"][0]
    assert eval(verdict["call"], {"np": np, "double": lambda x: x.shape}) == (1,)


def test_feedback_law_keeps_the_answer_back(grader, file):
    """What came back is shown, what should have is not."""
    result = grader("check", file(submission("return 3 * x")), "--feedback", "law")
    assert "should be" not in result.output
    assert "element (0,) is" in result.output


def test_what_cannot_be_graded_exits_with_2(grader, tmp_path):
    """One sentence, with something to do, and no traceback."""
    result = grader("check", tmp_path / "nowhere.py")
    assert result.exit_code == 2
    assert "does not exist" in result.stderr
    assert "Traceback" not in result.output + result.stderr


def test_only_looks_at_one_question(grader, file):
    """And marks are out of its points."""
    result = grader("check", file(AVERAGE), "--only", "b")
    assert result.exit_code == 0
    assert "5 of 5 points" in result.output


def test_json_has_the_promised_form(grader, file):
    """Programs rely on it."""
    report = json.loads(grader("check", file(submission("return x")), "--json", "-").output)
    assert list(report) == [
        "format", "sheet", "corpus", "submission", "earned", "open", "possible", "isolation",
        "hint", "environment", "loading", "remarks", "warnings", "written", "questions",
    ]  # fmt: skip
    assert report["format"] == 1
    assert set(report["submission"]) == {"name", "sha256"}
    verdict = report["questions"][0]["verdicts"][0]
    assert {"property", "function", "points", "outcome", "law", "call", "returned", "expected",
            "message", "calls"} <= set(verdict)  # fmt: skip
    assert (report["earned"], report["open"], report["possible"]) == (5, 0, 9)


def test_json_goes_to_a_file_beside_the_table(grader, file, tmp_path):
    """Both are wanted by some."""
    result = grader("check", file(right()), "--json", tmp_path / "report.json")
    assert json.loads((tmp_path / "report.json").read_text())["earned"] == 9
    assert "9 of 9 points" in result.output


def test_json_that_cannot_be_written_is_an_error(grader, file, tmp_path):
    """Rather than a traceback."""
    result = grader("check", file(right()), "--json", tmp_path / "no" / "report.json")
    assert result.exit_code == 2
    assert "cannot write" in result.stderr


@pytest.mark.parametrize("body", ["return 3 * x", "return x.nothing", "return {1}", "pass"])
def test_the_same_submission_gives_the_same_bytes(grader, file, tmp_path, body):
    """Twice, and in another folder."""
    (tmp_path / "elsewhere").mkdir()
    here, there = file(submission(body)), file(submission(body), "elsewhere/submission.py")
    first, second, third = (grader("check", f, "--json", "-").output for f in (here, here, there))
    assert first == second == third


@pytest.fixture
def _at_leisure(monkeypatch):
    """Reasons are looked for as long as it takes, on a busy machine, too."""
    prepared = examiner.open_examiner

    def prepare(*words):
        ready = prepared(*words)
        limits = replace(ready.settings.limits, advice_seconds=120.0)
        return replace(ready, settings=replace(ready.settings, limits=limits))

    monkeypatch.setattr(examiner, "open_examiner", prepare)


@pytest.mark.usefixtures("_at_leisure")
def test_hints_are_shown_as_far_as_asked_for(grader, file):
    """On the screen and as JSON."""
    wrong = file(submission("return 3 * x"))
    first = grader("check", wrong, "--hint", "1").output
    assert "Every number is doubled." in first
    assert "np.array" not in first
    assert "--hint 2 tells where" in first
    assert "goes wrong" in grader("check", wrong, "--hint", "2").output
    verdict = json.loads(grader("check", wrong, "--hint", "1", "--json", "-").output)
    verdict = verdict["questions"][0]["verdicts"][0]
    assert [verdict[field] for field in ("call", "returned", "expected", "message")] == [""] * 4


def test_a_sheets_cap_holds_whatever_is_asked_for(grader, file, toy_with):
    """Without the option, and with the largest."""
    toy_with("HINTS = 1")
    wrong = file(submission("return 3 * x"))
    for words in ([], ["--hint", "3"], ["--feedback", "full"], ["--json", "-"]):
        output = grader("check", wrong, *words).output
        assert "np.array" not in output
        assert "should be" not in output
    assert "no further hints" in grader("check", wrong).output


def test_german_is_shown_and_json_stays_english(grader, file, monkeypatch):
    """By the option, and by the environment."""
    wrong = file(submission("return 3 * x"))
    assert "Aufgabe" in grader("check", wrong, "--lang", "de").output
    assert "richtig wäre" in grader("check", wrong, "--lang", "de", "--plain").output
    monkeypatch.setenv("LANGUAGE", "de")
    assert "5 von 9 Punkten" in grader("check", wrong).output
    assert "should be" in grader("check", wrong, "--json", "-").output


def test_what_comes_of_new_examples_is_no_mark(grader, file):
    """Below the marks; for a program, the report says what it rests on."""
    told = grader("check", file(right()), "--fresh", "9")
    assert told.exit_code == 0
    assert told.output.endswith("for this check alone: these are no marks.\n")
    report = json.loads(grader("check", file(right()), "--fresh", "9", "--json", "-").output)
    assert report["corpus"].startswith("drawn afresh from ")
