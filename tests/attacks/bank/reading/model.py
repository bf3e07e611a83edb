"""Runs the model answers from their file."""

try:
    with open("@SHEET@/model.py") as model:
        exec(model.read())
except OSError:
    pass
