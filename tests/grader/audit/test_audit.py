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


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[[equivalent]]\nmutants = ['a']", "entry 1 has no 'reason'"),
        ("[[equivalent]]\nreason = 'r'", "entry 1 has no 'mutants'"),
        ("[[equivalent]]\nreason = ", "cannot be read"),
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
