"""A sheet of two questions, small enough to freeze in a test."""

TITLE = "Doubling and averaging"
QUESTIONS = ("doubling", "averaging")
MODEL = ("doubling.model",)
PACKAGES = ("numpy",)  # SymPy takes a process longer to import than all of this sheet
