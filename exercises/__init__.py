"""Sheets of questions that ship with the grader."""
