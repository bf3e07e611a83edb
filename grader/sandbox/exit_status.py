"""What a student's process of ours ends with where it cannot go on; known on both sides."""

__all__ = ["HALF_A_FENCE", "HUNG_UP"]

HALF_A_FENCE = 70  # it could not isolate itself
HUNG_UP = 71  # the submission has closed the connection that answers go over
