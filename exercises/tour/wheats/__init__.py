"""Right solutions in other styles."""
