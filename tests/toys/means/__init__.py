"""Means: a sheet whose question is one module."""

TITLE = "Means"
QUESTIONS = ("mean",)
PACKAGES = ("numpy",)
LANGUAGES = ("en",)
