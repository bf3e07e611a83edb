"""One submission, examined: from its bytes to a report."""
