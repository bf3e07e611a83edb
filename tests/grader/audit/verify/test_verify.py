"""Claims go to their checks, and what is found goes into reports."""

import json
import time
from dataclasses import replace

import pytest
from click.testing import CliRunner

from grader.audit.verify.claims import Claim
from grader.audit.verify.reports import verify_json, verify_markdown
from grader.audit.verify.verify import Verified, any_fails, plain, verify_claims
from grader.authoring.verifying import Says, among, fails, holds, holds_only_if
from grader.commands.verify import verify as command
from grader.errors import BadSheet
from grader.sheets.sheet import load_sheet

SHEET = load_sheet()
CLAIM = Claim(
    "d",
    "3d",
    "Four layers see 9x9.",
    "call",
    [9, 81],
    {"function": "stacked_support", "arguments": [4, 3]},
)


def found(claim):
    """What is found out about one claim."""
    (verified,) = verify_claims(SHEET, [claim])
    return verified.finding


def test_a_model_answer_can_be_called():
    """The check that every sheet has."""
    assert found(CLAIM) == holds([9, 81])
    wrong = found(replace(CLAIM, claimed=[9, 80]))
    assert wrong.verdict is Says.FAILS
    assert wrong.witness == "stacked_support(4, 3) gives [9, 81]"


def test_a_part_of_an_answer_can_be_meant():
    """By its place, step by step."""
    given = {**CLAIM.given, "part": [1]}

    assert found(replace(CLAIM, claimed=81, given=given)).verdict is Says.HOLDS
    assert found(replace(CLAIM, claimed=9, given=given)).verdict is Says.FAILS


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"check": "nothing"}, r"a check 'nothing' that there is not. Choose from: call"),
        ({"given": {}}, r"cannot be used like this: missing a required argument: 'function'"),
        ({"given": {"function": "gone", "arguments": []}}, r"AttributeError.* Mend"),
        ({"check": "mean_of_the_average", "given": {}, "claimed": "x + 1"}, r"contains x; use"),
        ({"check": "mean_of_the_average", "given": {}, "claimed": "2 +"}, r"SyntaxError"),
    ],
)
def test_a_claim_that_cannot_be_checked_is_told(changes, told):
    """With its id, and what to mend."""
    with pytest.raises(BadSheet, match=rf"claim 'd'.*{told}"):
        found(replace(CLAIM, **changes))


def test_cases_make_a_condition():
    """Right in all of them, in none, or in those that make the condition."""
    assert among({"here": "", "there": ""}, 1).verdict is Says.HOLDS
    assert among({"here": "no", "there": "no"}, 1) == fails(1, "here: no")
    assert among({"here": "", "there": "no"}, 1) == holds_only_if("here", 1, "there: no")


def test_reports_tell_what_was_found():
    """All of it to programs, and Markdown that no claim can break."""
    claim = replace(CLAIM, claim="a | b\nc")
    verified = [Verified(claim, holds_only_if("x | y", {"a": 1}, "w"))]

    content = json.loads(verify_json("toy", verified))
    assert content["format"] == 1
    assert content["sheet"] == "toy"
    (entry,) = content["claims"]
    assert {key: entry[key] for key in ("id", "question", "verdict", "claimed")} == {
        "id": "d",
        "question": "3d",
        "verdict": "conditional",
        "claimed": [9, 81],
    }
    assert (entry["computed"], entry["witness"], entry["condition"]) == ({"a": 1}, "w", "x | y")

    row = verify_markdown("Toy", verified).splitlines()[-1]
    assert row == ('| **d** a \\| b c | 3d | conditional | x \\| y | {"a": 1} | w |')


def test_only_a_claim_that_fails_makes_the_whole_fail():
    """A condition is worth a note, and no more."""
    assert not any_fails([Verified(CLAIM, holds_only_if("x", 1, "w"))])
    assert any_fails([Verified(CLAIM, holds(1)), Verified(CLAIM, fails(1, "w"))])


def test_what_was_computed_becomes_plain():
    """Whatever a model answer returns."""
    import numpy as np

    value = {"a": (np.int64(3), np.array([1.5])), 4: None}

    assert plain(value) == {"a": [3, [1.5]], "4": None}


@pytest.mark.parametrize("form", ["--json", "--markdown", None])
def test_the_command_checks_the_sheet_in_good_time(form):
    """Five of its printed claims fail, so the exit status is 1; 20 seconds are allowed."""
    start = time.monotonic()
    result = CliRunner().invoke(command, [form, "-"] if form else [])

    assert result.exit_code == 1, result.output
    assert time.monotonic() - start < 20
    if form == "--json":
        verdicts = [claim["verdict"] for claim in json.loads(result.output)["claims"]]
        assert {verdict: verdicts.count(verdict) for verdict in set(verdicts)} == {
            "holds": 18,
            "conditional": 7,
            "fails": 5,
        }
    else:
        assert "2e-magnitude" in result.output
