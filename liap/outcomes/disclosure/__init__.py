"""Figures about SMIs that may be told to everybody, because nobody can be recognised in them."""
