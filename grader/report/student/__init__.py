"""One student's report in words."""
