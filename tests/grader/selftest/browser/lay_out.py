"""
Lay out what the tests in a page need, from the registries of npm and PyPI alone.

Usage: ``python tests/grader/selftest/browser/lay_out.py FOLDER``.

A teacher's JupyterLite has NumPy and SciPy for its Pyodide from jsDelivr, where Pyodide's own
packages are.  They are not on PyPI under their names; there they are found inside the wheel of
open-webui, which carries a copy.  What has a wheel of its own for Pyodide, or needs none, comes
from PyPI, and Pyodide itself from npm.
"""

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
import venv
import zipfile
from pathlib import Path

PYODIDE = "314.0.7"
TAGS = (
    *("--python-version", "3.14", "--implementation", "cp", "--abi", "cp314", "--abi", "none"),
    *("--platform", "pyemscripten_2026_0_wasm32", "--platform", "any"),
)
OURS = "click hypothesis jinja2 markdown-it-py mdurl msgspec pygments rich sortedcontainers"
KERNELS = (
    "asttokens comm decorator executing ipython ipython-pygments-lexers jedi matplotlib-inline "
    "parso prompt-toolkit pure-eval six stack-data traitlets wcwidth"
)
CARRIED = "micropip mpmath numpy packaging scipy sympy".split()
NEEDED = {
    "hypothesis": ["sortedcontainers"],
    "ipython": ["pygments", *(name for name in KERNELS.split() if name not in ("comm", "ipython"))],
    "markdown-it-py": ["mdurl"],
    "rich": ["markdown-it-py", "pygments"],
}
RUNTIME = "pyodide.mjs pyodide.asm.mjs pyodide.asm.wasm python_stdlib.zip".split()


def lay_out(folder):
    """``folder/lite`` is then a JupyterLite to be built, by the interpreter in ``folder/venv``."""
    place = folder / "lite" / "static" / "pyodide"
    place.mkdir(parents=True)
    with tempfile.TemporaryDirectory() as made:
        work = Path(made)
        lock = runtime(place, work)
        downloaded(work)
        carried(work)
        for wheel in sorted((work / "wheels").glob("*.whl")):
            shutil.copy(wheel, place)
            lock["packages"].update(entry(wheel, lock["packages"]))
    (place / "pyodide-lock.json").write_text(json.dumps(lock))
    venv.create(folder / "venv", with_pip=True)
    pip(
        folder / "venv" / "bin" / "python",
        "install",
        "jupyterlite-core",
        "jupyterlite-pyodide-kernel",
    )


def runtime(place, work):
    """Lay Pyodide out, and give its list of packages."""
    subprocess.run(["npm", "pack", "--silent", f"pyodide@{PYODIDE}"], cwd=work, check=True)
    with tarfile.open(next(work.glob("pyodide-*.tgz"))) as archive:
        archive.extractall(work, filter="data")
    for name in RUNTIME:
        shutil.copy(work / "package" / name, place)
    return json.loads((work / "package" / "pyodide-lock.json").read_bytes())


def downloaded(work):
    """Fetch the wheels that PyPI has; MarkupSafe has one without its extension, if built so."""
    wheels = work / "wheels"
    names = [*OURS.split(), *KERNELS.split()]
    pip(
        sys.executable,
        "download",
        "--no-deps",
        "--only-binary",
        ":all:",
        *TAGS,
        "-d",
        wheels,
        *names,
    )
    pip(
        sys.executable,
        "wheel",
        "--no-deps",
        "--no-binary",
        "markupsafe",
        "-w",
        wheels,
        "markupsafe",
    )


def carried(work):
    """Take the wheels that open-webui carries, as they are in its list."""
    pip(sys.executable, "download", "--no-deps", "-d", work, "open-webui")
    with zipfile.ZipFile(next(work.glob("open_webui-*.whl"))) as archive:
        within = "open_webui/frontend/pyodide"
        listed = json.loads(archive.read(f"{within}/pyodide-lock.json"))["packages"]
        for name in CARRIED:
            content = archive.read(f"{within}/{listed[name]['file_name']}")
            assert hashlib.sha256(content).hexdigest() == listed[name]["sha256"], name
            (work / "wheels" / listed[name]["file_name"]).write_bytes(content)


def entry(wheel, known):
    """What Pyodide's list says of a wheel, by its name."""
    name, version, *_ = wheel.name.split("-")
    name = re.sub(r"[-_.]+", "-", name).lower()
    with zipfile.ZipFile(wheel) as archive:
        tops = {each.split("/")[0] for each in archive.namelist() if each.count("/") == 1}
        tops |= {each[:-3] for each in archive.namelist() if re.fullmatch(r"\w+\.py", each)}
    return {
        name: {
            "name": name,
            "version": version,
            "file_name": wheel.name,
            "install_dir": "site",
            "package_type": "package",
            "sha256": hashlib.sha256(wheel.read_bytes()).hexdigest(),
            "imports": sorted(top for top in tops if top.isidentifier()),
            "depends": NEEDED.get(name, known.get(name, {}).get("depends", [])),
            "unvendored_tests": False,
            "tool": {},
        }
    }


def pip(python, *words):
    """Run pip, with no compiler to be found."""
    command = [python, "-m", "pip", "--quiet", *words]
    subprocess.run(command, check=True, env={**os.environ, "CC": "false"})


if __name__ == "__main__":
    lay_out(Path(sys.argv[1]).resolve())
