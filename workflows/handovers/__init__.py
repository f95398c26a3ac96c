"""Posts change hands: everything open moves in one act, and nobody's work is left without a reachable person."""
