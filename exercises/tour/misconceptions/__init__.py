"""Mistakes that students make in the tour."""
