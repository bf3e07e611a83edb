"""The doctor looks at the same processes as the tests of the sandbox."""

from tests.grader.sandbox.conftest import python_for, template, template_for, tier, weakened

__all__ = ["python_for", "template", "template_for", "tier", "weakened"]
