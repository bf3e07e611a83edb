"""Pages in a real browser, from a disk, without a network; skipped where there is no browser."""

import os
import shutil
from pathlib import Path

import pytest

from grader.report.html.class_report import class_html
from grader.report.html.feedback import feedback_html
from tests.grader.report.sample_class import HOSTILE, sample_class

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PHONE, DESKTOP = {"width": 375, "height": 812}, {"width": 1280, "height": 900}


@pytest.fixture(scope="package")
def browser():
    """One browser for all pages."""
    if not CHROMIUM:
        pytest.skip("there is no Chromium to look with")
    sync_api = pytest.importorskip("playwright.sync_api")
    with sync_api.sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield running
        running.close()


@pytest.fixture(scope="package")
def pages(tmp_path_factory):
    """The files that a teacher would open, by name."""
    folder = tmp_path_factory.mktemp("pages")
    results, hostile = sample_class(230), sample_class(len(HOSTILE) + 20, hostile=True)
    ordinary, nasty = results.rows[0], hostile.rows[0]
    texts = {
        "class": "".join(class_html(results, lambda row: f"{row.result}.html")),
        "hostile": "".join(class_html(hostile, lambda row: f"{row.result}.html")),
        "feedback": feedback_html(ordinary, results, results.report(ordinary.result)),
        "hostile-feedback": feedback_html(nasty, hostile, hostile.report(nasty.result)),
        "open": "".join(class_html(results, None)).replace("<details", "<details open"),
    }
    for name, text in texts.items():
        (folder / f"{name}.html").write_text(text, encoding="utf-8")
    return folder


def ask(page, route):
    """Note down what would be fetched; only files are. What a policy blocks never comes here."""
    page.asked.append(route.request.url)
    if route.request.url.startswith("file:"):
        route.continue_()
    else:
        route.abort()


@pytest.fixture
def shown(browser, pages):
    """Open a page; whatever it complains of or asks the network for fails the test."""
    opened = []

    def show(name, size=DESKTOP, **settings):
        context = browser.new_context(viewport=size, **settings)
        page = context.new_page()
        page.set_default_timeout(60_000)
        page.complaints, page.asked = [], []
        page.on("console", lambda message: page.complaints.append(message.text))
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        page.route("**/*", lambda route: ask(page, route))
        file = Path(name) if isinstance(name, Path) else pages / f"{name}.html"
        page.goto(file.as_uri())
        opened.append(page)
        return page

    yield show
    for page in opened:
        assert page.complaints == []
        assert [url for url in page.asked if not url.startswith("file:")] == []
        page.context.close()


def names(page):
    """The names in the table of students, from the top; remarks stand on a line below."""
    told = page.locator(".students tbody th").all_inner_texts()
    return [text.partition("\n")[0] for text in told]
