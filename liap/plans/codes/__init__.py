"""What other planning systems call the support activities of a plan."""
