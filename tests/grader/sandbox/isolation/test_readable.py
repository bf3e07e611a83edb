"""What a submission may read, and that what shares a folder with it stays out."""

import sys
import zoneinfo
from pathlib import Path

import numpy as np
import pytest

from grader.sandbox.isolation.empty_root import Piece, root_contents
from grader.sandbox.isolation.readable import Readable, readable


def is_beneath(path, places):
    return any(Path(path).is_relative_to(place) for place in places)


@pytest.fixture(scope="module")
def found():
    return readable(["numpy", "sympy"], sys.path)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Linux only")
def test_packages_that_are_named_are_readable_and_their_neighbours_are_not(found):
    """Site-packages as a whole would show whatever is installed there, a model answer too."""
    packages = Path(np.__file__).parents[1]
    assert is_beneath(np.__file__, found.paths)
    assert is_beneath(json_module(), found.paths)
    for neighbour in (packages / "hypothesis" / "__init__.py", Path(__file__), Path.home() / "x"):
        assert not is_beneath(neighbour, found.paths), neighbour
    assert not is_beneath(packages, found.paths)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Linux only")
def test_the_time_zones_of_the_standard_library_are_readable(found):
    """They are data of it, though they lie elsewhere, where the system has them."""
    for folder in (place for place in zoneinfo.TZPATH if place.startswith("/usr/share/")):
        if Path(folder).is_dir():
            assert is_beneath(Path(folder) / "Europe" / "Berlin", found.paths)
            assert folder in found.folders


def json_module():
    import json

    return json.__file__


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Linux only")
def test_what_is_looked_up_beside_the_library_is_around_but_not_in_it(found):
    """No readable folder contains a place that modules of others are looked up in."""
    for entry in filter(None, sys.path):
        if "site-packages" in entry:
            assert not any(Path(entry).is_relative_to(path) for path in found.paths)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Linux only")
def test_a_package_inside_a_hidden_folder_is_shown_and_the_folder_is_not(tmp_path):
    """The usual layout: site-packages lies inside the standard library's folder."""
    library, packages = tmp_path / "lib", tmp_path / "lib" / "site-packages"
    numbers = packages / "numbers"
    numbers.mkdir(parents=True)
    shown = Readable((), ("/dev/null",), (str(library), str(numbers)), (str(packages),))
    assert root_contents(shown) == (
        Piece(str(library), "folder"),
        Piece(str(packages), "nothing"),
        Piece(str(numbers), "folder"),
        Piece("/dev/null", "device"),
    )


def test_what_an_outer_folder_shows_is_not_mounted_again(tmp_path):
    """One mount for each folder is time at every start of a process."""
    inner = tmp_path / "lib" / "inner"
    inner.mkdir(parents=True)
    shown = Readable((), (), (str(inner), str(inner.parent)), ())
    assert root_contents(shown) == (Piece(str(inner.parent), "folder"),)


def test_a_link_stays_a_link(tmp_path):
    """The loader's index names libraries through links such as /lib."""
    (tmp_path / "lib").symlink_to("usr/lib")
    shown = Readable((), (), (str(tmp_path / "lib"),), ())
    assert root_contents(shown) == (Piece(str(tmp_path / "lib"), "usr/lib"),)
