"""Protecting the data of SMIs and their owners: why it may be used, who looked at it, and what people asked."""
