"""Rows that a person may take over into a section: from earlier plans of the same industry and from the region."""
