"""A sheet of questions and its frozen corpus."""
