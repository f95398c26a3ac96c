"""Visits to SMIs, what was agreed there, and the three questions."""
