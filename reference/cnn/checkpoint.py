"""
A training run on disk, whole or not at all.

The file is an ``.npz`` that holds plain arrays and JSON, read without pickle: a checkpoint from
elsewhere may be wrong, but it cannot run anything. It is written beside its place and moved there,
so an interruption leaves the one before.
"""

import json
import zipfile
import zlib
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import IO, Any

import numpy as np
from numpy.typing import NDArray

from reference.cnn.architecture import SHEET, weight_shapes
from reference.cnn.errors import CorruptCheckpoint
from reference.cnn.recipe import Recipe, Result

__all__ = ["Checkpoint", "load", "save"]

_FORMAT = "grader cnn 1"


@dataclass(frozen=True, kw_only=True)
class Checkpoint:
    """
    All that a run needs to go on.

    Attributes
    ----------
    weights, velocity : list of arrays
        Each (K, K, C, O), in the order of the network's convolutions.
    recipe : Recipe
        What the run was started with; the run is resumed with the same.
    results : tuple of Result
        One for each epoch that is complete.
    digest : str
        Of the digits that were trained on.
    """

    weights: list[NDArray[np.float32]]
    velocity: list[NDArray[np.float32]]
    recipe: Recipe
    results: tuple[Result, ...]
    digest: str


def save(checkpoint: Checkpoint, path: Path) -> None:
    """
    Write to ``path``, or leave what is there.

    Raises
    ------
    CorruptCheckpoint
        If the folder cannot be written to.
    """
    described = {
        "recipe": asdict(checkpoint.recipe),
        "results": [asdict(result) for result in checkpoint.results],
        "digest": checkpoint.digest,
    }
    arrays = {"format": np.array(_FORMAT), "run": np.array(json.dumps(described))}
    arrays |= {f"weight_{i}": w for i, w in enumerate(checkpoint.weights)}
    arrays |= {f"velocity_{i}": v for i, v in enumerate(checkpoint.velocity)}
    try:
        with NamedTemporaryFile(dir=path.parent, prefix=path.name, delete=False) as beside:
            try:
                np.savez(beside, allow_pickle=False, **arrays)
                beside.close()
                Path(beside.name).replace(path)
            except BaseException:
                Path(beside.name).unlink(missing_ok=True)
                raise
    except OSError as error:
        raise CorruptCheckpoint(f"{path} cannot be written: {error.strerror or error}") from error


def load(path: Path) -> Checkpoint:
    """
    Read what ``save`` wrote.

    Raises
    ------
    CorruptCheckpoint
        If the file is missing, damaged, or of another origin.
    """
    try:
        with path.open("rb") as file:
            arrays = _arrays(file)
    except FileNotFoundError as error:
        raise CorruptCheckpoint(f"there is no {path}; train with --out {path} first") from error
    except (OSError, ValueError, EOFError, zipfile.BadZipFile, zlib.error) as error:
        raise CorruptCheckpoint(
            f"{path} is damaged or no checkpoint: {error}; name a file that train --out has written"
        ) from error
    return _rebuilt(arrays, path)


def _arrays(file: IO[bytes]) -> dict[str, NDArray[Any]]:
    if not zipfile.is_zipfile(file):  # NumPy would advise to have it unpickled
        raise ValueError("it is not a whole .npz file")
    file.seek(0)
    loaded = np.load(file, allow_pickle=False)
    return {name: loaded[name] for name in loaded.files}


def _rebuilt(arrays: dict[str, NDArray[Any]], path: Path) -> Checkpoint:
    if str(arrays.get("format")) != _FORMAT:
        raise CorruptCheckpoint(
            f"{path} is no checkpoint of this network; train with --out to make one"
        )
    try:
        described = json.loads(str(arrays["run"]))
        return Checkpoint(
            weights=_parameters(arrays, "weight"),
            velocity=_parameters(arrays, "velocity"),
            recipe=Recipe(**described["recipe"]),
            results=tuple(Result(**result) for result in described["results"]),
            digest=str(described["digest"]),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise CorruptCheckpoint(f"{path} lacks or garbles a part of the run ({error})") from error


def _parameters(arrays: dict[str, NDArray[Any]], name: str) -> list[NDArray[np.float32]]:
    """Take the arrays of one kind, each in the shape and dtype that the architecture says."""
    found = []
    for i, shape in enumerate(weight_shapes(SHEET)):
        array = arrays[f"{name}_{i}"]
        if array.shape != shape or array.dtype != np.float32:
            raise ValueError(
                f"{name} {i} is {array.dtype} {array.shape}, should be float32 {shape}"
            )
        if not np.isfinite(array).all():
            raise ValueError(f"{name} {i} holds values that are not finite")
        found.append(array)
    return found
