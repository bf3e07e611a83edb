"""
What right answers are tried on besides the recorded examples: drawn ones, the same every time.

They must hold whatever is drawn.  That a mistake is caught is tried on what is recorded.
"""

import pytest
from hypothesis import Phase, settings

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
# Now too, because @settings on a property takes the rest from the profile it is imported under.
settings.load_profile("sheet")


@pytest.fixture(autouse=True)
def _fixed_examples():
    """Profiles hold for the whole process, so each test sets its own and puts the other back."""
    settings.load_profile("sheet")
    yield
    settings.load_profile("tests")
