"""``grader freeze --keep`` and ``--only``: a changed sheet is not asked anew from end to end."""

import pytest

from grader.sheets.choosing.kept import to_be_drawn
from grader.sheets.corpus import FILE_NAME, corpus_bytes, read_corpus, recorded_corpus
from grader.sheets.sheet import load_sheet
from tests.toys.copied import copied

MADE = iter(range(100))
LAW = '"""The result is the sum over the number of values."""'
AVERAGES = "@given(values=numbers)\ndef test_averages(student, values):"


@pytest.fixture
def changed(tmp_path, toy):
    """Change the second question of a recorded sheet, and load it."""

    def change(old, new):
        folder = copied(tmp_path / f"kept_{next(MADE)}", toy.folder)
        module = folder / "averaging.py"
        said = module.read_text()
        assert said.count(old) == 1
        module.write_text(said.replace(old, new))
        return load_sheet(str(folder))

    return change


def before(sheet):
    """The corpus as it was recorded, of a sheet that was another then."""
    file = sheet.folder / FILE_NAME
    return recorded_corpus(corpus_bytes(file, sheet), str(file), sheet)


def drawn(sheet, *named):
    """The keys of what would be drawn anew."""
    return to_be_drawn(sheet, before(sheet), named)


def test_after_a_change_of_a_text_nothing_is_drawn(changed):
    """The examples do not depend on it."""
    assert drawn(changed(LAW, '"""The mean."""')) == []


def test_what_is_named_is_drawn(changed):
    """A question with all its properties, or a property."""
    sheet = changed(LAW, '"""The mean."""')
    assert drawn(sheet, "b") == ["b/test_averages", "b/test_follows_a_shift"]
    assert drawn(sheet, "b/test_averages") == ["b/test_averages"]


def test_a_property_with_another_written_example_is_drawn(changed):
    """The recorded ones lack it."""
    sheet = changed(AVERAGES, f"@__import__('hypothesis').example(values=[0.25])\n{AVERAGES}")
    assert drawn(sheet) == ["b/test_averages"]


def test_a_property_with_other_arguments_is_drawn(changed):
    """What was recorded cannot be given to it."""
    given, body = (
        "shift=st.integers(-9, 9).map(float))",
        "def test_follows_a_shift(student, values, ",
    )
    sheet = changed(f"{given}\n{body}shift)", f"{given.replace('shift', 'by')}\n{body}by, shift=1)")
    assert drawn(sheet) == ["b/test_follows_a_shift"]


def test_a_new_property_is_drawn(changed):
    """Nothing was recorded of it."""
    assert drawn(changed("def test_averages(", "def test_means(")) == ["b/test_means"]


def test_freeze_draws_what_is_named_and_keeps_all_else_to_the_byte(changed, grader):
    """It says what it drew, and the corpus is the changed sheet's."""
    sheet = changed(LAW, '"""The mean."""')
    old = before(sheet)
    result = grader("freeze", "--only", "b/test_averages", "--sheet", sheet.folder)
    assert result.exit_code == 0, result.output
    assert "Drawn anew: b/test_averages." in result.output
    new = read_corpus(sheet.folder / FILE_NAME, sheet)
    differing = {key for key in new.packed if new.packed[key] != old.packed[key]}
    assert differing == {"b/test_averages"}
    assert new.header.sheet_digest != old.header.sheet_digest


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--only", "z"], "no question or property z. Name a question, like a, or a property"),
        (["--keep", "--answers-only"], "say them alone"),
        (["--only", "a", "--out", "other.bin"], "say them alone"),
    ],
)
def test_what_cannot_be_kept_is_refused(grader, options, said):
    """In a sentence that says what to do."""
    result = grader("freeze", *options)
    assert result.exit_code == 2
    assert said in " ".join(result.stderr.replace("│", " ").split())
