"""How a working group comes to be complete: composition, invitations, training."""
