"""What holds of every page: whole, safe, self-contained, and told apart in light and dark."""

import base64
import hashlib
import re
from dataclasses import replace
from functools import cache
from itertools import pairwise

import pytest

from grader.report.html import pages
from grader.report.html.class_report import class_html
from grader.report.html.feedback import feedback_html
from grader.text import clean
from tests.grader.report.html import reading
from tests.grader.report.sample_class import HOSTILE, sample_class

read = cache(reading.read)
HREFS = re.compile(r"#[\w-]+|feedback/\w+\.html")
LISTENERS = re.compile(r"on[a-z]+")


def link(row):
    return f"feedback/{row.result}.html"


def class_text(results):
    return "".join(class_html(results, link))


def first_feedback(results, number=0):
    row = results.rows[number]
    return feedback_html(row, results, results.report(row.result) if row.result else None)


PAGES = {
    "class": lambda: class_text(sample_class(60)),
    "hostile class": lambda: class_text(sample_class(60, hostile=True)),
    "nobody": lambda: class_text(sample_class(0)),
    "one student": lambda: class_text(sample_class(1)),
    "only a problem": lambda: class_text(
        replace(sample_class(8), rows=(sample_class(8).rows[7],)),
    ),
    "feedback": lambda: first_feedback(sample_class(1)),
    "feedback on a problem": lambda: first_feedback(sample_class(8), 7),
    **{
        f"hostile feedback {number}": lambda n=number: first_feedback(
            sample_class(len(HOSTILE), hostile=True), n
        )
        for number in range(len(HOSTILE))
    },
}


@pytest.fixture(params=PAGES)
def text(request):
    """Each kind of page."""
    return made(request.param)


@cache
def made(name):
    """A page, made once for all that is asked of it."""
    return PAGES[name]()


def test_a_page_is_well_formed(text):
    """What is opened is closed, in order, and ids are there once."""
    page = read(text)

    assert len(page.ids) == len(set(page.ids))
    assert text.startswith("<!doctype html>\n")


def test_every_reference_within_a_page_leads_somewhere(text):
    """Links to sections, captions of regions, titles of plots."""
    page = read(text)

    named = " ".join(
        attributes.get(name) or ""
        for _, attributes in page.tags
        for name in ("aria-labelledby", "aria-describedby")
    )
    links = [a["href"][1:] for a in page.all("a") if a["href"].startswith("#")]
    assert set(named.split()) | set(links) <= set(page.ids)


def test_a_page_needs_nothing_but_itself(text):
    """No address, no picture, no font, no event handler, no style that the policy would drop."""
    page = read(text)

    assert {tag for tag, _ in page.tags} & {
        "img",
        "iframe",
        "link",
        "object",
        "form",
        "base",
    } == set()
    for tag, attributes in page.tags:
        assert not {"src", "style", "srcdoc", "action"} & attributes.keys(), tag
        assert not [name for name in attributes if LISTENERS.fullmatch(name)], tag
    assert all(HREFS.fullmatch(a["href"]) for a in page.all("a"))
    assert not re.search(r"url\(|@import|https?:", page.raw["style"])


def test_the_policy_names_exactly_this_style_and_this_script(text):
    """By digest: whatever else is on the page has another one."""
    page = read(text)
    (policy,) = [
        a["content"] for a in page.all("meta") if a.get("http-equiv") == "Content-Security-Policy"
    ]
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))

    assert rules.pop("default-src") == "'none'"
    for name, content in page.raw.items():
        digest = base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
        assert rules.pop(f"{name}-src") == f"'sha256-{digest}'"
    assert rules == {"base-uri": "'none'", "form-action": "'none'"}
    assert len(page.all("style")) == 1
    assert len(page.all("script")) <= 1


def test_a_page_can_be_read_without_eyes(text):
    """A language, one heading of the first level, landmarks, captions, and headers with a scope."""
    page = read(text)

    assert page.all("html") == [{"lang": "en"}]
    assert len(page.all("h1")) == len(page.all("main")) == 1
    assert len(page.all("caption")) == len(page.all("table"))
    assert all(a.get("scope") in ("row", "col") for a in page.all("th"))
    assert page.all("a")[0] == {"class": "skip", "href": "#main"}
    levels = [int(tag[1]) for tag, _ in page.tags if re.fullmatch("h[1-6]", tag)]
    assert all(deeper <= level + 1 for level, deeper in pairwise(levels))
    for attributes in page.all("svg"):
        assert attributes.get("aria-hidden") == "true" or attributes.get("role") == "img"


def test_text_that_turns_around_or_hides_shows_as_its_escape(text):
    """Nothing on a page is a control or a format character."""
    assert not re.search(
        "[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069]", text
    )


@pytest.mark.parametrize("number", range(len(HOSTILE)))
def test_a_hostile_name_is_shown_as_text(number):
    """Read back by a parser, it is the very same characters, but for those that cannot be seen."""
    results = sample_class(len(HOSTILE), hostile=True)
    page = read(class_text(results))
    feedback = read(first_feedback(results, number))

    assert clean(HOSTILE[number], 80) in "".join(page.text)
    assert clean(HOSTILE[number]) in "".join(feedback.text)


def test_a_link_cannot_leave_the_folder_of_the_page():
    """Whatever a file is called."""
    assert pages.relative_link("javascript:alert(1)") == "javascript%3Aalert%281%29"
    assert pages.relative_link('a"b<c>.html') == "a%22b%3Cc%3E.html"
    assert pages.relative_link("feedback/0a1b.html") == "feedback/0a1b.html"


@pytest.mark.parametrize(
    ("shown", "expected"),
    [
        (pages.count(10000), "10,000"),
        (pages.count(4.5), "4.5"),
        (pages.count(0.0), "0"),
    ],
)
def test_a_figure_is_written_as_people_write_it(shown, expected):
    """Thousands apart, and a fraction only where there is one."""
    assert shown == expected


def luminance(colour):
    """Relative luminance of #rgb or #rrggbb (WCAG 2.2)."""
    digits = colour[1:] if len(colour) == 7 else "".join(2 * each for each in colour[1:])
    channels = [int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return sum(weight * each for weight, each in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one, other):
    """Contrast ratio of two colours (WCAG 2.2)."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_text_stands_out_from_its_ground_in_light_and_dark():
    """WCAG 2.2 AA: 4.5 for text, 3 for what is drawn; the ratio itself is checked on black."""
    style = read(PAGES["feedback"]()).raw["style"]
    palettes = [
        dict(re.findall(r"--([a-z]+): (#[0-9a-f]{3,6})", block))
        for block in re.findall(r":root \{(.*?)\}", style, re.DOTALL)
    ]

    assert contrast("#000", "#ffffff") == pytest.approx(21)
    assert len(palettes) == 3
    for palette in palettes:
        for ground in (palette["paper"], palette["wash"]):
            for name in ("ink", "soft", "accent", "lost", "open", "full"):
                assert contrast(palette[name], ground) >= 4.5, (name, ground)
        for name in ("fill", "edge"):
            assert contrast(palette[name], palette["paper"]) >= 3, name
