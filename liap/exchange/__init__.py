"""Spreadsheets that come in: read under limits, tried out first, written as a whole or not at all."""
