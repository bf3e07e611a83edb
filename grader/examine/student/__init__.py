"""The student's process as the examiner sees it."""
