"""
What right answers are tried on besides the recorded examples: drawn ones, the same every time.

They must hold whatever is drawn.  That a mistake is caught is tried on what is recorded.
"""

import importlib

import pytest
from hypothesis import Phase, settings

from exercises import sheet3

settings.register_profile(
    "sheet",
    database=None,
    derandomize=True,
    deadline=None,
    max_examples=60,
    report_multiple_bugs=False,
    # Any example that shows a mistake will do here; looking for the smallest takes seconds.
    phases=(Phase.explicit, Phase.generate),
)
# A property keeps the profile that it is imported under, so it is imported under this one; all
# other tests are collected under the profile that was found.
settings.register_profile("found", parent=settings())
settings.load_profile("sheet")
for question in sheet3.QUESTIONS:
    importlib.import_module(f"exercises.sheet3.{question}")
settings.load_profile("found")


@pytest.fixture(autouse=True)
def _fixed_examples():
    """Profiles hold for the whole process, so each test sets its own and puts the other back."""
    settings.load_profile("sheet")
    yield
    settings.load_profile("found")
