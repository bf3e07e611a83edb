"""
The files that a submission may read: the standard library and the named packages.

They are found from the interpreter and the packages that are installed, not from a list
of folders, and everything else stays out by not being in it.  Site-packages as a whole is
not in it, since whatever shares it with NumPy, a model answer perhaps, would be too.
Where such a folder lies inside one that may be read, what is around it is listed instead.
"""

import importlib.util
import os
import sys
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from glob import glob
from pathlib import Path

__all__ = ["Readable", "readable", "standard_library"]

DEVICES = ("/dev/null", "/dev/urandom")
LOADER_FILES = ("/etc/ld.so.cache",)
LINKS = ("/lib", "/lib64")  # where they are links: the loader's index names files through them
ALTERNATIVES = "/etc/alternatives"  # Debian links some shared libraries through it
ZONES = ("/usr/share/zoneinfo", "/usr/lib/zoneinfo", "/usr/share/lib/zoneinfo")  # of zoneinfo
PACKAGE_FOLDERS = ("site-packages", "dist-packages")


@dataclass(frozen=True, slots=True)
class Readable:
    """
    Attributes
    ----------
    paths : tuple of str
        Folders with all that is in them, and single files.
    devices : tuple of str
        May be written to as well.
    folders : tuple of str
        What a new root needs to show so that all of the paths can be found in it.
    hidden : tuple of str
        Folders inside one of ``folders`` that it must not show.
    """

    paths: tuple[str, ...]
    devices: tuple[str, ...]
    folders: tuple[str, ...]
    hidden: tuple[str, ...]


def readable(
    packages: Collection[str], search: Iterable[str], further: Iterable[str] = ()
) -> Readable:
    """
    What importing the standard library and ``packages`` needs, and ``further`` folders.

    ``search`` is the path that modules are looked up on: whatever is on it and does not
    belong to the standard library is hidden.
    """
    standard = [Path(folder) for folder in standard_library()]
    hidden = {Path(entry) for entry in search if entry} - set(standard)
    hidden |= {folder / name for folder in standard for name in PACKAGE_FOLDERS}
    hidden |= {folder.resolve() for folder in hidden}
    places = [place for name in packages for place in _places(name)]
    others = map(Path, (*ZONES, *further))
    whole = [folder for folder in (*standard, *places, *others) if folder.is_dir()]
    split = {around for other in hidden if other.exists() for around in (other, *other.parents)}
    trees = [part for folder in whole for part in _around(folder, hidden, split)]
    libraries = [folder for folder in _library_folders() if not _within(folder, whole)]
    shared = {  # as text: there are hundreds, and every self-test waits for them
        f"{folder}/{name}"
        for folder in libraries
        for name in glob("*.so*", root_dir=folder, include_hidden=True)  # noqa: PTH207
    }
    files = [file for file in (*standard, *places) if file.is_file()]
    files += [Path(file) for file in LOADER_FILES]
    links = [Path(link) for link in LINKS if Path(link).is_symlink()]
    folders = [*whole, *libraries, *map(Path, LOADER_FILES), Path(ALTERNATIVES)]
    return Readable(
        paths=tuple(sorted({*_existing([*trees, *files]), *shared})),
        devices=_existing(map(Path, DEVICES)),
        folders=_existing([*links, *folders, *(folder.resolve() for folder in folders)]),
        hidden=_existing(folder for folder in hidden if _within(folder, [*whole, *libraries])),
    )


def standard_library() -> tuple[str, ...]:
    """Where the standard library is, as the path that it is looked up on."""
    version = f"python{sys.version_info.major}{sys.version_info.minor}.zip"
    library = Path(os.__file__).parent
    places = (library.parent / version, library, library / "lib-dynload")
    return tuple(str(place) for place in places if place.exists())


def _places(package: str) -> list[Path]:
    """Where a package is, with the shared libraries that were packed with it."""
    specification = importlib.util.find_spec(package)
    if specification is None:
        return []
    folders = [Path(folder) for folder in specification.submodule_search_locations or ()]
    if not folders and specification.origin:
        return [Path(specification.origin)]
    return [*folders, *(folder.with_name(f"{package}.libs") for folder in folders)]


def _around(folder: Path, hidden: Collection[Path], split: Collection[Path]) -> Iterator[Path]:
    """The folder; or its entries where it is to be ``split``, as something in it stays out."""
    if folder in hidden:
        return
    if folder in split:
        for entry in sorted(folder.iterdir()):
            yield from _around(entry, hidden, split)
    else:
        yield folder


def _library_folders() -> list[Path]:
    """Folders that this process has loaded shared libraries from."""
    lines = Path("/proc/self/maps").read_text(encoding="utf-8", errors="replace").splitlines()
    mapped = {line.split(maxsplit=5)[5] for line in lines if ".so" in line.rpartition("/")[2]}
    return sorted({Path(file).parent for file in mapped})


def _within(folder: Path, others: Iterable[Path]) -> bool:
    return any(folder.is_relative_to(other) for other in others)


def _existing(paths: Iterable[Path]) -> tuple[str, ...]:
    return tuple(sorted({str(path) for path in paths if os.path.lexists(path)}))
