"""Processes as tables, one module per variant."""
