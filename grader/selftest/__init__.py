"""Checks that a student makes at home: on every save, and inside a notebook."""
