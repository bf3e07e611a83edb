"""Running a submission and answering calls, inside its process."""
