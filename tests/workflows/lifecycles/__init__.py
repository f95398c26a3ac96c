"""Whole lives of cases at random: the world they happen in, what must always hold, and where acts are broken off."""
