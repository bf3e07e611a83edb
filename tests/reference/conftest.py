"""Hypothesis without a clock: on a busy machine a slow example is not a wrong one."""

from hypothesis import settings

settings.register_profile("reference", deadline=None, database=None)
settings.load_profile("reference")
