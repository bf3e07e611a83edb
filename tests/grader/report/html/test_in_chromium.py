"""
The pages in a real browser, from a disk, without a network.

Chromium is the judge of what a policy blocks, what fits on a phone, and whether a key works.
"""

import os
from pathlib import Path

import pytest

from grader.text import clean
from tests.grader.report.html.conftest import DESKTOP, PHONE, names
from tests.grader.report.sample_class import HOSTILE

SHOTS = os.environ.get("SHOTS")  # a folder for pictures of the pages, to be looked at


@pytest.mark.parametrize("name", ["class", "hostile", "feedback", "hostile-feedback"])
@pytest.mark.parametrize("scheme", ["light", pytest.param("dark", marks=pytest.mark.slow)])
def test_a_page_fits_and_complains_of_nothing(shown, name, scheme):
    """No error, no request but for the file itself, and nothing to scroll sideways for."""
    page = shown(name, PHONE, color_scheme=scheme)

    ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert (ground == "rgb(253, 253, 251)") == (scheme == "light")
    for size in (PHONE, DESKTOP):
        page.set_viewport_size(size)
        width = page.evaluate("document.documentElement.scrollWidth")
        assert width <= size["width"]
        if SHOTS:
            file = Path(SHOTS) / f"{name}-{size['width']}-{scheme}.png"
            page.screenshot(path=file, full_page=True)
    assert len(page.asked) == 1


@pytest.mark.slow
def test_properties_fit_on_a_phone_too(shown):
    """With every part of the page opened."""
    page = shown("open", PHONE)

    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_hostile_names_are_text_in_a_browser(shown):
    """They make no element, run no script, and change no title."""
    page = shown("hostile")

    for name in HOSTILE:
        assert clean(name, 80) in names(page)
    assert page.title().endswith("class report")
    assert page.locator("img, iframe, form, svg[onload], [onerror], [onmouseover]").count() == 0
    assert page.locator("script").count() == 1


FORBIDDEN = {
    "script": "<script>document.title='owned'</script>",
    "handler": "<details open ontoggle=\"document.title='owned'\">x</details>",
    "style": "<style>body{display:none}</style>",
    "attribute": '<p style="position:fixed">x</p>',
    "picture": '<img src="https://example.org/x.png" alt="">',
}
DIRECTIVES = ("script-src", "style-src", "img-src")  # each is broken by some of it


def test_the_policy_blocks_what_the_escaping_let_through(shown, pages, tmp_path):
    """Escaping is the first wall; this is what stands behind it, of every kind."""
    text = (pages / "feedback.html").read_text(encoding="utf-8")
    file = tmp_path / "forbidden.html"
    markup = "".join(FORBIDDEN.values())
    file.write_text(text.replace("<main", f"{markup}<main", 1), encoding="utf-8")

    page = shown(file)
    page.wait_for_timeout(100)

    assert page.title() != "owned"
    assert page.evaluate("getComputedStyle(document.body).display") == "block"
    positions = page.locator("[style]").evaluate_all(
        "all => all.map(e => getComputedStyle(e).position)"
    )
    assert positions == ["static"]
    told = [each for each in page.complaints if "Content Security Policy" in each]
    assert len(told) >= len(FORBIDDEN), told
    assert all(any(directive in each for each in told) for directive in DIRECTIVES)
    page.complaints.clear()


@pytest.mark.slow
def test_without_a_script_every_row_can_be_read(shown):
    """The table is in the page; the script only arranges it."""
    page = shown("class", java_script_enabled=False)

    assert page.locator(".students tbody tr").count() == 230
    assert page.locator(".students tbody tr").last.is_visible()
    assert page.locator("#find").is_hidden()


@pytest.mark.slow
def test_figures_and_tables_stand_side_by_side_where_there_is_room(shown):
    """And below each other where there is not."""
    for size, beside in ((DESKTOP, True), (PHONE, False)):
        page = shown("class", size)
        pair = page.locator("#questions .pair > *")
        first, second = (pair.nth(place).bounding_box() for place in (0, 1))
        assert (second["x"] > first["x"] + first["width"] - 1) is beside


@pytest.mark.slow
def test_a_link_to_a_question_opens_its_properties(shown):
    """Otherwise it would lead to a closed drawer."""
    page = shown("class")

    page.locator("#questions table a").nth(2).click()
    assert page.locator("#lost-3").get_attribute("open") is not None
    assert page.locator("#lost-3 table").is_visible()


@pytest.mark.parametrize(
    ("name", "law"), [("class", "#lost td + td a, #lost th a"), ("feedback", ".verdict dd a")]
)
def test_a_lost_law_leads_to_the_questions_text_and_what_to_revise(shown, name, law):
    """It is folded away, and unfolds."""
    page = shown(name)
    link = page.locator(law).first
    target = page.locator(link.get_attribute("href"))
    assert not target.get_by_text("Ideas to revise").is_visible()
    link.click()
    ideas = target.get_by_text("Ideas to revise")
    ideas.wait_for(state="visible")
    assert target.locator("li").count() >= 2
    assert target.locator(".text").inner_text().strip()


def test_the_skip_link_is_the_first_stop_and_can_be_seen(shown):
    """Hidden until it has the focus."""
    page = shown("class")
    skip = page.locator(".skip")

    assert skip.bounding_box()["x"] < 0
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    assert skip.bounding_box()["x"] >= 0
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineWidth")
    assert outline == "3px"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
