"""Archives as listings of files."""
