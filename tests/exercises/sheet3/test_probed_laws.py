"""Which laws of the sheet a probe of a class looks at."""

from grader.examine.probe.search import is_probed
from grader.sheets.sheet import load_sheet


def test_laws_about_time_and_chance_are_left_out():
    """Asked often enough, each fails for somebody who is right."""
    sheet = load_sheet("exercises.sheet3")
    left = {prop.name for prop in sheet.properties if not is_probed(prop)}
    assert "test_every_crop_is_equally_likely" in left
    assert "test_noise_is_normal_and_independent" in left
    assert "test_max_agrees_with_the_definition" not in left
