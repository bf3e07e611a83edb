"""A trustworthy autograder for numerical and machine-learning coursework."""

__version__ = "0.1.0"
