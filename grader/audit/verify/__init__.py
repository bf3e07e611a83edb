"""Checking what a printed solution sheet claims, by computing."""
