"""
``check`` in a real JupyterLite, in a real browser, which fetches nothing from anywhere else.

Run by hand: ``lay_out.py`` says how, and docs/browser.md.
"""

import functools
import http.server
import json
import os
import subprocess
import sys
import threading
import time
import urllib.parse
from pathlib import Path

import pytest

from grader.sheets.derived.bundle import model_submission
from grader.sheets.sheet import load_sheet
from tests.grader.report.html.conftest import CHROMIUM, FLAGS

pytestmark = pytest.mark.browser

ROOT = Path(__file__).resolve().parents[4]
LAID_OUT = os.environ.get("GRADER_JUPYTERLITE", "")
SECONDS = 600
PROMPT = ".jp-CodeConsole-promptCell .cm-content"
OUTPUTS = ".jp-CodeConsole-content .jp-CodeCell .jp-OutputArea-output"
TYPES = {".mjs": "text/javascript", ".wasm": "application/wasm", ".whl": "application/zip"}
INSTALL = (
    "%pip install -q 'grader<1' sheet3-students\nfrom grader import check\nimport numpy as np\n"
)
OVERFLOWS = "def softmax(c):\n    e = np.exp(c)\n    return e / e.sum()\n"
HANGS = "def softmax(c):\n    while True:\n        c = c\n"
RAISES = "def softmax(c):\n    c = 2 * c\n    return c.nothing\n"
MODEL = """
from pyodide.http import open_url
import js
exec(open_url(js.location.origin + "/model.py").read())
"""


class Quiet(http.server.SimpleHTTPRequestHandler):
    """Serves a folder, and says nothing."""

    def guess_type(self, path):
        return TYPES.get(Path(path).suffix) or super().guess_type(path)

    def log_message(self, *_):
        pass


class Console:
    """A console of JupyterLite's with a running kernel."""

    def __init__(self, page):
        self.page = page
        self._shown = 0

    def run(self, source):
        """What is shown below a prompt that was filled in and run."""
        self.page.locator(PROMPT).click()
        self.page.keyboard.insert_text(source)
        self.page.keyboard.press("Shift+Enter")
        return self.shown()

    def shown(self):
        """What is shown next."""
        ends = time.monotonic() + SECONDS
        while (found := self.page.locator(OUTPUTS)).count() <= self._shown:
            assert time.monotonic() < ends, self.page.inner_text("body")
            time.sleep(0.2)
        self._shown = found.count()
        return found.nth(self._shown - 1).inner_text()

    def report(self, words):
        """The report of a check."""
        return json.loads(self.run(f"print(check({words}).json)"))


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """A JupyterLite with this grader and a pack of the sheet, in a folder."""
    if not CHROMIUM:
        pytest.skip("there is no Chromium to look with")
    if not LAID_OUT:
        pytest.skip("GRADER_JUPYTERLITE names no folder that lay_out.py has filled")
    folder, wheels = Path(LAID_OUT), tmp_path_factory.mktemp("wheels")
    run = functools.partial(subprocess.run, check=True, cwd=ROOT)
    run([sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "-w", wheels, "."])
    pack = wheels / "sheet3_students-1-py3-none-any.whl"
    run([sys.executable, "-m", "grader", "pack", "sheet3", "--out", pack])
    made = tmp_path_factory.mktemp("site") / "lite"
    lite = [folder / "venv" / "bin" / "jupyter", "lite", "build", "--output-dir", made]
    words = [word for wheel in wheels.iterdir() for word in ("--piplite-wheels", str(wheel))]
    lite += ["--force", "--lite-dir", folder / "lite", "--apps", "repl", *words]
    run(lite, cwd=made.parent)
    (made / "model.py").write_bytes(model_submission(load_sheet("sheet3")).source)
    return made


@pytest.fixture(scope="module")
def address(site):
    """Where the site is served, on this machine alone."""
    handler = functools.partial(Quiet, directory=str(site))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.fixture(scope="module")
def elsewhere():
    """Addresses that were asked for elsewhere."""
    return []


@pytest.fixture(scope="module")
def console(address, elsewhere):
    """A console in which the grader and the pack are installed."""
    sync_api = pytest.importorskip("playwright.sync_api")
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        page = browser.new_page()

        def asked(route):
            if not route.request.url.startswith((address, "blob:", "data:")):
                elsewhere.append(route.request.url)
                return route.abort()
            return route.continue_()

        page.context.route("**", asked)
        begin = {"kernel": "python", "execute": "1", "code": f'{INSTALL}print("ready")'}
        page.goto(f"{address}/repl/index.html?{urllib.parse.urlencode(begin)}")
        started = Console(page)
        assert started.shown().strip() == "ready"
        yield started
        browser.close()


def test_a_wrong_answer_is_explained_below_the_cell(console):
    """As a table, with the smallest example and the mistake's name; and it is said what it is."""
    shown = " ".join(console.run(f'{OVERFLOWS}check("2a")').split())
    assert "2a Softmax 3/4 wrong (1)" in shown
    assert "softmax(np.array([710.0]))" in shown
    assert "the largest score was not subtracted first" in shown
    assert "without isolation: good for practice, and never a mark." in shown


def test_it_is_said_in_german(console):
    """By the catalogue in the wheel."""
    shown = " ".join(console.run(f'{OVERFLOWS}check("2a", lang="de")').split())
    assert "ohne Isolation: gut zum Üben, und nie eine Bewertung." in shown


def test_a_place_is_told_by_the_number_of_its_cell(console):
    """As anywhere in a notebook."""
    console.run(f"{RAISES}print('defined')")
    (question,) = console.report("'2a'")["questions"]
    (first, *_) = question["verdicts"]
    assert first["line"] == 3
    assert first["cell"] > 1


def test_a_loop_that_never_ends_is_ended(console):
    """And the page goes on."""
    shown = console.run(f'{HANGS}check("2a")')
    assert "timed out (4)" in shown
    assert console.run("print(1 + 1)").strip() == "2"


def test_right_answers_earn_everything(console):
    """All questions of the sheet, but for the law of 3f that measures time."""
    console.run(f"{MODEL}print('defined')")
    report = console.report("")
    assert [q["id"] for q in report["questions"] if q["earned"] != q["possible"]] == []
    assert (report["earned"], report["possible"], report["isolation"]) == (98, 98, "none")


def test_nothing_was_fetched_from_elsewhere(console, elsewhere):
    """The kernel, its packages, the grader and the pack came from one folder."""
    assert console.run("print('still there')").strip() == "still there"
    assert elsewhere == []
