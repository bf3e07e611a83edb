"""
The pages in a real browser, from a disk, without a network.

Chromium is the judge of what a policy blocks, what fits on a phone, and whether a key works.
Where there is none, these tests are skipped.
"""

import os
import shutil
from pathlib import Path

import pytest

from grader.report.html.class_report import class_html
from grader.report.html.feedback import feedback_html
from grader.text import clean
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
SHOTS = os.environ.get("SHOTS")  # a folder for pictures of the pages, to be looked at

sync_api = pytest.importorskip("playwright.sync_api")
pytestmark = pytest.mark.skipif(not CHROMIUM, reason="there is no Chromium to look with")


def is_empty(text):
    """Whether a cell has nothing to sort by."""
    return text in ("", "–")


@pytest.fixture(scope="module")
def browser():
    """One browser for all pages."""
    with sync_api.sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield running
        running.close()


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    """The files that a teacher would open, by name."""
    folder = tmp_path_factory.mktemp("pages")
    results, hostile = sample_class(450), sample_class(len(HOSTILE) + 20, hostile=True)
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
        page.set_default_timeout(5_000)
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


def column(page, title):
    """What stands under a header of the table of students."""
    heads = [text.strip() for text in page.locator(".students thead th").all_inner_texts()]
    place = heads.index(title) + 1
    return page.locator(f".students tbody tr > :nth-child({place})").all_inner_texts()


def header(page, title):
    return page.locator(".students thead").get_by_role("button", name=title, exact=True)


def arrow(page):
    """What is drawn behind the header that the table is sorted by."""
    sorted_by = page.locator("[aria-sort] button")
    return sorted_by.evaluate("button => getComputedStyle(button, '::after').content[1]")


@pytest.mark.parametrize("name", ["class", "hostile", "feedback", "hostile-feedback"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_a_page_fits_and_complains_of_nothing(shown, name, scheme, size):
    """No error, no request but for the file itself, and nothing to scroll sideways for."""
    page = shown(name, size, color_scheme=scheme)

    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= size["width"]
    assert len(page.asked) == 1
    ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert (ground == "rgb(253, 253, 251)") == (scheme == "light")
    if SHOTS:
        file = Path(SHOTS) / f"{name}-{size['width']}-{scheme}.png"
        page.screenshot(path=file, full_page=True)


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


@pytest.mark.parametrize(
    ("what", "markup"),
    [
        ("script", "<script>document.title='owned'</script>"),
        ("handler", "<details open ontoggle=\"document.title='owned'\">x</details>"),
        ("style", "<style>body{display:none}</style>"),
        ("attribute", '<p style="position:fixed">x</p>'),
        ("picture", '<img src="https://example.org/x.png" alt="">'),
    ],
)
def test_the_policy_blocks_what_the_escaping_let_through(shown, pages, tmp_path, what, markup):
    """Escaping is the first wall; this is what stands behind it."""
    text = (pages / "feedback.html").read_text(encoding="utf-8")
    file = tmp_path / f"{what}.html"
    file.write_text(text.replace("<main", f"{markup}<main", 1), encoding="utf-8")

    page = shown(file)
    page.wait_for_timeout(100)

    assert page.title() != "owned"
    assert page.evaluate("getComputedStyle(document.body).display") == "block"
    assert page.locator("[style]").evaluate_all(
        "all => all.map(e => getComputedStyle(e).position)"
    ) in (
        [],
        ["static"],
    )
    assert any("Content Security Policy" in each for each in page.complaints)
    page.complaints.clear()


def test_without_a_script_every_row_can_be_read(shown):
    """The table is in the page; the script only arranges it."""
    page = shown("class", java_script_enabled=False)

    assert page.locator(".students tbody tr").count() == 450
    assert page.locator(".students tbody tr").last.is_visible()
    assert page.locator("#find").is_hidden()


def test_the_table_begins_in_the_order_of_the_folders(shown):
    """Two hundred rows of it, and says so."""
    page = shown("class")

    assert column(page, "Folder") == [f"student{n:05d}" for n in range(200)]
    assert page.locator("#shown").inner_text() == "1 to 200 of 450 students"


def test_a_click_sorts_by_numbers_and_another_turns_it_around(shown):
    """What has no mark comes last both times."""
    page = shown("class")
    page.locator("#rows").select_option("all")

    header(page, "Total").click()
    totals = column(page, "Total")
    marks = [int(text) for text in totals if text != "–"]
    assert marks == sorted(marks)
    assert set(totals[len(marks) :]) == {"–"}
    assert page.locator("[aria-sort]").get_attribute("aria-sort") == "ascending"
    assert arrow(page) == "↑"

    header(page, "Total").click()
    totals = column(page, "Total")
    assert [int(text) for text in totals if text != "–"] == marks[::-1]
    assert totals[-1] == "–"
    assert page.locator("[aria-sort]").get_attribute("aria-sort") == "descending"
    assert arrow(page) == "↓"


@pytest.mark.parametrize("title", ["Student", "State", "3f", "Written", "To mark", "Id"])
def test_every_column_sorts(shown, title):
    """And only the one that it is sorted by is marked."""
    page = shown("class")
    before = column(page, title)

    header(page, title).click()
    ascending = column(page, title)
    header(page, title).click()
    descending = column(page, title)

    assert page.locator("[aria-sort]").count() == 1
    assert len({tuple(before), tuple(ascending), tuple(descending)}) >= 2
    assert sorted(ascending, key=is_empty) == ascending
    if title in ("3f", "Written", "To mark"):
        numbers = [float(text) for text in ascending if text != "–"]
        assert numbers == sorted(numbers)
    elif title in ("State", "Id"):
        assert sorted(before + ascending)[0] == ascending[0]
        assert sorted(descending, reverse=True) == descending


def test_the_table_sorts_and_turns_pages_by_keyboard(shown):
    """Tab leads to a header, Enter sorts, and the focus stays where it was."""
    page = shown("class")
    page.locator("#rows").focus()
    page.keyboard.press("Tab")  # the region that scrolls
    page.keyboard.press("Tab")  # the first header
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Total"
    page.keyboard.press("Enter")

    assert page.evaluate("document.activeElement.textContent") == "Total"
    lowest = [int(text) for text in column(page, "Total")]
    assert lowest == sorted(lowest)
    page.get_by_role("button", name="Next").focus()
    page.keyboard.press("Enter")
    assert page.locator("#shown").inner_text() == "201 to 400 of 450 students"
    assert int(column(page, "Total")[0]) >= lowest[-1]


def test_pages_end_where_the_table_does(shown):
    """The last one is short, and there is none behind it."""
    page = shown("class")
    following = page.get_by_role("button", name="Next")

    assert page.get_by_role("button", name="Previous").is_disabled()
    following.click()
    following.click()
    assert following.is_disabled()
    assert len(names(page)) == 50


def test_text_finds_students_whatever_their_accents(shown):
    """All words must be there, in any of a row's texts."""
    page = shown("class")
    everyone = [row.name for row in sample_class(450).rows]

    page.locator("#find").fill("CELIK")
    assert names(page) == [name for name in everyone if "Çelik" in name]
    page.locator("#find").fill("celik ada")
    assert set(names(page)) == {"Ada Çelik"}
    page.locator("#find").fill("student00012")
    assert column(page, "Folder") == ["student00012"]
    page.locator("#find").fill("nobody is called this")
    assert names(page) == []
    assert page.locator("#shown").inner_text() == "0 found among 450 students"
    page.locator("#find").fill("")
    assert len(names(page)) == 200


def test_a_state_filters_and_goes_together_with_text_and_sorting(shown):
    """Three questions at once, in whatever order they are asked."""
    page = shown("class")
    rows = sample_class(450).rows
    undecided = [row for row in rows if row.open]

    page.locator("#state").select_option("open")
    assert len(names(page)) == len(undecided)
    assert set(column(page, "State")) == {"open"}
    header(page, "Total").click()
    page.locator("#find").fill("ada")
    assert column(page, "Total") == [
        str(total) for total in sorted(row.earned for row in undecided if "ada" in row.name.lower())
    ]


def test_rows_with_remarks_and_answers_to_mark_can_be_picked(shown):
    """They are not states, for a submission can be both."""
    page = shown("class")
    rows = sample_class(450).rows
    waiting = [r for r in rows if {*r.written} - {mark.question for mark in r.rubric}]
    page.locator("#rows").select_option("all")

    page.locator("#state").select_option(label=f"written answers to mark ({len(waiting)})")
    assert len(names(page)) == len(waiting)
    remarked = [row for row in rows if row.problem or row.notes]
    page.locator("#state").select_option(label=f"with remarks ({len(remarked)})")
    assert len(names(page)) == len(remarked)
    assert page.locator(".students tbody .remark").count() == len(remarked)


def test_a_mark_keeps_its_number_whatever_its_colour(shown):
    """The heat map repeats what the numbers say; the first column stays in sight."""
    page = shown("class", PHONE)
    cells = page.locator(".students tbody td[class^=h]")
    assert cells.count() > 100
    assert all(text.strip().isdigit() for text in cells.all_text_contents())
    box = page.locator(".students").locator("xpath=..")
    box.evaluate("each => { each.scrollLeft = 300; }")
    name = page.locator(".students tbody th").first
    assert name.bounding_box()["x"] == pytest.approx(box.bounding_box()["x"], abs=1)


def test_figures_and_tables_stand_side_by_side_where_there_is_room(shown):
    """And below each other where there is not."""
    for size, beside in ((DESKTOP, True), (PHONE, False)):
        page = shown("class", size)
        pair = page.locator("#questions .pair > *")
        first, second = (pair.nth(place).bounding_box() for place in (0, 1))
        assert (second["x"] > first["x"] + first["width"] - 1) is beside


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


@pytest.mark.slow
def test_ten_thousand_rows_do_not_freeze_the_table(browser, tmp_path):
    """Sorting and searching answer within a second each, on a slow machine too."""
    results = sample_class(10_000)
    file = tmp_path / "report.html"
    file.write_text("".join(class_html(results, lambda row: f"{row.result}.html")), "utf-8")
    page = browser.new_page(viewport=DESKTOP)
    page.goto(file.as_uri())

    seconds = page.evaluate(
        """() => {
          const timed = (act) => {
            const start = performance.now();
            act();
            document.body.getBoundingClientRect();
            return (performance.now() - start) / 1000;
          };
          const find = document.getElementById("find");
          const [student, total] = document.querySelectorAll(".students thead button");
          const search = () => { find.value = "ada"; find.dispatchEvent(new Event("input")); };
          return [timed(() => total.click()), timed(() => student.click()), timed(search)];
        }"""
    )
    assert max(seconds) < 1, seconds
    assert names(page)[0].startswith("Ada")
    page.close()
