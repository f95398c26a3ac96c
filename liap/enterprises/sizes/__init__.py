"""The rule that sorts SMIs by size, as data."""
