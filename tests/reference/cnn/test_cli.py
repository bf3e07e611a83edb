"""The command line: what it prints, what it writes, and how it refuses."""

import re
import subprocess
import sys

import click
import numpy as np
import pytest
from click.testing import CliRunner

from reference.cnn import cli
from reference.cnn.checkpoint import load
from reference.cnn.cli import main
from reference.cnn.digits import sample

PNG = b"\x89PNG"
PICTURES = ("plot", "errors", "filters")


@pytest.fixture(autouse=True, scope="module")
def few_digits():
    """Real digits, but not so many."""
    train, held_out = sample()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(cli, "digits_in", lambda _: (train[:128], held_out[:32]))
        yield


def run(*words):
    return CliRunner().invoke(main, [str(word) for word in words])


@pytest.fixture(scope="module")
def trained(few_digits, tmp_path_factory):
    """The folder of a network after two epochs, with three pictures, and what was printed."""
    folder = tmp_path_factory.mktemp("trained")
    pictures = [w for name in PICTURES for w in (f"--{name}", folder / f"{name}.png")]
    words = ("--epochs", 2, "--batch", 16, "--out", folder / "run.npz")
    return folder, run("train", *words, *pictures)


@pytest.mark.slow
def test_training_reports_every_epoch_and_writes_what_was_asked_for(trained):
    """A line each, a checkpoint, and three pictures."""
    folder, done = trained
    assert done.exit_code == 0, done.output
    assert "epoch 1/2  loss" in done.output
    assert "epoch 2/2  loss" in done.output
    assert len(load(folder / "run.npz").results) == 2
    assert all((folder / f"{name}.png").read_bytes().startswith(PNG) for name in PICTURES)


def test_a_saved_network_is_evaluated_drawn_and_halved(trained, tmp_path):
    """The other commands that take a file."""
    out = trained[0] / "run.npz"

    evaluated = run(
        "evaluate", out, "--errors", tmp_path / "e.png", "--filters", tmp_path / "f.png"
    )
    halved = run("half", out, "--images", 20)

    assert f"{load(out).results[-1].accuracy:.2%}" in evaluated.output
    assert (tmp_path / "e.png").read_bytes().startswith(PNG)
    assert (tmp_path / "f.png").read_bytes().startswith(PNG)
    assert "of 20" in halved.output


def test_an_interrupted_run_says_what_is_kept_and_resumes_to_the_same_weights(
    tmp_path, monkeypatch
):
    """Control-C in the second epoch."""
    whole, part = tmp_path / "whole.npz", tmp_path / "part.npz"
    words = ("--epochs", 3, "--batch", 64, "--augment", "--seed", 5)
    run("train", *words, "--out", whole)
    original = cli.run

    def interrupted(*args, **choices):
        for progress in original(*args, **choices):
            yield progress
            if progress.epoch == 1 and progress.step == 2:
                raise KeyboardInterrupt

    monkeypatch.setattr(cli, "run", interrupted)
    stopped = run("train", *words, "--out", part)
    monkeypatch.setattr(cli, "run", original)
    assert stopped.exit_code == 1
    assert f"holds 1 epochs; go on with --resume {part}" in " ".join(stopped.output.split())

    resumed = run("train", "--resume", part)

    assert "epoch 3/3" in resumed.output
    for a, b in zip(load(whole).weights, load(part).weights, strict=True):
        np.testing.assert_array_equal(a, b)


def test_describe_prints_computed_and_measured_figures():
    """Shapes, fields, and the total."""
    done = run("describe")

    assert done.output.count("1×8×8×50") == done.output.count("1×24×24×20") == 2
    assert "…" not in done.output, "a terminal of 80 columns is wide enough"
    assert "430,500" in done.output
    assert "2,293,000" in done.output


@pytest.mark.parametrize("name", main.commands)
def test_every_option_says_what_it_is_for(name):
    """Those with a default, too."""
    for option in main.commands[name].params:
        if isinstance(option, click.Option):
            assert option.help, option.name


def test_evaluate_says_what_was_taken_for_what(tmp_path):
    """As many times as it was; together with those that were right it is everybody."""
    out = tmp_path / "run.npz"
    run("train", "--epochs", 1, "--batch", 64, "--out", out)

    lines = run("evaluate", out).output.splitlines()[1:]
    assert len(lines) == 10
    for line in lines:
        right, of = map(int, re.search(r": (\d+) of (\d+); ", line).groups())
        times = [int(n) for n in re.findall(r"\((\d+)×\)", line)]
        assert right + sum(times) == of
        assert ("never mistaken" in line) == (not times)


@pytest.mark.slow
def test_bench_prints_speed_and_share_of_the_peak():
    """For both paths."""
    done = run("bench", "--batch", 4, "--threads", 1)

    assert done.exit_code == 0, done.output
    assert "fast" in done.output
    assert "readable" in done.output
    assert "SGEMM peak" in done.output


def test_a_wrong_file_is_a_sentence_and_no_traceback(tmp_path):
    """And nothing is written."""
    (tmp_path / "foreign.npz").write_text("no checkpoint")

    done = run("train", "--resume", tmp_path / "foreign.npz")

    assert done.exit_code == 1
    assert done.output.startswith("Error: ")
    assert "no checkpoint" in done.output
    assert [p.name for p in tmp_path.iterdir()] == ["foreign.npz"]


def test_a_missing_gpu_is_a_sentence(monkeypatch, tmp_path):
    """Before a checkpoint is begun."""
    monkeypatch.setitem(sys.modules, "cupy", None)

    done = run("train", "--device", "gpu", "--out", tmp_path / "run.npz")

    assert done.exit_code == 1
    assert "no CuPy" in done.output
    assert not list(tmp_path.iterdir())


def test_pictures_of_a_network_that_is_not_kept_are_refused(tmp_path):
    """Before it is trained."""
    done = run("train", "--errors", tmp_path / "errors.png")

    assert done.exit_code == 1
    assert "give --out FILE too" in done.output


def test_a_missing_folder_is_refused_before_training(tmp_path):
    """In the words of the training run."""
    done = run("train", "--out", tmp_path / "absent" / "run.npz")

    assert done.exit_code == 1
    assert "there is no folder" in done.output


@pytest.mark.slow
@pytest.mark.parametrize("package", ["array_api_compat", "threadpoolctl"])
def test_without_its_extra_the_command_says_what_to_install(package):
    """From the first import on: a fresh interpreter, in which the package is not to be had."""
    program = (
        f"import sys; sys.modules[{package!r}] = None\n"
        "from reference.cnn.cli import main; main(['bench', '--batch', '1'])"
    )

    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)

    assert done.returncode == 1
    assert "pip install 'grader[cnn]'" in done.stderr
    assert "Traceback" not in done.stderr
