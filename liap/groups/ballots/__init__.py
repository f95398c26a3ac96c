"""Deciding in writing instead of in a meeting: votes within a time window, counted as a meeting counts."""
