"""The figures of the target SMIs of a plan: who has reported a period, and how they stand against the baseline."""
