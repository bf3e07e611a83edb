"""The doctor notices when a layer is missing; else its table would be decoration."""

import contextlib
import json

import pytest
from click.testing import CliRunner

from grader.audit.doctor.diagnose import diagnose
from grader.audit.doctor.findings import Diagnosis, ProbeResult, is_demanded
from grader.audit.doctor.recommend import advice
from grader.commands.doctor import doctor
from grader.sandbox.isolation.layers import working_folder
from grader.sandbox.isolation.tiers import OWNED, SEALED, STEM, TIERS
from grader.sandbox.processes.availability import best_tier, works
from grader.sandbox.processes.launch import launcher

# Every third layer once in the weakest tier that has it; at leisure all, and in the sweep in the
# strongest as well.
WEAKEST = {layer: tier for tier in ("walled", "sealed", "owned", "limits") for layer in TIERS[tier]}
REMOVALS = [
    pytest.param(
        *(tier, layer.__name__),
        marks=[pytest.mark.sweep] if tier != weakest else [pytest.mark.slow] if place % 3 else [],
    )
    for place, (layer, weakest) in enumerate(WEAKEST.items())
    for tier in dict.fromkeys((weakest, "walled"))
    if layer in TIERS[tier] and layer is not working_folder  # which keeps nothing from anybody
]


@pytest.fixture
def trial(template, weakened, python_for):
    """Diagnose a weakened tier; the best one of this machine is asked of the common template."""

    def diagnosed(tier, change):
        launched = weakened(change, python_for(tier)) if change else launcher()
        launchers = iter([contextlib.nullcontext(template), launched])
        return diagnose(tier, lambda: next(launchers))

    return diagnosed


@pytest.mark.parametrize(
    "tier",
    ["walled", *(pytest.param(t, marks=pytest.mark.slow) for t in ("sealed", "owned", "limits"))],
)
def test_an_intact_fence_keeps_what_it_promises(template_for, trial, tier):
    """On this very machine, whatever it is."""
    if not works(template_for(tier), tier):
        pytest.skip(f"this machine does not offer {tier!r}; see 'grader doctor'")
    diagnosis = trial(tier, "pass" if tier == OWNED else "")
    assert [finding for finding in diagnosis.findings if not finding.as_promised] == []
    assert diagnosis.holds
    assert len(diagnosis.findings) > 40


@pytest.mark.parametrize(("tier", "layer"), REMOVALS)
def test_a_missing_layer_is_noticed(template_for, trial, tier, layer):
    """Every layer is there for something that the doctor tries."""
    if not works(template_for(tier), tier):
        pytest.skip(f"this machine does not offer {tier!r}; see 'grader doctor'")
    change = f"TIERS[{tier!r}] = tuple(l for l in TIERS[{tier!r}] if l.__name__ != {layer!r})"
    assert not trial(tier, change).holds


@pytest.mark.parametrize("layer", [layer.__name__ for layer in STEM if layer not in SEALED])
def test_what_is_missing_around_all_children_is_noticed(template, trial, layer):
    """A world that was never built is no more than the host's."""
    if not works(template, "walled"):
        pytest.skip("this machine does not offer 'walled'; see 'grader doctor'")
    part = f"tuple(part for part in stem.STEM if part.__name__ != {layer!r})"
    change = f"from grader.sandbox.processes import walled_template as stem; stem.STEM = {part}"
    assert not trial("walled", change).holds


def test_a_process_that_lacks_nothing_is_not_blamed(trial):
    """The way in which layers are taken out here is not what is noticed."""
    assert trial("limits", "pass").holds


@pytest.mark.slow
def test_without_a_wish_the_best_that_holds_is_shown(template):
    """And what would raise it, where it is not the best there is."""
    diagnosis = diagnose()
    assert diagnosis.tier == diagnosis.best == best_tier(template)
    assert bool(diagnosis.advice) == (diagnosis.best != "walled")


def test_a_tier_that_cannot_be_had_falls_short(trial):
    """No process, no promise: the exit status must say so."""
    broken = "exec('def fail(fence): raise OSError()'); TIERS['sealed'] = (fail,)"
    diagnosis = trial("sealed", broken)
    assert not diagnosis.holds
    assert diagnosis.guarantee.endswith("isolation 'sealed' could not be put in force.")
    assert "grader doctor" not in diagnosis.guarantee  # which is what says so


def test_an_interpreter_that_others_may_not_start_is_told(monkeypatch, tmp_path):
    """'owned' fails by it on many machines, where root's Python lies in root's home."""
    closed = tmp_path / "home"
    closed.mkdir(mode=0o700)
    (closed / "python").touch()
    monkeypatch.setattr("grader.audit.doctor.recommend.may_change_users", lambda: True)
    monkeypatch.setattr("sys.executable", str(closed / "python"))
    assert any(f"may not enter {closed}," in each for each in advice("walled", OWNED))
    monkeypatch.setattr("grader.audit.doctor.recommend.may_change_users", lambda: False)
    (only,) = advice("walled", OWNED)
    assert "for root" in only


def test_a_promise_is_asked_of_stronger_tiers_only():
    """Under limits a file can be read, and nobody says otherwise."""
    assert is_demanded("sealed", "owned")
    assert not is_demanded("owned", "sealed")
    assert is_demanded("walled", "sealed")
    assert is_demanded("sealed", "sealed")
    assert not is_demanded("limits", "sealed")


def test_one_broken_promise_is_enough():
    """The guarantee is withdrawn as a whole."""
    kept = ProbeResult("a", "limits", "refused", as_promised=True)
    broken = ProbeResult("b", "sealed", "got through", as_promised=False)
    assert Diagnosis("sealed", "sealed", (kept,)).holds
    diagnosis = Diagnosis("sealed", "sealed", (kept, broken))
    assert not diagnosis.holds
    assert "1 of the probes" in diagnosis.guarantee


@pytest.mark.slow
def test_the_command_prints_what_was_found(tmp_path, monkeypatch):
    """As a table for people and as JSON for programs, with the exit status of the verdict."""
    monkeypatch.chdir(tmp_path)  # where no sheet is named
    table = CliRunner().invoke(doctor, ["--isolation", "limits"])
    assert table.exit_code == 0
    assert "accidents, not against malice" in table.output
    plain = CliRunner().invoke(doctor, ["--isolation", "limits", "--json", "-"])
    report = json.loads(plain.output)
    assert report["tier"] == "limits"
    assert report["holds"] is True
    assert {"what", "since", "found", "as_promised"} == set(report["findings"][0])


def test_the_command_fails_where_the_isolation_does(monkeypatch, weakened, template, tmp_path):
    """A script that asks for more than there is must stop."""
    monkeypatch.chdir(tmp_path)  # where no sheet is named
    from grader.audit.doctor import diagnose as module

    weak = weakened("TIERS['sealed'] = TIERS['limits']")
    launchers = iter([contextlib.nullcontext(template), weak])
    monkeypatch.setattr(module.diagnose, "__defaults__", (None, lambda: next(launchers)))
    result = CliRunner().invoke(doctor, ["--isolation", "sealed"])
    assert result.exit_code == 1
    assert "does not keep what it promises" in result.output
