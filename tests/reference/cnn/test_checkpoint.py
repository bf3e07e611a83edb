"""Checkpoints: whole or not at all, and nothing in them is believed."""

import json
import os

import numpy as np
import pytest

from reference.cnn import checkpoint
from reference.cnn.architecture import SHEET, initial
from reference.cnn.checkpoint import Checkpoint, load, save
from reference.cnn.errors import CorruptCheckpoint
from reference.cnn.network import weights
from reference.cnn.recipe import Recipe, Result

SAVED = Checkpoint(
    weights=weights(initial(SHEET, 0)),
    velocity=weights(initial(SHEET, 1)),
    recipe=Recipe(epochs=7, augment=True),
    results=(Result(0.5, 0.875, 1.5),),
    digest="d",
)


@pytest.fixture
def path(tmp_path):
    save(SAVED, tmp_path / "run.npz")
    return tmp_path / "run.npz"


def test_what_was_saved_is_loaded(path):
    """Every bit of it."""
    found = load(path)

    assert (found.recipe, found.results, found.digest) == (SAVED.recipe, SAVED.results, "d")
    for a, b in zip(found.weights + found.velocity, SAVED.weights + SAVED.velocity, strict=True):
        np.testing.assert_array_equal(a, b)


@pytest.mark.parametrize("kept", [0, 1, 100, 5000, 1_000_000, -1])
def test_a_truncated_file_is_refused(path, kept):
    """Wherever it was cut."""
    path.write_bytes(path.read_bytes()[:kept])

    with pytest.raises(CorruptCheckpoint, match=r"run.npz is damaged or no checkpoint"):
        load(path)


def test_a_flipped_bit_is_noticed(path):
    """In the middle of the weights, where nothing but the checksum can tell."""
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)

    with pytest.raises(CorruptCheckpoint, match="damaged"):
        load(path)


class Bomb:
    """What a pickle can do."""

    def __reduce__(self):
        return os.mkdir, ("exploded",)


def test_a_pickle_is_refused_and_not_run(tmp_path, monkeypatch):
    """A checkpoint from elsewhere may be wrong, but it cannot run anything."""
    monkeypatch.chdir(tmp_path)
    np.savez(tmp_path / "bomb.npz", format=np.array([Bomb()], dtype=object))

    with pytest.raises(CorruptCheckpoint, match="damaged or no checkpoint") as refused:
        load(tmp_path / "bomb.npz")
    assert "unsafe" not in str(refused.value), "nobody is told how to have it run"
    assert not (tmp_path / "exploded").exists()


def test_files_of_another_origin_are_refused(tmp_path):
    """A text, an array, and arrays that are not ours."""
    (tmp_path / "text.npz").write_text("weights, honestly")
    np.save(tmp_path / "array.npy", np.zeros(3))
    np.savez(tmp_path / "other.npz", a=np.zeros(3))

    for name, says in (
        ("text.npz", "not a whole .npz file; name a file"),
        ("array.npy", "not a whole .npz file; name a file"),
        ("other.npz", "no checkpoint of this network"),
        ("absent.npz", "there is no .*train with --out"),
    ):
        with pytest.raises(CorruptCheckpoint, match=says):
            load(tmp_path / name)


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        (
            {"weight_2": np.zeros((4, 4, 50, 501), np.float32)},
            r"weight 2 is float32 \(4, 4, 50, 501\)",
        ),
        ({"weight_0": np.zeros((5, 5, 1, 20))}, "weight 0 is float64"),
        ({"velocity_3": np.full((1, 1, 500, 10), np.nan, np.float32)}, "velocity 3 holds values"),
        ({"weight_1": None}, "weight_1"),
        ({"run": np.array("not json")}, "garbles a part"),
        ({"run": np.array(json.dumps({"recipe": {"epochs": 0}, "results": []}))}, "epochs is 0"),
    ],
)
def test_a_file_that_lacks_or_garbles_a_part_is_refused(path, changes, says):
    """By name."""
    with np.load(path) as file:
        arrays = {name: file[name] for name in file.files} | changes
    np.savez(path, **{name: array for name, array in arrays.items() if array is not None})

    with pytest.raises(CorruptCheckpoint, match=says):
        load(path)


def test_an_interrupted_save_leaves_the_one_before(path, monkeypatch):
    """And no half-written file beside it."""

    def interrupted(file, **_):
        file.write(b"half of it")
        raise KeyboardInterrupt

    monkeypatch.setattr(checkpoint.np, "savez", interrupted)
    with pytest.raises(KeyboardInterrupt):
        save(SAVED, path)

    assert load(path).digest == "d"
    assert [p.name for p in path.parent.iterdir()] == ["run.npz"]


def test_a_folder_that_cannot_be_written_to_is_named(tmp_path):
    """Instead of a traceback at the end of an epoch."""
    with pytest.raises(CorruptCheckpoint, match="cannot be written"):
        save(SAVED, tmp_path / "absent" / "run.npz")
