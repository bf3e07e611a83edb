"""The table of students in a real browser: sorted, searched and turned by mouse and keyboard."""

import pytest

from grader.report.html.class_report import class_html
from tests.grader.report.html.conftest import DESKTOP, PHONE, names
from tests.grader.report.sample_class import sample_class

COLUMNS = ("State", "Written", "To mark", "Id")  # which are sorted like the two others


def is_empty(text):
    """Whether a cell has nothing to sort by."""
    return text in ("", "–")


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


@pytest.mark.slow
def test_the_table_begins_in_the_order_of_the_folders(shown):
    """Two hundred rows of it, and says so."""
    page = shown("class")

    assert column(page, "Folder") == [f"student{n:05d}" for n in range(200)]
    assert page.locator("#shown").inner_text() == "1 to 200 of 230 students"


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


@pytest.mark.parametrize(
    "title",
    ["Student", "3f", *(pytest.param(t, marks=pytest.mark.slow) for t in COLUMNS)],
)
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


@pytest.mark.slow
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
    assert page.locator("#shown").inner_text() == "201 to 230 of 230 students"
    assert int(column(page, "Total")[0]) >= lowest[-1]


@pytest.mark.slow
def test_pages_end_where_the_table_does(shown):
    """The last one is short, and there is none behind it."""
    page = shown("class")
    following = page.get_by_role("button", name="Next")

    assert page.get_by_role("button", name="Previous").is_disabled()
    following.click()
    assert following.is_disabled()
    assert len(names(page)) == 30


@pytest.mark.slow
def test_text_finds_students_whatever_their_accents(shown):
    """All words must be there, in any of a row's texts."""
    page = shown("class")
    everyone = [row.name for row in sample_class(230).rows]

    page.locator("#find").fill("CELIK")
    assert names(page) == [name for name in everyone if "Çelik" in name]
    page.locator("#find").fill("celik ada")
    assert set(names(page)) == {"Ada Çelik"}
    page.locator("#find").fill("student00012")
    assert column(page, "Folder") == ["student00012"]
    page.locator("#find").fill("nobody is called this")
    assert names(page) == []
    assert page.locator("#shown").inner_text() == "0 found among 230 students"
    page.locator("#find").fill("")
    assert len(names(page)) == 200


@pytest.mark.slow
def test_a_state_filters_and_goes_together_with_text_and_sorting(shown):
    """Three questions at once, in whatever order they are asked."""
    page = shown("class")
    rows = sample_class(230).rows
    undecided = [row for row in rows if row.open]

    page.locator("#state").select_option("open")
    assert len(names(page)) == len(undecided)
    assert set(column(page, "State")) == {"open"}
    header(page, "Total").click()
    page.locator("#find").fill("ada")
    assert column(page, "Total") == [
        str(total) for total in sorted(row.earned for row in undecided if "ada" in row.name.lower())
    ]


@pytest.mark.slow
def test_rows_with_remarks_and_answers_to_mark_can_be_picked(shown):
    """They are not states, for a submission can be both."""
    page = shown("class")
    rows = sample_class(230).rows
    waiting = [r for r in rows if {*r.written} - {mark.question for mark in r.rubric}]
    page.locator("#rows").select_option("all")

    page.locator("#state").select_option(label=f"written answers to mark ({len(waiting)})")
    assert len(names(page)) == len(waiting)
    remarked = [row for row in rows if row.problem or row.notes]
    page.locator("#state").select_option(label=f"with remarks ({len(remarked)})")
    assert len(names(page)) == len(remarked)
    assert page.locator(".students tbody .remark").count() == len(remarked)


@pytest.mark.slow
def test_a_problem_has_a_line_of_its_own(shown):
    """It is not squeezed below a name, and stands still when the marks are moved on a phone."""
    page = shown("class")
    problem = page.locator(".unread .remark").first
    assert problem.evaluate("each => each.getClientRects()[0].height") < 24
    page = shown("class", PHONE)
    problem = page.locator(".unread .remark").first
    before = problem.bounding_box()
    assert before["width"] > 0.8 * PHONE["width"]
    page.locator(".wide.tall").evaluate("box => { box.scrollLeft = 200 }")
    assert problem.bounding_box()["x"] == before["x"]


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
