"""A class's results as text and tables."""
