"""An audit finds what a sheet does not find, and what it should not find."""

import io
import json
from dataclasses import replace

import pytest
from click.testing import CliRunner
from rich.console import Console

from grader.audit.audit import audit
from grader.audit.equivalent_mutants import FILE_NAME, Reason, equivalent_mutants
from grader.audit.findings import names
from grader.audit.reports import audit_json, audit_text
from grader.audit.trials import Mistake, Trial
from grader.audit.workbench import Caught
from grader.commands.audit import audit as command
from grader.errors import BadSheet
from grader.sandbox.wire.codec import encode
from grader.sheets.corpus import FILE_NAME as CORPUS
from grader.sheets.corpus import read_corpus, write_corpus


def audited(made):
    """The audit of a toy, in one process."""
    return audit(str(made.folder), jobs=1)


def shown(found):
    """What the terminal would show."""
    console = Console(width=200, file=io.StringIO())
    for part in audit_text(found):
        console.print(part)
    return console.file.getvalue()


@pytest.fixture(scope="module")
def sound(toy):
    """The audit of a toy sheet that holds."""
    return audited(toy())


@pytest.fixture(scope="module")
def weak(toy, question):
    """The audit of one whose refusals nobody looks at, with a right solution called wrong."""
    without = question[: question.index('@points(1, "doubled")')]
    shifting = question[question.index('@points(1, "shifted")') :]
    wheat = "def shifted(x):\n    return float(x + 3)\n"
    return audited(toy(numbers=without + shifting, wheats__floats=wheat))


def test_a_sheet_whose_properties_find_everything_holds(sound):
    """All mistakes and mutants are caught, and the right solution earns all marks."""
    (question,) = sound.questions

    assert sound.holds
    assert len(question.mistakes) == 3
    assert question.judged_mutants == len(question.mutants) > 20
    assert not question.alive
    assert len(question.wheats) == 2
    assert "The sheet holds." in shown(sound)


def test_the_matrix_says_which_property_catches_what(sound):
    """And by how many of its examples."""
    (question,) = json.loads(audit_json(sound))["questions"]

    caught = {entry["name"]: entry["caught"] for entry in question["misconceptions"]}
    assert set(caught["doubled/refuses_nothing"]) == {"1/test_refusal"}
    assert set(caught["doubled/tripled"]) == {"1/test_doubled", "1/test_refusal"}
    assert caught["doubled/unsigned"]["1/test_doubled"]["examples"] > 10


def test_a_property_that_catches_nothing_alone_is_told(sound):
    """Here none is: refusals, signs and shifts are found by one property each."""
    assert sound.questions[0].redundant == []


def test_what_no_property_finds_is_told(weak):
    """A mistake, and mutants of the line that nobody looks at."""
    (question,) = weak.questions

    assert not weak.holds
    assert names(question.uncaught) == ["doubled/refuses_nothing"]
    assert any("LIMIT = 100" in name for name in names(question.alive))
    assert "No property catches these misconceptions" in shown(weak)


def test_a_right_solution_that_loses_marks_is_told(weak):
    """It returns a float where an int is asked for: so it was none, or the property is wrong."""
    (question,) = weak.questions

    assert names(question.false_rejects) == ["floats/shifted"]
    assert names(weak.unlike) == ["floats/shifted"]


def test_a_wrong_model_cannot_hide_behind_its_own_properties(toy, model):
    """The properties were made from it, but independent solutions were not."""
    found = audited(toy(model__answers=model.replace("_times(x, 2)", "_times(x, 2) + (x == 3)")))

    assert not found.holds
    assert names(found.unlike) == ["plain/doubled"]


def test_mutants_that_are_listed_are_not_asked_for(weak):
    """And an entry that is caught after all, or gone, is told."""
    alive = names(weak.questions[0].alive)
    caught = next(t.subject.name for t in weak.questions[0].mutants if t.caught)
    reasons = dict.fromkeys([*alive, caught, "gone"], Reason("because"))

    listed = replace(weak, equivalent=reasons)

    assert not listed.questions[0].alive
    assert listed.stale == [caught, "gone"]
    by_chance = replace(weak, equivalent={caught: Reason("because", by_chance=True)})
    assert not by_chance.stale


def test_a_mistake_that_costs_marks_elsewhere_is_told(sound):
    """On a property of a question that does not ask for its function."""
    trial = Trial(Mistake("1", "halved/x", "halved"), {"1/test_doubled": Caught(1, "", False)})

    found = replace(sound, trials=(*sound.trials, trial))

    assert names(found.strays) == ["halved/x"]
    assert not found.holds


def test_a_property_that_breaks_is_told(sound):
    """An error of its own is nobody's mistake but the sheet's."""
    trial = Trial(Mistake("1", "doubled/x", "doubled"), {"1/test_doubled": Caught(1, "", True)})

    found = replace(sound, trials=(*sound.trials, trial))

    assert names(found.broken) == ["doubled/x"]
    assert not found.holds


def test_an_error_of_a_property_is_told_with_its_kind_and_its_input(toy, question):
    """By the machinery that runs it: one out of Python's own is the student's, not the sheet's."""
    law = '"""It is three more."""\n'
    broken = law + "    if student.shifted(x) != x + 3:\n        raise RuntimeError('lost')\n"
    found = audited(
        toy(
            numbers=question.replace(law, broken),
            wheats__plain="def shifted(x):\n    return x + 4\n",
        )
    )
    told = shown(found)
    assert "A property failed by an error of its own at these:\n" in told
    assert "plain/shifted: 1/test_shifted: RuntimeError: lost, for x=0\n" in told
    assert not found.holds


def test_what_no_mutant_and_no_property_is_about_is_told(toy, model):
    """And files of mistakes that nobody reads."""
    mistakes = (
        "from grader.authoring.misconceive import misconception\n\n\n"
        '@misconception("helper", "it was helped")\ndef helps(right, x):\n    return 0\n'
    )
    plain = model.replace('"shifted"]', '"shifted", "helper"]').replace(
        "return x + 3", "return helper(x)"
    )
    plain += "\n\ndef helper(x):\n    return x + 3\n"
    found = audited(
        toy(
            model__answers=plain,
            misconceptions__numbers=mistakes,
            misconceptions__nombers=mistakes,
        )
    )
    told = shown(found)
    assert "No property calls the function of these misconceptions:\n  1 helper/helps\n" in told
    assert "named like no question's module:\n  misconceptions/nombers.py\n" in told
    written = json.loads(audit_json(found))
    assert written["astray"] == ["misconceptions/nombers.py"]
    assert written["questions"][0]["unreached"] == ["helper/helps"]


def test_a_question_whose_answers_have_nothing_to_change_is_told(toy, question, model):
    """The audit has tried less than its table seems to say."""
    found = audited(
        toy(
            numbers=question[: question.index('@points(1, "shifted")')]
            + '@points(1, "named")\n@given(x=st.just("one"))\ndef test_named(student, x):\n'
            + '    """It is its name."""\n    assert student.named(x) == x\n',
            model__answers=model.replace('"shifted"]', '"named"]')
            + "\n\ndef named(x):\n    return x\n",
            wheats__plain="def named(x):\n    return str(x)\n",
        )
    )
    assert found.questions[0].without_mutants == ["named"]
    assert "No mutant was made of the model answers to these" in shown(found)


def test_an_audit_of_a_sheet_whose_model_does_not_hold_is_one_sentence(toy, model):
    """The corpus holds an example that it does not hold for; each process would tell a page."""
    made = toy()
    file = made.folder / CORPUS
    recorded = read_corpus(file, made.sheet)
    wrong = {**recorded.packed, "1/test_shifted": [encode({"x": "a"})]}
    write_corpus(file, recorded.header, wrong)
    with pytest.raises(BadSheet, match=r"line \d+: 1/test_shifted does not hold of the model"):
        audited(made)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[[equivalent]]\nmutants = ['a']", "entry 1 has no 'reason'"),
        ("[[equivalent]]\nreason = 'r'", "entry 1 has no 'mutants'"),
        ("[[equivalent]]\nreason = ", "cannot be read"),
        (
            "[[mutant]]\nline = 'a'",
            r"there is no 'mutant' in such a list\. Write \[\[equivalent\]\]",
        ),
    ],
)
def test_a_list_that_is_none_is_told(tmp_path, text, told):
    """With its place."""
    (tmp_path / FILE_NAME).write_text(text, "utf-8")

    with pytest.raises(BadSheet, match=told):
        equivalent_mutants(tmp_path)


def test_without_a_list_no_mutant_is_equivalent(tmp_path):
    """It is optional."""
    assert equivalent_mutants(tmp_path) == {}


def test_the_command_says_by_its_exit_status_whether_the_sheet_holds(toy, question):
    """0 where it does, 1 where not."""
    sound = toy()
    weak = toy(numbers=question.replace("-100, 100", "0, 100").replace("(-12, 0)", "(12)"))

    holds = CliRunner().invoke(command, [str(sound.folder), "--jobs", "1", "--json", "-"])
    fails = CliRunner().invoke(command, [str(weak.folder), "--jobs", "2"])

    assert holds.exit_code == 0, holds.output
    assert json.loads(holds.output)["holds"] is True
    assert fails.exit_code == 1, fails.output
    assert "doubled/unsigned" in fails.output
