"""Commands for who is writing a sheet: a new one, and one that is tried out."""
