"""Bare assertions of a property: ``taken_apart`` rewrites them, and ``sides`` words them."""
