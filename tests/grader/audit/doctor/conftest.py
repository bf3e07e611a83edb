"""The doctor looks at the same processes as the tests of the sandbox."""

from tests.grader.sandbox.conftest import template, tier, weakened

__all__ = ["template", "tier", "weakened"]
